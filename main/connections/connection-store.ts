/**
 * The connections in memory, always what the disk has acknowledged: every change is first written
 * durably and only then seen here and in the window.
 */
import {
  type PersistentEvent,
  type Lifecycle,
  transition,
  type TransientState,
  type TransientEvent,
} from './connection-state.js';
import type { Connection, RefreshIntent } from './connection.js';
import { createSerialQueue } from '../concurrency/serial-queue.js';
import type { VaultWrite, RecordStore, Vault } from '../ports/vault.js';
import { StorageError } from '../ports/storage-error.js';

export interface ConnectionEntry {
  readonly connection: Connection;
  readonly transient: TransientState;
  readonly secretsReadable: boolean;
}

export interface ConnectionStore {
  /** Reads everything from the vault again: at the start and when it opens or locks. */
  load(): Promise<void>;
  /** Opens what the list took on trust; what does not open is shown as such. Rejects with StorageError. */
  checkSecrets(): Promise<void>;
  get(connectionId: string): ConnectionEntry | null;
  all(): readonly ConnectionEntry[];
  /**
   * Writes durably, then changes what is shown. One write follows the other, so changes given as a
   * function start from what the writes before have left. Rejects with StorageError and changes nothing.
   */
  commit(changes: readonly VaultWrite[] | (() => readonly VaultWrite[])): Promise<void>;
  /** Its life goes on by the rules of connection-life.ts; nothing is written. */
  applyTransient(connectionId: string, event: TransientEvent): void;
  /**
   * Its life goes on, and what is to be remembered is written first, all of it in one.
   * @param changes from the connection as it is by then, with its new standing; not called when it is gone
   */
  applyAndPersist(
    connectionId: string,
    event: PersistentEvent,
    changes: (connection: Connection) => readonly VaultWrite[],
  ): Promise<void>;
  /** Of a refresh token that was sent and not answered yet. */
  intent(connectionId: string): RefreshIntent | null;
  /** The open ledger. Throws StorageError 'closed' while the vault is not open. */
  recordStore(): RecordStore;
  onChange(listener: (change: StoreChange) => void): void;
}

export type StoreChange =
  { readonly kind: 'all' } | { readonly kind: 'some'; readonly connectionIds: readonly string[] };

export function createConnectionStore(vault: Vault): ConnectionStore {
  let entries = new Map<string, ConnectionEntry>();
  let intents = new Map<string, RefreshIntent>();
  const listeners: ((change: StoreChange) => void)[] = [];
  const tell = (change: StoreChange) => listeners.forEach((listener) => listener(change));

  function recordStore(): RecordStore {
    if (!vault.recordStore) throw new StorageError('closed', 'the vault is not open');
    return vault.recordStore;
  }

  const enqueue = createSerialQueue();

  async function write(changes: readonly VaultWrite[]): Promise<void> {
    if (changes.length === 0) return;
    await recordStore().commit(changes);
    const touched = changes.map(apply).filter((id) => id !== null);
    if (touched.length > 0) tell({ kind: 'some', connectionIds: [...new Set(touched)] });
  }

  function apply(change: VaultWrite): string | null {
    switch (change.kind) {
      case 'put_connection': {
        const { connection } = change;
        const before = entries.get(connection.id);
        // What passes belongs to a standing and ends with it.
        const goesOn = before?.connection.standing.kind === connection.standing.kind;
        entries.set(connection.id, {
          connection,
          transient: before && goesOn ? before.transient : { kind: 'none' },
          secretsReadable: before?.secretsReadable ?? true,
        });
        return connection.id;
      }
      case 'put_secrets': {
        const before = entries.get(change.connectionId);
        if (before) entries.set(change.connectionId, { ...before, secretsReadable: true });
        return change.connectionId;
      }
      case 'delete_secrets': {
        const before = entries.get(change.connectionId);
        if (before) entries.set(change.connectionId, { ...before, secretsReadable: false });
        return change.connectionId;
      }
      case 'delete_connection':
        entries.delete(change.connectionId);
        intents.delete(change.connectionId);
        return change.connectionId;
      case 'put_intent':
        intents.set(change.intent.connectionId, change.intent);
        return null;
      case 'delete_intent':
        intents.delete(change.connectionId);
        return null;
      case 'add_activity':
        return change.entry.connectionId;
      case 'put_outbox_entry':
      case 'delete_outbox_entry':
      case 'put_attempt':
      case 'delete_attempt':
      case 'put_service':
      case 'delete_service':
        return null;
    }
  }

  function commit(wished: readonly VaultWrite[] | (() => readonly VaultWrite[])): Promise<void> {
    return enqueue(() => write(typeof wished === 'function' ? wished() : wished));
  }

  function setTransient(connectionId: string, transient: TransientState): void {
    const entry = entries.get(connectionId);
    if (!entry) return;
    entries.set(connectionId, { ...entry, transient });
    tell({ kind: 'some', connectionIds: [connectionId] });
  }

  return {
    recordStore,
    get: (connectionId) => entries.get(connectionId) ?? null,
    all: () => [...entries.values()],
    onChange: (listener) => void listeners.push(listener),

    async load() {
      const listed = await vault.connections();
      entries = new Map(
        listed.map(({ kind, connection }) => [
          connection.id,
          { connection, transient: { kind: 'none' }, secretsReadable: kind === 'whole' },
        ]),
      );
      const journal = (await vault.recordStore?.intents()) ?? [];
      intents = new Map(journal.map((intent) => [intent.connectionId, intent]));
      tell({ kind: 'all' });
    },

    async checkSecrets() {
      const found = (await recordStore().unopenable()).filter(
        (id) => entries.get(id)?.secretsReadable,
      );
      for (const id of found) {
        const entry = entries.get(id);
        if (entry) entries.set(id, { ...entry, secretsReadable: false });
      }
      if (found.length > 0) tell({ kind: 'some', connectionIds: found });
    },

    commit,
    intent: (connectionId) => intents.get(connectionId) ?? null,

    applyTransient(connectionId, event) {
      const entry = entries.get(connectionId);
      if (entry) setTransient(connectionId, transition(lifecycleOf(entry), event).transient);
    },

    async applyAndPersist(connectionId, event, changes) {
      const found: { life: Lifecycle | null } = { life: null };
      await commit(() => {
        const entry = entries.get(connectionId);
        if (!entry) return [];
        const life = transition(lifecycleOf(entry), event);
        found.life = life;
        return changes({ ...entry.connection, standing: life.standing });
      });
      if (found.life) setTransient(connectionId, found.life.transient);
    },
  };
}

function lifecycleOf({ connection, transient }: ConnectionEntry): Lifecycle {
  return { standing: connection.standing, transient };
}
