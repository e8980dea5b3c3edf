import type { IntlShape } from 'react-intl';

import type { ConnectionView } from '../../ipc/connection-view.js';
import { day, dayOf, fromNow } from '../components/times.js';

/** Beyond this a date says more than a number of days. */
const far = 7 * day;

/** The moment a connection's expiry text counts towards; null when it names none. */
export function countsTowards({
  state,
  lifetime,
  accessTokenExpiresAt,
}: ConnectionView): number | null {
  if (!keepsRenewing(state.kind)) return accessTokenExpiresAt;
  switch (lifetime.kind) {
    case 'renews':
      return lifetime.nextRefreshAt;
    case 'ends':
      return lifetime.at;
    case 'not_known':
      return null;
  }
}

function keepsRenewing(state: ConnectionView['state']['kind']): boolean {
  switch (state) {
    case 'active':
    case 'refreshing':
    case 'retrying':
    case 'offline':
    case 'expires':
      return true;
    case 'needs_sign_in':
    case 'misconfigured':
    case 'disconnecting':
    case 'storage_locked':
    case 'newer_version':
      return false;
  }
}

function ends(at: number, now: number, intl: IntlShape): string {
  if (at <= now) {
    return intl.formatMessage({ id: 'lifetime.expired' }, { when: fromNow(at, now, intl) });
  }
  return at - now > far
    ? intl.formatMessage({ id: 'lifetime.lastsUntil' }, { day: dayOf(at, now, intl) })
    : intl.formatMessage({ id: 'lifetime.expiresIn' }, { when: fromNow(at, now, intl) });
}

function renews(next: number | null, now: number, intl: IntlShape): string {
  if (next === null) return intl.formatMessage({ id: 'lifetime.renews' });
  if (next <= now) return intl.formatMessage({ id: 'lifetime.renewsNow' });
  return next - now > far
    ? intl.formatMessage({ id: 'lifetime.renewsNextOn' }, { day: dayOf(next, now, intl) })
    : intl.formatMessage({ id: 'lifetime.renewsNext' }, { when: fromNow(next, now, intl) });
}

/**
 * When it expires or is renewed, in a few words. A connection that is stopped is never said to
 * renew itself: what is known then is when the access it still has ends.
 */
export function lifetimeText(connection: ConnectionView, now: number, intl: IntlShape): string {
  const { state, lifetime, accessTokenExpiresAt } = connection;
  if (!keepsRenewing(state.kind)) {
    if (accessTokenExpiresAt === null) return intl.formatMessage({ id: 'lifetime.paused' });
    return intl.formatMessage(
      { id: accessTokenExpiresAt <= now ? 'lifetime.accessEnded' : 'lifetime.accessEnds' },
      { when: fromNow(accessTokenExpiresAt, now, intl) },
    );
  }
  switch (lifetime.kind) {
    case 'renews':
      return renews(lifetime.nextRefreshAt, now, intl);
    case 'ends':
      return ends(lifetime.at, now, intl);
    case 'not_known':
      return intl.formatMessage({ id: 'lifetime.notKnown' });
  }
}
