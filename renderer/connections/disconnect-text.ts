import type { IntlShape } from 'react-intl';

import type {
  ConnectionState,
  DisconnectProgressView,
  Obstacle,
} from '../../ipc/connection-view.js';
import { formatClockTime, formatDay, formatRelativeTime } from '../components/format-time.js';

/** Lanyard no longer retries by itself: the user has to finish it. */
export function hasStoppedDisconnecting(state: ConnectionState): boolean {
  if (state.kind !== 'disconnecting') return false;
  return state.progress.kind === 'stopped' || state.progress.kind === 'given_up';
}

export type Disconnecting = Extract<ConnectionState, { kind: 'disconnecting' }>;

/** Says in a few words what a disconnect waits for; null while the request is in flight. */
export function disconnectWaitText(
  { progress }: Disconnecting,
  service: string,
  now: number,
  intl: IntlShape,
): string | null {
  switch (progress.kind) {
    case 'pending':
      return null;
    case 'waiting':
      return intl.formatMessage(
        { id: `disconnectWait.${obstacleIn(progress)}` },
        {
          service,
          when: nextTry(progress.nextAttemptAt, now, intl),
          until: formatDay(progress.triesUntil, now, intl),
        },
      );
    case 'stopped':
    case 'given_up':
      return intl.formatMessage({ id: 'disconnectWait.stopped' }, { service });
  }
}

export function disconnectingSentence(
  { since, progress }: Disconnecting,
  service: string,
  now: number,
  intl: IntlShape,
): string {
  const values = { service, time: formatClockTime(since, now, intl) };
  switch (progress.kind) {
    case 'pending':
      return intl.formatMessage({ id: 'stateSentence.disconnecting.pending' }, values);
    case 'waiting':
      return intl.formatMessage(
        { id: `stateSentence.disconnecting.${obstacleIn(progress)}` },
        {
          ...values,
          since: formatClockTime(progress.since, now, intl),
          when: nextTry(progress.nextAttemptAt, now, intl),
          until: formatDay(progress.triesUntil, now, intl),
        },
      );
    case 'stopped':
      return intl.formatMessage(
        { id: 'stateSentence.disconnecting.stopped' },
        { ...values, until: formatDay(progress.triesUntil, now, intl) },
      );
    case 'given_up':
      return intl.formatMessage({ id: 'stateSentence.disconnecting.given_up' }, values);
  }
}

/** Blames the network only when there is none; otherwise the service cannot be reached. */
function obstacleIn({
  obstacle,
  cause,
}: Extract<DisconnectProgressView, { kind: 'waiting' }>): Obstacle | 'unreachable' {
  return obstacle === 'network' && cause.code !== 'network_down' ? 'unreachable' : obstacle;
}

function nextTry(at: number, now: number, intl: IntlShape): string {
  return at <= now
    ? intl.formatMessage({ id: 'disconnectWait.now' })
    : formatRelativeTime(at, now, intl);
}
