import type { IntlShape } from 'react-intl';

import type { ConnectionView } from '../../ipc/connection-view.js';
import { day, formatDay, formatRelativeTime } from '../components/format-time.js';

/** Beyond this, a date says more than a number of days. */
const showDateAfter = 7 * day;

/** The time that the expiry text counts towards, ms since 1970; null when it names none. */
export function countdownTarget({
  state,
  lifetime,
  accessTokenExpiresAt,
}: ConnectionView): number | null {
  if (!keepsRefreshing(state.kind)) return accessTokenExpiresAt;
  switch (lifetime.kind) {
    case 'refreshes':
      return lifetime.nextRefreshAt;
    case 'ends':
      return lifetime.at;
    case 'not_known':
      return null;
  }
}

function keepsRefreshing(state: ConnectionView['state']['kind']): boolean {
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

function expiryText(at: number, now: number, intl: IntlShape): string {
  if (at <= now) {
    return intl.formatMessage(
      { id: 'lifetime.expired' },
      { when: formatRelativeTime(at, now, intl) },
    );
  }
  return at - now > showDateAfter
    ? intl.formatMessage({ id: 'lifetime.lastsUntil' }, { day: formatDay(at, now, intl) })
    : intl.formatMessage({ id: 'lifetime.expiresIn' }, { when: formatRelativeTime(at, now, intl) });
}

function refreshText(next: number | null, now: number, intl: IntlShape): string {
  if (next === null) return intl.formatMessage({ id: 'lifetime.refreshes' });
  if (next <= now) return intl.formatMessage({ id: 'lifetime.refreshesNow' });
  return next - now > showDateAfter
    ? intl.formatMessage({ id: 'lifetime.refreshesNextOn' }, { day: formatDay(next, now, intl) })
    : intl.formatMessage(
        { id: 'lifetime.refreshesNext' },
        { when: formatRelativeTime(next, now, intl) },
      );
}

function accessEndedText(at: number, now: number, intl: IntlShape): string {
  return intl.formatMessage(
    { id: 'lifetime.accessEnded' },
    { when: formatRelativeTime(at, now, intl) },
  );
}

/** Something keeps it from refreshing: an access that has ended meanwhile is what counts. */
function waits(state: ConnectionView['state']['kind']): boolean {
  return state === 'retrying' || state === 'offline';
}

/**
 * When the connection expires or is refreshed, in a few words. A connection that is stopped is not
 * refreshed, which matters more than how much of its present access is left.
 */
export function lifetimeText(connection: ConnectionView, now: number, intl: IntlShape): string {
  const { state, lifetime, accessTokenExpiresAt } = connection;
  if (!keepsRefreshing(state.kind)) {
    if (accessTokenExpiresAt === null || accessTokenExpiresAt > now) {
      return intl.formatMessage({ id: 'lifetime.paused' });
    }
    return accessEndedText(accessTokenExpiresAt, now, intl);
  }
  const isOver = accessTokenExpiresAt !== null && accessTokenExpiresAt <= now;
  switch (lifetime.kind) {
    case 'refreshes':
      return isOver && waits(state.kind)
        ? accessEndedText(accessTokenExpiresAt, now, intl)
        : refreshText(lifetime.nextRefreshAt, now, intl);
    case 'ends':
      return expiryText(lifetime.at, now, intl);
    case 'not_known':
      return intl.formatMessage({ id: 'lifetime.notKnown' });
  }
}
