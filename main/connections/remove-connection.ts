/** Forgets a connection on this computer, and keeps what is known about how it ended. */
import type { FailureCode } from '../../ipc/failure.js';
import type { Clock } from '../ports/clock.js';
import type { AccountPages } from './account-pages.js';
import type { ConnectionStore } from './connection-store.js';
import type { Connection } from './connection.js';
import type { Ending } from './ended-connection.js';
import { endedRecord } from './ended-record.js';

export interface RemovalParts {
  readonly store: ConnectionStore;
  readonly clock: Clock;
  readonly accountPages: Pick<AccountPages, 'openedAt'>;
}

/** Causes that say: the service no longer accepts this grant. */
const endedAtService: readonly FailureCode[] = ['grant_refused', 'refused_repeatedly'];
/** Entries of the activity among which the refusal is looked for. */
const recentEntries = 50;

export interface Removed {
  readonly connection: Connection;
  /** A refresh was under way, so its tokens may be worth nothing. */
  readonly isRefreshing: boolean;
}

/** Resolves to null if it was not there. Rejects with StorageError. */
export async function removeConnection(
  connectionId: string,
  parts: RemovalParts,
): Promise<Removed | null> {
  const { store, clock } = parts;
  const found: { removed: Removed | null } = { removed: null };
  const refusedAt = await timeOfRefusal(connectionId, store);
  await store.commit(() => {
    const connection = store.get(connectionId)?.connection;
    if (!connection) return [];
    found.removed = { connection, isRefreshing: store.intent(connectionId) !== null };
    const ending = endingOf(connection, refusedAt, parts);
    return [{ kind: 'end_connection', ended: endedRecord(connection, ending, clock.now()) }];
  });
  return found.removed;
}

function endingOf(
  { standing, serviceId, connectedAt }: Connection,
  refusedAt: number | null,
  { accountPages }: RemovalParts,
): Ending {
  if (standing.kind === 'needs_sign_in' && endedAtService.includes(standing.cause.code)) {
    return { kind: 'ended_by_service', refusedAt };
  }
  const openedAt = accountPages.openedAt(serviceId);
  return openedAt !== null && openedAt >= connectedAt
    ? { kind: 'finished_at_service', openedAt }
    : { kind: 'removed' };
}

async function timeOfRefusal(connectionId: string, store: ConnectionStore): Promise<number | null> {
  const entries = await store.recordStore().activity(connectionId, recentEntries);
  const refusal = entries.find(({ kind, failure }) => {
    return kind === 'refresh_failed' && failure !== null && endedAtService.includes(failure.code);
  });
  return refusal?.at ?? null;
}
