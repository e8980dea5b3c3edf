import type { IntlShape } from 'react-intl';

import type {
  ConnectionState,
  DisconnectProgressView,
  Obstacle,
} from '../../ipc/connection-view.js';
import { clockTime, dayOf, fromNow } from '../components/times.js';

/** Lanyard no longer tries by itself: the rest is the person's to do. */
export function couldNotBeDisconnected(state: ConnectionState): boolean {
  if (state.kind !== 'disconnecting') return false;
  return state.progress.kind === 'stopped' || state.progress.kind === 'given_up';
}

export type Disconnecting = Extract<ConnectionState, { kind: 'disconnecting' }>;

/** What a connection waits for until it is disconnected, for the list; null: for an answer, no more. */
export function waitsFor(
  { progress }: Disconnecting,
  service: string,
  now: number,
  intl: IntlShape,
): string | null {
  switch (progress.kind) {
    case 'asking':
      return null;
    case 'waiting':
      return intl.formatMessage(
        { id: `disconnectWait.${obstacleIn(progress)}` },
        {
          service,
          when: nextTry(progress.nextAttemptAt, now, intl),
          until: dayOf(progress.triesUntil, now, intl),
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
  const asked = { service, time: clockTime(since, now, intl) };
  switch (progress.kind) {
    case 'asking':
      return intl.formatMessage({ id: 'stateSentence.disconnecting.asking' }, asked);
    case 'waiting':
      return intl.formatMessage(
        { id: `stateSentence.disconnecting.${obstacleIn(progress)}` },
        {
          ...asked,
          since: clockTime(progress.since, now, intl),
          when: nextTry(progress.nextAttemptAt, now, intl),
          until: dayOf(progress.triesUntil, now, intl),
        },
      );
    case 'stopped':
      return intl.formatMessage(
        { id: 'stateSentence.disconnecting.stopped' },
        { ...asked, until: dayOf(progress.triesUntil, now, intl) },
      );
    case 'given_up':
      return intl.formatMessage({ id: 'stateSentence.disconnecting.given_up' }, asked);
  }
}

/** Only a network that is not there at all is called so: else it is the service that cannot be reached. */
function obstacleIn({
  obstacle,
  cause,
}: Extract<DisconnectProgressView, { kind: 'waiting' }>): Obstacle | 'unreachable' {
  return obstacle === 'network' && cause.code !== 'network_down' ? 'unreachable' : obstacle;
}

function nextTry(at: number, now: number, intl: IntlShape): string {
  return at <= now ? intl.formatMessage({ id: 'disconnectWait.now' }) : fromNow(at, now, intl);
}
