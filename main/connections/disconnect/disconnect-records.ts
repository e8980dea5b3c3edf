/** Pure functions for the writes of each step of a disconnect. */
import type { Failure } from '../../../ipc/failure.js';
import type { VaultWrite } from '../../ports/vault.js';
import type {
  ActivityEntry,
  Connection,
  Disconnecting,
  DisconnectProgress,
} from '../connection.js';
import type { UsableConnection } from '../usable-connection.js';
import { afterFailure, isAlreadyLogged, obstacleOf } from './disconnect-progress.js';
import type { NotEnded } from './revoke-grant.js';

/** A connection whose end has been requested. */
export interface PendingDisconnect {
  readonly connection: UsableConnection;
  readonly standing: Disconnecting;
}

/** @param connection with the standing that the request has led to */
export function writesForRequest(connection: Connection, now: number): readonly VaultWrite[] {
  return [
    { kind: 'put_connection', connection },
    activity(connection.id, 'disconnect_requested', null, now),
  ];
}

/** @param random from 0 (included) to 1 (excluded) */
export function writesForFailure(
  { connection, standing }: PendingDisconnect,
  { outcome, remaining }: NotEnded,
  now: number,
  random: number,
): readonly VaultWrite[] {
  const { id, accessTokenExpiresAt } = connection;
  const progress = afterFailure(standing, outcome, now, random);
  // The access token only serves to probe afterwards, and only while it lasts.
  const accessIsOver = accessTokenExpiresAt !== null && accessTokenExpiresAt <= now;
  const keepsOneToken =
    obstacleOf(outcome) === 'network' || accessIsOver || progress.kind === 'stopped';
  const failed = isAlreadyLogged(standing, outcome)
    ? []
    : [activity(id, 'disconnect_failed', outcome.failure, now)];
  const stopped =
    progress.kind === 'stopped' ? [activity(id, 'disconnect_stopped', null, now)] : [];
  return [
    ...(keepsOneToken ? moveToOutbox(remaining) : []),
    // The clock may have been set back since the request: then the 30 days count from now.
    putStanding(connection, { ...standing, since: Math.min(standing.since, now), progress }),
    ...failed,
    ...stopped,
  ];
}

export function writesForGivingUp(
  { connection, standing }: PendingDisconnect,
  now: number,
): readonly VaultWrite[] {
  const { id: connectionId } = connection;
  return [
    { kind: 'delete_outbox_entry', connectionId },
    { kind: 'delete_secrets', connectionId },
    putStanding(connection, { ...standing, progress: givenUp(standing.progress) }),
    activity(connectionId, 'disconnect_stopped', null, now),
  ];
}

function moveToOutbox(entry: NotEnded['remaining']): readonly VaultWrite[] {
  const { connectionId } = entry;
  return [
    { kind: 'put_outbox_entry', entry },
    { kind: 'delete_secrets', connectionId },
  ];
}

function givenUp(progress: DisconnectProgress): DisconnectProgress {
  const cause = progress.kind === 'pending' ? null : progress.cause;
  return { kind: 'given_up', cause };
}

function putStanding(connection: Connection, standing: Disconnecting): VaultWrite {
  return { kind: 'put_connection', connection: { ...connection, standing } };
}

function activity(
  connectionId: string,
  kind: ActivityEntry['kind'],
  failure: Failure | null,
  at: number,
): VaultWrite {
  return { kind: 'add_activity', entry: { connectionId, at, kind, failure } };
}
