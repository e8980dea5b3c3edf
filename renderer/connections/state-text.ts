import type { IntlShape } from 'react-intl';

import type { ConnectionView } from '../../ipc/connection-view.js';
import { day, formatClockTime, formatRelativeTime } from '../components/format-time.js';
import { hasEnded } from '../store/has-ended.js';
import { hasStoppedDisconnecting, disconnectingSentence } from './disconnect-text.js';

export type Tone = 'good' | 'calm' | 'warn' | 'bad';

export type StateAndLifetime = Pick<ConnectionView, 'state' | 'lifetime'>;

export function toneOf(connection: StateAndLifetime, now: number): Tone {
  const { state } = connection;
  switch (state.kind) {
    case 'active':
      return 'good';
    case 'expires':
      return hasEnded(connection, now) ? 'bad' : 'good';
    case 'refreshing':
    case 'offline':
      return 'calm';
    case 'retrying':
    case 'storage_locked':
    case 'newer_version':
      return 'warn';
    case 'disconnecting':
      return hasStoppedDisconnecting(state) ? 'bad' : 'warn';
    case 'needs_sign_in':
    case 'misconfigured':
      return 'bad';
  }
}

/** The state in one or two words, for the list. */
export function stateLabel(connection: StateAndLifetime, now: number, intl: IntlShape): string {
  const { state } = connection;
  switch (state.kind) {
    case 'retrying':
      return state.nextAttemptAt <= now
        ? intl.formatMessage({ id: 'state.retryingNow' })
        : intl.formatMessage(
            { id: 'state.retrying' },
            { when: formatRelativeTime(state.nextAttemptAt, now, intl) },
          );
    case 'disconnecting':
      return intl.formatMessage({
        id: hasStoppedDisconnecting(state) ? 'state.notDisconnected' : 'state.disconnecting',
      });
    case 'expires':
      return intl.formatMessage({
        id: hasEnded(connection, now) ? 'state.expired' : 'state.expires',
      });
    case 'active':
    case 'refreshing':
    case 'offline':
    case 'needs_sign_in':
    case 'misconfigured':
    case 'storage_locked':
    case 'newer_version':
      return intl.formatMessage({ id: `state.${state.kind}` });
  }
}

const threeDays = 3 * day;

/** The state in a word for the eye, where something needs it; null where all is well. */
export function stateWord(
  connection: StateAndLifetime,
  now: number,
  intl: IntlShape,
): string | null {
  const { state, lifetime } = connection;
  switch (state.kind) {
    case 'active':
    case 'refreshing':
      return null;
    case 'expires':
      if (lifetime.kind !== 'ends' || lifetime.at - now >= threeDays) return null;
      return lifetime.at <= now
        ? intl.formatMessage({ id: 'state.expired' })
        : intl.formatMessage(
            { id: 'lifetime.expiresIn' },
            { when: formatRelativeTime(lifetime.at, now, intl) },
          );
    case 'disconnecting':
      return intl.formatMessage({
        id: hasStoppedDisconnecting(state) ? 'state.notDisconnected' : 'state.disconnecting',
      });
    case 'retrying':
    case 'offline':
    case 'needs_sign_in':
    case 'misconfigured':
    case 'storage_locked':
    case 'newer_version':
      return intl.formatMessage({ id: `stateWord.${state.kind}` });
  }
}

/** The service gives access that ends at once, or before it may be refreshed. */
function shortLifeSentence(ms: number, service: string, intl: IntlShape): string {
  return ms < 1_000
    ? intl.formatMessage({ id: 'stateSentence.endsAtOnce' }, { service })
    : intl.formatMessage(
        { id: 'stateSentence.endsEarly' },
        { service, seconds: Math.floor(ms / 1_000) },
      );
}

/** The state in a sentence; null where the failure beside it says it all. */
export function stateSentence(
  { state, lifetime, serviceName: service }: ConnectionView,
  now: number,
  intl: IntlShape,
): string | null {
  switch (state.kind) {
    case 'active':
      return lifetime.kind === 'refreshes' && lifetime.endsAfterMs !== null
        ? shortLifeSentence(lifetime.endsAfterMs, service, intl)
        : null;
    case 'retrying':
    case 'storage_locked':
    case 'newer_version':
      return intl.formatMessage({ id: `stateSentence.${state.kind}` });
    case 'refreshing':
      return intl.formatMessage({ id: 'stateSentence.refreshing' }, { service });
    case 'expires':
      return lifetime.kind === 'ends'
        ? intl.formatMessage(
            { id: lifetime.at <= now ? 'stateSentence.expired' : 'stateSentence.expires' },
            { service, time: formatClockTime(lifetime.at, now, intl) },
          )
        : intl.formatMessage({ id: 'stateSentence.expiresNotKnown' }, { service });
    case 'offline':
      return intl.formatMessage(
        { id: 'stateSentence.offline' },
        { time: formatClockTime(state.since, now, intl) },
      );
    case 'disconnecting':
      return disconnectingSentence(state, service, now, intl);
    case 'needs_sign_in':
    case 'misconfigured':
      return null;
  }
}
