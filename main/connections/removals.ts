/**
 * Removes connections from this computer. The removal is on the disk before the user hears of it; for a
 * while a copy in memory lets them take it back, with its tokens.
 */
import type { Failure } from '../../ipc/failure.js';
import type { Clock, Timer } from '../ports/clock.js';
import type { ConnectionStore } from './connection-store.js';
import type { Connection, ConnectionSecrets } from './connection.js';
import { failureOf, storageFailure } from './failures.js';
import { removeConnection, type RemovalParts } from './remove-connection.js';

/** Longer than the window offers it: the user may rest on the message. */
const keptForMs = 2 * 60_000;

export interface RemovalsOptions extends RemovalParts {
  readonly store: ConnectionStore;
  readonly clock: Clock;
  /** Resolves once no refresh of this connection is under way. */
  readonly waitForRefresh: (connectionId: string) => Promise<void>;
  /** The connection is there again. */
  readonly onRestored: (connectionId: string) => void;
}

interface Kept {
  readonly connection: Connection;
  readonly secrets: ConnectionSecrets;
  readonly timer: Timer;
}

export class Removals {
  readonly #options: RemovalsOptions;
  readonly #kept = new Map<string, Kept>();

  constructor(options: RemovalsOptions) {
    this.#options = options;
  }

  /** Resolves to whether it can be taken back. Rejects with StorageError. */
  async remove(connectionId: string): Promise<boolean> {
    const { store, clock, waitForRefresh } = this.#options;
    await waitForRefresh(connectionId);
    const before = store.get(connectionId)?.connection;
    const secrets = await this.#secretsOf(connectionId);
    const removed = await removeConnection(connectionId, this.#options);
    // Tokens that were being replaced meanwhile would be refused, and end the grant.
    const isCurrent = removed?.connection.issuedAt === before?.issuedAt && !removed?.isRefreshing;
    const canReturn = removed !== null && removed.connection.standing.kind !== 'disconnecting';
    if (secrets === null || !canReturn || !isCurrent) return false;
    this.#forget(connectionId);
    const timer = clock.after(keptForMs, () => this.#forget(connectionId));
    this.#kept.set(connectionId, { connection: removed.connection, secrets, timer });
    return true;
  }

  /** Brings a removed connection back. Resolves to null, or to why not. */
  async undo(connectionId: string): Promise<Failure | null> {
    const { store, onRestored } = this.#options;
    const kept = this.#kept.get(connectionId);
    if (!kept) return failureOf('not_found');
    const { connection, secrets } = kept;
    try {
      await store.commit(() =>
        isConnected(connection, store)
          ? []
          : [
              { kind: 'put_connection', connection },
              { kind: 'put_secrets', connectionId, secrets },
              { kind: 'undo_ending', connectionId },
            ],
      );
    } catch (error) {
      return storageFailure(error);
    }
    this.#forget(connectionId);
    if (!store.get(connectionId)) return failureOf('not_found');
    onRestored(connectionId);
    return null;
  }

  /** Drops all copies: nothing of a locked vault stays in memory. */
  forgetAll(): void {
    for (const id of this.#kept.keys()) this.#forget(id);
  }

  #forget(connectionId: string): void {
    this.#kept.get(connectionId)?.timer.cancel();
    this.#kept.delete(connectionId);
  }

  async #secretsOf(connectionId: string): Promise<ConnectionSecrets | null> {
    try {
      return await this.#options.store.recordStore().secrets(connectionId);
    } catch {
      // Without them it is removed all the same, and cannot return.
      return null;
    }
  }
}

/** The user has connected the account again meanwhile. */
function isConnected({ id, account }: Connection, store: ConnectionStore): boolean {
  return store
    .all()
    .some(
      ({ connection: other }) =>
        other.id === id ||
        (other.account.issuer === account.issuer && other.account.subject === account.subject),
    );
}
