/** From a data key and its records to a ledger, once the canary has shown that they belong together. */
import type { Integrity } from '../../../ipc/vault-view.js';
import type { RecordStore, ListedConnection } from '../../ports/vault.js';
import { canaryHolds, canaryText } from './canary.js';
import { listConnections, type Records } from './connection-records.js';
import { deriveKeys } from '../keys/data-key.js';
import type { Database } from '../disk/database.js';
import { integrityOf, isWhole } from '../integrity.js';
import { createHighWaterMark } from '../disk/high-water-mark.js';
import { countedBesides, createInventory, readSummary } from './inventory.js';
import { createRecordStore } from './record-store.js';
import { noQuarantine, type Quarantine } from '../disk/quarantine.js';
import { createRecordCipher, type RandomBytes, versionOf } from './record-cipher.js';

export interface RecordStoreOptions {
  readonly database: Database;
  readonly dataKey: Uint8Array;
  readonly quarantine: Quarantine;
  readonly randomBytes: RandomBytes;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Told after each commit that may have left less to doubt. */
  readonly onIntegrityChange?: () => void;
}

export interface OpenRecordStore {
  readonly recordStore: RecordStore;
  readonly connections: () => Promise<readonly ListedConnection[]>;
  /** It may fade with each commit. @param copies folders with copies of damaged files */
  readonly integrity: (copies: readonly string[]) => Integrity;
  /** Not the database: who opened that closes it. Never rejects. */
  close(): Promise<void>;
}

/** A ledger over an empty store. */
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
 * Null: the records are not this key's, and nothing is written (S3).
 *
 * @param stateDirectory where this computer's own mark is kept (high-water-mark.ts); null: nowhere
 */
export async function openRecordStore(
  needs: RecordStoreOptions,
  stateDirectory: string | null,
): Promise<OpenRecordStore | null> {
  const { keys, records } = recordsOf(needs);
  // Nothing is written, not even a copy, before it is known that the records are this key's.
  const summary = await readSummary({ ...records, quarantine: noQuarantine });
  const { keyFingerprint } = keys;
  const newCanary = () => canaryText(keyFingerprint, needs.now(), needs.randomBytes, null);
  if (!(await canaryHolds(records, summary, newCanary))) return null;
  if (!summary) await readSummary(records);

  const versions = new Map<string, number>();
  let listed: readonly ListedConnection[] | null = await listConnections(records, (key, record) =>
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
  // Numbers this computer has seen are not given again: what had them was another state.
  const sequence = Math.max(stored, seen);
  const outdatedUpTo = isWhole(opening) ? (summary?.outdatedUpTo ?? 0) : sequence;

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
    // What was read to open it need not be read again.
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
