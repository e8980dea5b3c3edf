/**
 * Opens the record store of a data key, after the canary has proved that the records belong to it.
 */
import type { Integrity } from '../../../ipc/vault-view.js';
import type { RecordStore, VaultConnection } from '../../ports/vault.js';
import type { Database } from '../disk/database.js';
import { noQuarantine, type Quarantine } from '../disk/quarantine.js';
import { deriveKeys, type RandomBytes } from '../keys/data-key.js';
import { canaryHolds, canaryText } from './canary.js';
import { listConnections, type Records } from './connection-records.js';
import { createHighWaterMark } from './high-water-mark.js';
import { integrityOf, isComplete } from './integrity.js';
import { countedBesides, createInventory, readSummary } from './inventory.js';
import { createRecordCipher, versionOf } from './record-cipher.js';
import { createRecordStore } from './record-store.js';

export interface RecordStoreOptions {
  readonly database: Database;
  readonly dataKey: Uint8Array;
  readonly quarantine: Quarantine;
  readonly randomBytes: RandomBytes;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Called after each commit that may have improved the integrity. */
  readonly onIntegrityChange?: () => void;
}

export interface OpenRecordStore {
  readonly recordStore: RecordStore;
  readonly connections: () => Promise<readonly VaultConnection[]>;
  /**
   * The integrity, which may improve with each commit.
   * @param copies folders with copies of damaged files
   */
  readonly integrity: (copies: readonly string[]) => Integrity;
  /** Does not close the database, which belongs to the caller. Never rejects. */
  close(): Promise<void>;
}

/** A record store over an empty database. */
export function newRecordStore(needs: RecordStoreOptions): OpenRecordStore {
  const { keys, records } = recordsOf(needs);
  const recordStore = createRecordStore({
    records,
    fingerprint: keys.fingerprint,
    now: needs.now,
    inventory: createInventory(),
    sequence: 0,
    outdatedUpTo: 0,
    onCommit: () => undefined,
  });
  return {
    recordStore,
    connections: () => listConnections(records),
    integrity: () => ({ kind: 'none' }),
    close: () => Promise.resolve(),
  };
}

/**
 * Null: the records belong to another key, and nothing is written (S3).
 *
 * @param stateDirectory folder of this computer's high-water mark (high-water-mark.ts); null: there
 * is none
 */
export async function openRecordStore(
  needs: RecordStoreOptions,
  stateDirectory: string | null,
): Promise<OpenRecordStore | null> {
  const { keys, records } = recordsOf(needs);
  // Writes nothing, not even a copy, before it is certain that the records belong to this key.
  const summary = await readSummary({ ...records, quarantine: noQuarantine });
  const { keyFingerprint } = keys;
  const newCanary = () => canaryText(keyFingerprint, needs.now(), needs.randomBytes, null);
  if (!(await canaryHolds(records, summary, newCanary))) return null;
  if (!summary) await readSummary(records);

  const versions = new Map<string, number>();
  let listed: readonly VaultConnection[] | null = await listConnections(records, (key, record) =>
    versions.set(key, versionOf(record)),
  );
  for (const range of countedBesides) {
    for await (const page of records.database.pages(range)) {
      for (const [key, record] of page) versions.set(key, versionOf(record));
    }
  }
  const inventory = createInventory(versions);
  const mark =
    stateDirectory === null
      ? null
      : createHighWaterMark(stateDirectory, keyFingerprint, records.cipher);
  const seen = (await mark?.read()) ?? 0;
  const stored = Math.max(summary?.sequence ?? 0, inventory.highest);
  const opening = { summary, found: inventory.totals, stored, seen };
  // Numbers that this computer has seen are not used again: another state of the vault had them.
  const sequence = Math.max(stored, seen);
  const outdatedUpTo = isComplete(opening) ? (summary?.outdatedUpTo ?? 0) : sequence;

  const recordStore = createRecordStore({
    records,
    fingerprint: keys.fingerprint,
    now: needs.now,
    inventory,
    sequence,
    outdatedUpTo,
    onCommit(last) {
      listed = null;
      mark?.raise(last);
      if (outdatedUpTo > 0) needs.onIntegrityChange?.();
    },
  });
  return {
    recordStore,
    // Opening has read the list already.
    connections: () => (listed ? Promise.resolve(listed) : listConnections(records)),
    integrity: integrityOf(opening, inventory, outdatedUpTo),
    close: async () => mark?.close(),
  };
}

function recordsOf({ database, dataKey, quarantine, randomBytes }: RecordStoreOptions) {
  const keys = deriveKeys(dataKey);
  const records: Records = { database, cipher: createRecordCipher(keys, randomBytes), quarantine };
  return { keys, records };
}
