/** Collects the records of one commit. Nothing reaches the disk before all of them are known. */
import type { Connection, ConnectionSecrets } from '../../connections/connection.js';
import { StorageError } from '../../ports/storage-error.js';
import type { VaultWrite } from '../../ports/vault.js';
import { isJsonObject, parseJsonObject } from '../../text/json.js';
import { encodeAs, writeAs } from '../format/record-text.js';
import type { ActivityRetention } from './activity-retention.js';
import {
  claimsBeside,
  type FoundConnection,
  findConnection,
  type Records,
} from './connection-records.js';
import { sealedSecretsSchema } from './connection-schemas.js';
import { encodeConnection } from './connection-text.js';
import { endedSchema } from './ended-schema.js';
import { type Inventory, summaryRecord } from './inventory.js';
import { recordKeys, recordRanges } from './record-keys.js';
import {
  activitySchema,
  attemptSchema,
  intentSchema,
  outboxSchema,
  serviceSchema,
} from './record-schemas.js';

/** State of an open record store between two commits. */
export interface StoreState {
  readonly records: Records;
  readonly inventory: Inventory;
  readonly retention: ActivityRetention;
  /** Records up to this version may be older than what was last stored; zero: none. */
  readonly outdatedUpTo: number;
  /** The last sequence number in use. */
  sequence: number;
}

/** Ignores secrets older than the newest ones that were stored. */
export function findStored(state: StoreState, connectionId: string): Promise<FoundConnection> {
  const { records, inventory } = state;
  return findConnection(records, connectionId, inventory.version(recordKeys.secrets(connectionId)));
}

export function mayBeOutdated(
  { outdatedUpTo, inventory }: StoreState,
  connectionId: string,
): boolean {
  return outdatedUpTo > 0 && inventory.isUpTo(outdatedUpTo, connectionId);
}

/** Changes of one commit to a connection, whose two records are written together. */
interface ConnectionPatch {
  readonly connection?: Connection;
  /** Null: to be deleted. */
  readonly secrets?: ConnectionSecrets | null;
}

export class CommitBuilder {
  /** Null: to be deleted. */
  readonly #writes = new Map<string, Uint8Array | null>();
  readonly #patches = new Map<string, ConnectionPatch>();
  readonly #state: StoreState;

  constructor(state: StoreState) {
    this.#state = state;
  }

  async add(change: VaultWrite): Promise<void> {
    switch (change.kind) {
      case 'put_connection':
        this.#patch(change.connection.id, { connection: change.connection });
        break;
      case 'put_secrets':
        this.#patch(change.connectionId, { secrets: change.secrets });
        break;
      case 'delete_secrets':
        this.#patch(change.connectionId, { secrets: null });
        break;
      case 'delete_connection':
        this.#patches.delete(change.connectionId);
        await this.#deleteActivity(change.connectionId);
        this.#deleteConnection(change.connectionId);
        break;
      case 'end_connection': {
        const { ended } = change;
        const { connectionId } = ended;
        this.#patches.delete(connectionId);
        this.#deleteConnection(connectionId);
        this.#seal(recordKeys.ended(connectionId), writeAs(endedSchema, ended));
        break;
      }
      case 'delete_ended':
        await this.#deleteActivity(change.connectionId);
        this.#writes.set(recordKeys.ended(change.connectionId), null);
        break;
      case 'undo_ending':
        this.#writes.set(recordKeys.ended(change.connectionId), null);
        break;
      case 'put_outbox_entry': {
        const { entry } = change;
        this.#seal(recordKeys.outbox(entry.connectionId), writeAs(outboxSchema, entry));
        break;
      }
      case 'delete_outbox_entry':
        this.#writes.set(recordKeys.outbox(change.connectionId), null);
        break;
      case 'put_attempt': {
        const { attempt } = change;
        this.#seal(recordKeys.attempt(attempt.id), writeAs(attemptSchema, attempt));
        break;
      }
      case 'delete_attempt':
        this.#writes.set(recordKeys.attempt(change.attemptId), null);
        break;
      case 'put_intent': {
        const { intent } = change;
        this.#seal(recordKeys.intent(intent.connectionId), writeAs(intentSchema, intent));
        break;
      }
      case 'delete_intent':
        this.#writes.set(recordKeys.intent(change.connectionId), null);
        break;
      case 'put_service': {
        const { service } = change;
        this.#seal(recordKeys.service(service.id), writeAs(serviceSchema, service));
        break;
      }
      case 'delete_service':
        this.#writes.set(recordKeys.service(change.serviceId), null);
        break;
      case 'add_activity': {
        const { entry } = change;
        const key = recordKeys.activity(entry.connectionId, entry.at, ++this.#state.sequence);
        this.#sign(key, this.#state.sequence, writeAs(activitySchema, entry));
        const surplus = await this.#state.retention.surplus(entry.connectionId);
        for (const old of surplus) this.#writes.set(old, null);
        break;
      }
    }
  }

  /** All changes, and the summary that counts them; empty when nothing changes. */
  async build(): Promise<ReadonlyMap<string, Uint8Array | null>> {
    for (const [id, patch] of this.#patches) await this.#putConnection(id, patch);
    if (this.#writes.size === 0) return this.#writes;
    const { records, inventory, outdatedUpTo, sequence } = this.#state;
    const totals = inventory.totalsAfter(this.#writes);
    this.#writes.set(recordKeys.sequence, summaryRecord(records, sequence, totals, outdatedUpTo));
    return this.#writes;
  }

  #patch(id: string, part: ConnectionPatch): void {
    this.#patches.set(id, { ...this.#patches.get(id), ...part });
  }

  #seal(key: string, text: string, version = ++this.#state.sequence): void {
    this.#writes.set(key, this.#state.records.cipher.seal(key, version, text));
  }

  #sign(key: string, version: number, text: string): void {
    this.#writes.set(key, this.#state.records.cipher.sign(key, version, text));
  }

  /**
   * Both records of a connection get the same version, so the one that the commit does not change
   * is written again.
   */
  async #putConnection(id: string, patch: ConnectionPatch): Promise<void> {
    const isComplete = patch.connection && patch.secrets !== undefined;
    const isNew = this.#writes.get(recordKeys.connection(id)) === null;
    const before = isComplete || isNew ? null : await findStored(this.#state, id);
    const connection = patch.connection ?? before?.connection;
    if (!connection) throw new StorageError('missing', 'there is no such connection');

    const version = ++this.#state.sequence;
    // Both records hold the connection: encode it once.
    const stored = encodeConnection(connection);
    this.#sign(recordKeys.connection(id), version, JSON.stringify(stored));
    const { secrets } = patch;
    const secretsKey = recordKeys.secrets(id);
    if (secrets === null) {
      this.#writes.set(secretsKey, null);
      return;
    }
    const sealed = secrets
      ? JSON.stringify({ connection: stored, ...encodeAs(sealedSecretsSchema, { secrets }) })
      : withConnection(before?.sealed ?? null, stored);
    // Secrets that do not open stay as they are: renaming a connection must not lose them.
    if (sealed === null) return;
    // The same tokens, written again, are as old as before.
    const outdated = recordKeys.outdated(id);
    if (!secrets && mayBeOutdated(this.#state, id)) {
      this.#sign(outdated, version, '');
    } else if (this.#state.inventory.version(outdated) > 0) {
      this.#writes.set(outdated, null);
    }
    this.#seal(secretsKey, sealed, version);
  }

  async #deleteActivity(id: string): Promise<void> {
    const activity = recordRanges.activityOf(id);
    const inThisCommit = [...this.#writes.keys()].filter(
      (key) => key >= activity.gte && key < activity.lt,
    );
    for (const key of inThisCommit) this.#writes.delete(key);
    const stored = await this.#state.records.database.keys(activity);
    for (const key of stored) this.#writes.set(key, null);
  }

  #deleteConnection(id: string): void {
    this.#writes.set(recordKeys.connection(id), null);
    this.#writes.set(recordKeys.secrets(id), null);
    this.#writes.set(recordKeys.outbox(id), null);
    this.#writes.set(recordKeys.intent(id), null);
    this.#writes.set(recordKeys.outdated(id), null);
  }
}

/** The sealed record with this connection. Secrets that this version cannot read stay as they are. */
function withConnection(sealed: string | null, connection: object): string | null {
  const record = parseJsonObject(sealed ?? '');
  if (!record) return sealed;
  const { secrets } = record;
  const claims = claimsBeside(record);
  const moves = claims !== null && isJsonObject(secrets) && secrets['idTokenClaims'] === undefined;
  const moved = moves && { secrets: { ...secrets, idTokenClaims: claims } };
  return JSON.stringify({ ...record, connection, ...moved });
}
