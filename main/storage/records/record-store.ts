/** The open vault: each commit is one atomic, synced write of only what it names. */
import { createActivityRetention } from './activity-retention.js';
import type { Connection, ConnectionSecrets } from '../../connections/connection.js';
import { createSerialQueue } from '../../concurrency/serial-queue.js';
import type { VaultWrite, RecordStore } from '../../ports/vault.js';
import { StorageError } from '../../ports/storage-error.js';
import { findConnection, findSecrets, findUnopenable, type Records } from './connection-records.js';
import type { KeyRange } from '../disk/database.js';
import { type Inventory, summaryRecord } from './inventory.js';
import { recordKeys, recordRanges } from './record-keys.js';
import {
  activitySchema,
  attemptSchema,
  intentSchema,
  outboxSchema,
  parseAs,
  serviceSchema,
} from './record-schemas.js';
import type * as z from 'zod';

interface Draft {
  readonly connection?: Connection;
  /** Null: they are to go. */
  readonly secrets?: ConnectionSecrets | null;
}

export interface RecordStoreStart {
  readonly records: Records;
  readonly fingerprint: (secret: string) => string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly inventory: Inventory;
  /** The last number given to a record. */
  readonly sequence: number;
  /** Records up to this version may be older than what was last stored; zero: none. */
  readonly outdatedUpTo: number;
  /** Told after each commit, with the last number given. */
  readonly committed: (sequence: number) => void;
}

export function createRecordStore(start: RecordStoreStart): RecordStore {
  const { records, fingerprint, inventory, outdatedUpTo } = start;
  const { database, cipher, quarantine } = records;
  const retention = createActivityRetention(database, start.now);
  let sequence = start.sequence;
  /** One write after the other, and nothing between them that decides by what is stored. */
  const enqueue = createSerialQueue();
  /** Written in vain, it seemed; yet the disk may have taken them. */
  const inDoubt = new Set<string>();

  async function write(changes: readonly VaultWrite[]): Promise<void> {
    await settleDoubt();
    const writes = new Map<string, Uint8Array | null>();
    const drafts = new Map<string, Draft>();
    const seal = (key: string, value: unknown) =>
      writes.set(key, cipher.seal(key, ++sequence, JSON.stringify(value)));
    const draft = (id: string, part: Draft) => drafts.set(id, { ...drafts.get(id), ...part });

    for (const change of changes) {
      switch (change.kind) {
        case 'put_connection':
          draft(change.connection.id, { connection: change.connection });
          break;
        case 'put_secrets':
          draft(change.connectionId, { secrets: change.secrets });
          break;
        case 'delete_secrets':
          draft(change.connectionId, { secrets: null });
          break;
        case 'put_outbox_entry':
          seal(recordKeys.outbox(change.entry.connectionId), change.entry);
          break;
        case 'delete_outbox_entry':
          writes.set(recordKeys.outbox(change.connectionId), null);
          break;
        case 'delete_connection':
          drafts.delete(change.connectionId);
          await removeConnection(writes, change.connectionId);
          break;
        case 'put_attempt':
          seal(recordKeys.attempt(change.attempt.id), change.attempt);
          break;
        case 'delete_attempt':
          writes.set(recordKeys.attempt(change.attemptId), null);
          break;
        case 'put_intent':
          seal(recordKeys.intent(change.intent.connectionId), change.intent);
          break;
        case 'delete_intent':
          writes.set(recordKeys.intent(change.connectionId), null);
          break;
        case 'put_service':
          seal(recordKeys.service(change.service.id), change.service);
          break;
        case 'delete_service':
          writes.set(recordKeys.service(change.serviceId), null);
          break;
        case 'add_activity': {
          const { entry } = change;
          const key = recordKeys.activity(entry.connectionId, entry.at, ++sequence);
          writes.set(key, cipher.sign(key, sequence, JSON.stringify(entry)));
          for (const old of await retention.surplus(entry.connectionId)) writes.set(old, null);
          break;
        }
      }
    }
    for (const [id, part] of drafts) await putConnection(writes, id, part);
    if (writes.size === 0) return;
    const totals = inventory.totalsAfter(writes);
    writes.set(recordKeys.sequence, summaryRecord(records, sequence, totals, outdatedUpTo));
    try {
      await database.write(writes);
    } catch (error) {
      for (const key of writes.keys()) inDoubt.add(key);
      throw error;
    }
    inventory.take(writes);
    start.committed(sequence);
  }

  /** After a failed write: what the disk holds decides what the next commit counts from. */
  async function settleDoubt(): Promise<void> {
    if (inDoubt.size === 0) return;
    await database.settle();
    const keys = [...inDoubt];
    const found = await database.getMany(keys);
    inventory.take(new Map(keys.map((key, index) => [key, found[index] ?? null])));
    inDoubt.clear();
  }

  /** Secrets older than the newest that were stored are not taken for them. */
  const newestSecrets = (connectionId: string) =>
    inventory.version(recordKeys.secrets(connectionId));
  const find = (connectionId: string) =>
    findConnection(records, connectionId, newestSecrets(connectionId));

  const mayBeOutdated = (connectionId: string) =>
    outdatedUpTo > 0 && inventory.isUpTo(outdatedUpTo, connectionId);

  /** Both records of a connection get one version, so what the change does not name is written again. */
  async function putConnection(writes: Map<string, Uint8Array | null>, id: string, part: Draft) {
    const isWhole = part.connection && part.secrets !== undefined;
    const isNew = writes.get(recordKeys.connection(id)) === null;
    const before = isWhole || isNew ? null : await find(id);
    const connection = part.connection ?? before?.connection;
    if (!connection) throw new StorageError('missing', 'there is no such connection');
    const secrets = part.secrets === undefined ? before?.secrets?.() : part.secrets;

    const version = ++sequence;
    const description = recordKeys.connection(id);
    writes.set(description, cipher.sign(description, version, JSON.stringify(connection)));
    const sealed = recordKeys.secrets(id);
    if (secrets === null) writes.set(sealed, null);
    // Secrets that cannot be opened stay as they are: nothing is lost by a change of the label.
    if (!secrets) return;
    // Written again, the same tokens are no newer than they were.
    const outdated = recordKeys.outdated(id);
    if (!part.secrets && mayBeOutdated(id)) {
      writes.set(outdated, cipher.sign(outdated, version, ''));
    } else if (inventory.version(outdated) > 0) {
      writes.set(outdated, null);
    }
    writes.set(sealed, cipher.seal(sealed, version, JSON.stringify({ connection, secrets })));
  }

  async function removeConnection(writes: Map<string, Uint8Array | null>, id: string) {
    const activity = recordRanges.activityOf(id);
    const inThisCommit = [...writes.keys()].filter(
      (key) => key >= activity.gte && key < activity.lt,
    );
    for (const key of inThisCommit) writes.delete(key);
    for (const key of await database.keys(activity)) writes.set(key, null);
    writes.set(recordKeys.connection(id), null);
    writes.set(recordKeys.secrets(id), null);
    writes.set(recordKeys.outbox(id), null);
    writes.set(recordKeys.intent(id), null);
    writes.set(recordKeys.outdated(id), null);
  }

  /** All records of a sealed kind; one that cannot be read is set aside and does not hide the others. */
  async function readAll<T>(range: KeyRange, schema: z.ZodType<T>): Promise<readonly T[]> {
    const values: T[] = [];
    for await (const page of database.pages(range)) {
      for (const [key, record] of page) {
        const value = parseAs(schema, cipher.unseal(key, record)?.text ?? '');
        if (value === null) await quarantine.setAside(key, record);
        else values.push(value);
      }
    }
    return values;
  }

  return {
    fingerprint,

    commit: (changes) => enqueue(() => write(changes)),

    async secrets(connectionId) {
      const secrets = await findSecrets(records, connectionId, newestSecrets(connectionId));
      if (secrets) return secrets;
      const found = await find(connectionId);
      if (found.connection) {
        throw new StorageError('unreadable', 'the secrets of this connection cannot be opened');
      }
      throw new StorageError('missing', 'there is no such connection');
    },

    async unopenable() {
      const suspects = await findUnopenable(records);
      // Some may have been written anew since they were read.
      return enqueue(async () => {
        const all = await Promise.all(suspects.map(async (id) => ({ id, ...(await find(id)) })));
        return all.filter(({ secrets }) => secrets === null).map(({ id }) => id);
      });
    },

    mayBeOutdated,

    async outboxEntry(connectionId) {
      const key = recordKeys.outbox(connectionId);
      const [record] = await database.getMany([key]);
      if (!record) return null;
      const entry = parseAs(outboxSchema, cipher.unseal(key, record)?.text ?? '');
      if (entry === null) await quarantine.setAside(key, record);
      return entry;
    },

    attempts: () => readAll(recordRanges.attempts, attemptSchema),
    intents: () => readAll(recordRanges.intents, intentSchema),
    services: () => readAll(recordRanges.services, serviceSchema),

    async activity(connectionId, limit) {
      const newest = await database.last(recordRanges.activityOf(connectionId), limit);
      const entries = newest.map(([key, record]) => {
        const entry = parseAs(activitySchema, cipher.verify(key, record)?.text ?? '');
        return { key, record, entry };
      });
      for (const { key, record, entry } of entries) {
        if (!entry) await quarantine.setAside(key, record);
      }
      return entries.map(({ entry }) => entry).filter((entry) => entry !== null);
    },
  };
}
