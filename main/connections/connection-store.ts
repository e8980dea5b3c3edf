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
  return new VaultConnectionStore(vault, knownSecrets);
}

class VaultConnectionStore implements ConnectionStore {
  readonly recordStore: ConnectionStore['recordStore'];

  readonly #vault: Vault;
  readonly #knownSecrets: KnownSecrets;
  readonly #records: ReturnType<typeof rememberingSecrets>;
  readonly #enqueue = createSerialQueue();
  readonly #listeners: ((change: StoreChange) => void)[] = [];
  #entries = new Map<string, ConnectionEntry>();
  #intents = new Map<string, RefreshIntent>();

  constructor(vault: Vault, knownSecrets: KnownSecrets) {
    this.#vault = vault;
    this.#knownSecrets = knownSecrets;
    this.#records = rememberingSecrets(vault, knownSecrets, (id) => {
      const entry = this.#entries.get(id);
      return entry ? hostsOf(entry.connection.server) : [];
    });
    this.recordStore = this.#records;
  }

  get(connectionId: string): ConnectionEntry | null {
    return this.#entries.get(connectionId) ?? null;
  }

  all(): readonly ConnectionEntry[] {
    return [...this.#entries.values()];
  }

  intent(connectionId: string): RefreshIntent | null {
    return this.#intents.get(connectionId) ?? null;
  }

  onChange(listener: (change: StoreChange) => void): void {
    this.#listeners.push(listener);
  }

  readonly filterFor = (connection: Connection): SecretFilter => {
    const { server, registration, serviceName, ownLabel } = connection;
    const open = [server.issuer, registration.clientId, serviceName, ownLabel ?? ''];
    return this.#knownSecrets.of(hostsOf(server), open);
  };

  async load(): Promise<void> {
    const listed = await this.#vault.connections();
    this.#entries = new Map(
      listed.map(({ kind, connection }) => [
        connection.id,
        { connection, transient: { kind: 'none' }, secretsReadable: kind === 'complete' },
      ]),
    );
    const journal = (await this.#vault.recordStore?.intents()) ?? [];
    this.#intents = new Map(journal.map((intent) => [intent.connectionId, intent]));
    this.#emit({ kind: 'all' });
  }

  async checkSecrets(): Promise<void> {
    const found = (await this.#records().unopenable()).filter(
      (id) => this.#entries.get(id)?.secretsReadable,
    );
    for (const id of found) this.#change(id, { secretsReadable: false });
    if (found.length > 0) this.#emit({ kind: 'some', connectionIds: found });
  }

  commit(writes: readonly VaultWrite[] | (() => readonly VaultWrite[])): Promise<void> {
    return this.#enqueue(() => this.#write(typeof writes === 'function' ? writes() : writes));
  }

  applyTransient(connectionId: string, event: TransientEvent): void {
    const entry = this.#entries.get(connectionId);
    if (!entry) return;
    const clean =
      event.kind === 'postponed'
        ? { ...event, cause: withoutSecrets(event.cause, this.filterFor(entry.connection)) }
        : event;
    this.#setTransient(connectionId, transition(lifecycleOf(entry), clean).transient);
  }

  async applyAndPersist(
    connectionId: string,
    event: PersistentEvent,
    writesFor: (connection: Connection) => readonly VaultWrite[],
  ): Promise<void> {
    const found: { life: Lifecycle | null } = { life: null };
    await this.commit(() => {
      const entry = this.#entries.get(connectionId);
      if (!entry) return [];
      const life = transition(lifecycleOf(entry), event);
      found.life = life;
      return writesFor({ ...entry.connection, standing: life.standing });
    });
    if (found.life) this.#setTransient(connectionId, found.life.transient);
  }

  async #write(writes: readonly VaultWrite[]): Promise<void> {
    if (writes.length === 0) return;
    const records = this.#records();
    records.remember(writes);
    const connectionOf = (id: string) => this.#entries.get(id)?.connection ?? null;
    const clean = writes.map((each) => writeWithoutSecrets(each, connectionOf, this.filterFor));
    await records.commit(clean);
    const touched = clean.map((each) => this.#apply(each)).filter((id) => id !== null);
    if (touched.length > 0) this.#emit({ kind: 'some', connectionIds: [...new Set(touched)] });
  }

  /** Returns the id of the connection that it changed, if it is one that listeners can see. */
  #apply(write: VaultWrite): string | null {
    switch (write.kind) {
      case 'put_connection':
        return this.#put(write.connection);
      case 'put_secrets':
        return this.#change(write.connectionId, { secretsReadable: true });
      case 'delete_secrets':
        return this.#change(write.connectionId, { secretsReadable: false });
      case 'delete_connection':
        this.#entries.delete(write.connectionId);
        this.#intents.delete(write.connectionId);
        return write.connectionId;
      case 'end_connection': {
        const { connectionId } = write.ended;
        this.#entries.delete(connectionId);
        this.#intents.delete(connectionId);
        return connectionId;
      }
      case 'put_intent':
        this.#intents.set(write.intent.connectionId, write.intent);
        return null;
      case 'delete_intent':
        this.#intents.delete(write.connectionId);
        return null;
      case 'add_activity':
        return write.entry.connectionId;
      case 'put_outbox_entry':
      case 'delete_outbox_entry':
      case 'delete_ended':
      case 'undo_ending':
      case 'put_attempt':
      case 'delete_attempt':
      case 'put_service':
      case 'delete_service':
        return null;
    }
  }

  #put(connection: Connection): string {
    const before = this.#entries.get(connection.id);
    // Transient state is dropped when the persisted standing changes.
    const isKept = before?.connection.standing.kind === connection.standing.kind;
    this.#entries.set(connection.id, {
      connection,
      transient: before && isKept ? before.transient : { kind: 'none' },
      secretsReadable: before?.secretsReadable ?? true,
    });
    return connection.id;
  }

  #change(connectionId: string, changes: Partial<ConnectionEntry>): string {
    const before = this.#entries.get(connectionId);
    if (before) this.#entries.set(connectionId, { ...before, ...changes });
    return connectionId;
  }

  #setTransient(connectionId: string, transient: TransientState): void {
    if (!this.#entries.has(connectionId)) return;
    this.#change(connectionId, { transient });
    this.#emit({ kind: 'some', connectionIds: [connectionId] });
  }

  #emit(change: StoreChange): void {
    this.#listeners.forEach((listener) => listener(change));
  }
}

function lifecycleOf({ connection, transient }: ConnectionEntry): Lifecycle {
  return { standing: connection.standing, transient };
}
