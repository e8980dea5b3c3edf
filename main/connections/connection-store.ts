/**
 * The connections in memory, always as the disk has acknowledged them: every change is first written
 * durably, and only then visible here and in the window.
 */
import { createSerialQueue } from '../concurrency/serial-queue.js';
import { KnownSecrets, type SecretFilter } from '../oauth/known-secrets.js';
import type { VaultWrite, RecordStore, Vault } from '../ports/vault.js';
import {
  type PersistentEvent,
  type Lifecycle,
  transition,
  type TransientState,
  type TransientEvent,
} from './connection-state.js';
import type { Connection, RefreshIntent } from './connection.js';
import { rememberingSecrets } from './remembered-secrets.js';
import { hostsOf } from './stored-secrets.js';
import { withoutSecrets, writeWithoutSecrets } from './without-secrets.js';

export interface ConnectionEntry {
  readonly connection: Connection;
  readonly transient: TransientState;
  readonly secretsReadable: boolean;
}

export interface ConnectionStore {
  /** Reads everything from the vault again: at start, and when it opens or locks. */
  load(): Promise<void>;
  /** Decrypts the secrets that `load` assumed to be readable, and marks those that are not. Rejects with StorageError. */
  checkSecrets(): Promise<void>;
  get(connectionId: string): ConnectionEntry | null;
  all(): readonly ConnectionEntry[];
  /**
   * Writes durably, then updates the entries. Writes run one after another, so a function sees the
   * entries as the writes before it have left them. Rejects with StorageError and changes nothing.
   */
  commit(writes: readonly VaultWrite[] | (() => readonly VaultWrite[])): Promise<void>;
  /** Finds this server's secrets in what it writes. */
  filterFor(connection: Connection): SecretFilter;
  /** A transition that stores nothing (connection-state.ts). */
  applyTransient(connectionId: string, event: TransientEvent): void;
  /**
   * A transition whose writes are stored first, all in one.
   * @param writesFor gets the connection as it is by then, with its new standing; not called when it is gone
   */
  applyAndPersist(
    connectionId: string,
    event: PersistentEvent,
    writesFor: (connection: Connection) => readonly VaultWrite[],
  ): Promise<void>;
  /** The intent of a refresh whose response has not arrived yet. */
  intent(connectionId: string): RefreshIntent | null;
  /** Its secrets are recognized from then on. Throws StorageError 'closed' while the vault is not open. */
  recordStore(): RecordStore;
  onChange(listener: (change: StoreChange) => void): void;
}

export type StoreChange =
  { readonly kind: 'all' } | { readonly kind: 'some'; readonly connectionIds: readonly string[] };

export function createConnectionStore(
  vault: Vault,
  knownSecrets = new KnownSecrets(),
): ConnectionStore {
  let entries = new Map<string, ConnectionEntry>();
  let intents = new Map<string, RefreshIntent>();
  const listeners: ((change: StoreChange) => void)[] = [];
  const emit = (change: StoreChange) => listeners.forEach((listener) => listener(change));

  const hostsOfConnection = (id: string) => {
    const entry = entries.get(id);
    return entry ? hostsOf(entry.connection.server) : [];
  };
  const recordStore = rememberingSecrets(vault, knownSecrets, hostsOfConnection);

  function filterFor({ server, registration, serviceName, ownLabel }: Connection): SecretFilter {
    const open = [server.issuer, registration.clientId, serviceName, ownLabel ?? ''];
    return knownSecrets.of(hostsOf(server), open);
  }

  const enqueue = createSerialQueue();

  async function write(writes: readonly VaultWrite[]): Promise<void> {
    if (writes.length === 0) return;
    const records = recordStore();
    records.remember(writes);
    const connectionOf = (id: string) => entries.get(id)?.connection ?? null;
    const clean = writes.map((each) => writeWithoutSecrets(each, connectionOf, filterFor));
    await records.commit(clean);
    const touched = clean.map(apply).filter((id) => id !== null);
    if (touched.length > 0) emit({ kind: 'some', connectionIds: [...new Set(touched)] });
  }

  /** Returns the id of the connection that it changed, if it is one that listeners can see. */
  function apply(write: VaultWrite): string | null {
    switch (write.kind) {
      case 'put_connection': {
        const { connection } = write;
        const before = entries.get(connection.id);
        // Transient state is dropped when the persisted standing changes.
        const isKept = before?.connection.standing.kind === connection.standing.kind;
        entries.set(connection.id, {
          connection,
          transient: before && isKept ? before.transient : { kind: 'none' },
          secretsReadable: before?.secretsReadable ?? true,
        });
        return connection.id;
      }
      case 'put_secrets': {
        const before = entries.get(write.connectionId);
        if (before) entries.set(write.connectionId, { ...before, secretsReadable: true });
        return write.connectionId;
      }
      case 'delete_secrets': {
        const before = entries.get(write.connectionId);
        if (before) entries.set(write.connectionId, { ...before, secretsReadable: false });
        return write.connectionId;
      }
      case 'delete_connection':
        entries.delete(write.connectionId);
        intents.delete(write.connectionId);
        return write.connectionId;
      case 'put_intent':
        intents.set(write.intent.connectionId, write.intent);
        return null;
      case 'delete_intent':
        intents.delete(write.connectionId);
        return null;
      case 'add_activity':
        return write.entry.connectionId;
      case 'put_outbox_entry':
      case 'delete_outbox_entry':
      case 'put_attempt':
      case 'delete_attempt':
      case 'put_service':
      case 'delete_service':
        return null;
    }
  }

  function commit(writes: readonly VaultWrite[] | (() => readonly VaultWrite[])): Promise<void> {
    return enqueue(() => write(typeof writes === 'function' ? writes() : writes));
  }

  function setTransient(connectionId: string, transient: TransientState): void {
    const entry = entries.get(connectionId);
    if (!entry) return;
    entries.set(connectionId, { ...entry, transient });
    emit({ kind: 'some', connectionIds: [connectionId] });
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
          { connection, transient: { kind: 'none' }, secretsReadable: kind === 'complete' },
        ]),
      );
      const journal = (await vault.recordStore?.intents()) ?? [];
      intents = new Map(journal.map((intent) => [intent.connectionId, intent]));
      emit({ kind: 'all' });
    },

    async checkSecrets() {
      const found = (await recordStore().unopenable()).filter(
        (id) => entries.get(id)?.secretsReadable,
      );
      for (const id of found) {
        const entry = entries.get(id);
        if (entry) entries.set(id, { ...entry, secretsReadable: false });
      }
      if (found.length > 0) emit({ kind: 'some', connectionIds: found });
    },

    commit,
    filterFor,
    intent: (connectionId) => intents.get(connectionId) ?? null,

    applyTransient(connectionId, event) {
      const entry = entries.get(connectionId);
      if (!entry) return;
      const clean =
        event.kind === 'postponed'
          ? { ...event, cause: withoutSecrets(event.cause, filterFor(entry.connection)) }
          : event;
      setTransient(connectionId, transition(lifecycleOf(entry), clean).transient);
    },

    async applyAndPersist(connectionId, event, writesFor) {
      const found: { life: Lifecycle | null } = { life: null };
      await commit(() => {
        const entry = entries.get(connectionId);
        if (!entry) return [];
        const life = transition(lifecycleOf(entry), event);
        found.life = life;
        return writesFor({ ...entry.connection, standing: life.standing });
      });
      if (found.life) setTransient(connectionId, found.life.transient);
    },
  };
}

function lifecycleOf({ connection, transient }: ConnectionEntry): Lifecycle {
  return { standing: connection.standing, transient };
}
