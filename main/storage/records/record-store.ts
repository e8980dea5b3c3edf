/** The records of an open vault: each commit is one atomic, synced write of only what it names. */
import type * as z from 'zod';

import { createSerialQueue } from '../../concurrency/serial-queue.js';
import type { ConnectionSecrets } from '../../connections/connection.js';
import { StorageError } from '../../ports/storage-error.js';
import type { RecordStore, VaultWrite } from '../../ports/vault.js';
import type { KeyRange } from '../disk/database.js';
import { type Known, known, parseAs } from '../format/record-text.js';
import { createActivityRetention } from './activity-retention.js';
import { CommitBuilder, findStored, mayBeOutdated, type StoreState } from './commit-builder.js';
import {
  findSecrets,
  findUnopenable,
  findUnsealedClaims,
  type Records,
} from './connection-records.js';
import type { StoredSecrets } from './connection-schemas.js';
import { endedSchema } from './ended-schema.js';
import type { Inventory } from './inventory.js';
import { recordKeys, recordRanges } from './record-keys.js';
import {
  activitySchema,
  attemptSchema,
  intentSchema,
  outboxSchema,
  serviceSchema,
} from './record-schemas.js';

export interface RecordStoreStart {
  readonly records: Records;
  readonly fingerprint: (secret: string) => string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly inventory: Inventory;
  /** The last sequence number in use. */
  readonly sequence: number;
  /** Records up to this version may be older than what was last stored; zero: none. */
  readonly outdatedUpTo: number;
  /** Called after each commit with the last sequence number. */
  readonly onCommit: (sequence: number) => void;
}

export function createRecordStore(start: RecordStoreStart): RecordStore {
  const { records, inventory } = start;
  const { database, cipher } = records;
  const retention = createActivityRetention(database, start.now);
  const { outdatedUpTo, sequence } = start;
  const state: StoreState = { records, inventory, retention, outdatedUpTo, sequence };
  /** Runs one write at a time, and nothing in between that depends on what is stored. */
  const enqueue = createSerialQueue();
  const unconfirmed = new Set<string>();

  return {
    fingerprint: start.fingerprint,

    commit: (changes) =>
      enqueue(async () => {
        await confirm(state, unconfirmed);
        if (await write(state, changes, unconfirmed)) start.onCommit(state.sequence);
      }),

    async secrets(connectionId) {
      const newest = inventory.version(recordKeys.secrets(connectionId));
      const secrets = await findSecrets(records, connectionId, newest);
      if (secrets) return knownSecrets(secrets);
      const found = await findStored(state, connectionId);
      if (found.sealed !== null) throw newerVersion('the secrets of this connection');
      if (found.connection) {
        throw new StorageError('unreadable', 'the secrets of this connection cannot be opened');
      }
      throw new StorageError('missing', 'there is no such connection');
    },

    async unopenable() {
      const suspects = await findUnopenable(records);
      // Some may have been written again since the read.
      return enqueue(async () => {
        const all = await Promise.all(
          suspects.map(async (id) => ({ id, ...(await findStored(state, id)) })),
        );
        return all.filter(({ sealed }) => sealed === null).map(({ id }) => id);
      });
    },

    unsealedClaims: () => findUnsealedClaims(records),
    compact: () => database.compact(),

    mayBeOutdated: (connectionId) => mayBeOutdated(state, connectionId),

    outboxEntry: (connectionId) =>
      readOne(
        records,
        recordKeys.outbox(connectionId),
        outboxSchema,
        'what is kept to end this connection',
      ),

    attempts: () => readAll(records, recordRanges.attempts, attemptSchema),
    intents: () => readAll(records, recordRanges.intents, intentSchema),
    services: () => readAll(records, recordRanges.services, serviceSchema),
    service: (serviceId) =>
      readOne(records, recordKeys.service(serviceId), serviceSchema, 'this service'),

    ended: () => parsedAll(records, recordRanges.ended, endedSchema),

    async activity(connectionId, limit) {
      const newest = await database.last(recordRanges.activityOf(connectionId), limit);
      const entries = newest.map(([key, record]) => {
        return { key, record, signed: cipher.verify(key, record) };
      });
      for (const { key, record, signed } of entries) {
        if (!signed) await records.quarantine.setAside(key, record);
      }
      return entries
        .map(({ signed }) => signed && parseAs(activitySchema, signed.text))
        .filter((entry) => entry !== null);
    },
  };
}

/**
 * Resolves to true if there was anything to write.
 *
 * @param unconfirmed receives the keys of a failed write, which may have reached the disk all the
 * same
 */
async function write(
  state: StoreState,
  changes: readonly VaultWrite[],
  unconfirmed: Set<string>,
): Promise<boolean> {
  const builder = new CommitBuilder(state);
  for (const change of changes) await builder.add(change);
  const writes = await builder.build();
  if (writes.size === 0) return false;
  try {
    await state.records.database.write(writes);
  } catch (error) {
    for (const key of writes.keys()) unconfirmed.add(key);
    throw error;
  }
  state.inventory.apply(writes);
  return true;
}

/** Updates the inventory to what the disk holds after a failed write. */
async function confirm({ records, inventory }: StoreState, keys: Set<string>): Promise<void> {
  if (keys.size === 0) return;
  await records.database.recover();
  const all = [...keys];
  const found = await records.database.getMany(all);
  inventory.apply(new Map(all.map((key, index) => [key, found[index] ?? null])));
  keys.clear();
}

/**
 * One record of a sealed kind. Null: there is none, or it does not open, and is set aside. Throws
 * StorageError if this version does not know how to use it.
 *
 * @param what names it in the error
 */
async function readOne<T>(
  { database, cipher, quarantine }: Records,
  key: string,
  schema: z.ZodType<T>,
  what: string,
): Promise<Known<T> | null> {
  const [record] = await database.getMany([key]);
  if (!record) return null;
  const opened = cipher.unseal(key, record);
  if (!opened) {
    await quarantine.setAside(key, record);
    return null;
  }
  const value = known(parseAs(schema, opened.text));
  if (value === null) throw newerVersion(what);
  return value;
}

/**
 * All records of a sealed kind. One that does not open is set aside and does not hide the others.
 * One that opens and is not of a shape that this version knows stays stored for the version that
 * wrote it.
 */
async function readAll<T>(
  records: Records,
  range: KeyRange,
  schema: z.ZodType<T>,
): Promise<readonly Known<T>[]> {
  return (await parsedAll(records, range, schema)).map(known).filter((value) => value !== null);
}

/** As `readAll`, with those that have unknown values. */
async function parsedAll<T>(
  { database, cipher, quarantine }: Records,
  range: KeyRange,
  schema: z.ZodType<T>,
): Promise<readonly T[]> {
  const values: T[] = [];
  for await (const page of database.pages(range)) {
    for (const [key, record] of page) {
      const opened = cipher.unseal(key, record);
      if (!opened) await quarantine.setAside(key, record);
      const value = opened && parseAs(schema, opened.text);
      if (value !== null) values.push(value);
    }
  }
  return values;
}

/**
 * Throws StorageError if this version does not know how to use them. The adjustments may be unknown:
 * they are notes, and the tokens can be used without them.
 */
function knownSecrets(stored: StoredSecrets): ConnectionSecrets {
  const { idTokenClaims, ...rest } = stored;
  const { adjustments, authorizationDetails, ...tokens } = stored.tokens;
  const secrets = known({ ...rest, tokens });
  if (!secrets) throw newerVersion('the secrets of this connection');
  return {
    ...secrets,
    tokens: { ...secrets.tokens, adjustments, authorizationDetails },
    idTokenClaims,
  };
}

function newerVersion(what: string): StorageError {
  return new StorageError('newer_version', `a newer version wrote ${what}`);
}
