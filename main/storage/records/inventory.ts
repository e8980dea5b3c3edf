/**
 * The version of every record except activity, held in memory, and their number and sum, written
 * and signed with each commit. A version is never used twice and only ever rises, so a record that
 * is missing or older than it was makes the sum smaller. Data that LevelDB loses without an error
 * is noticed at the next start (ADR 13).
 */
import * as z from 'zod';

import type { KeyRange, Writes } from '../disk/database.js';
import { parseAs } from '../format/record-text.js';
import type { Records } from './connection-records.js';
import { versionOf } from './record-cipher.js';
import { idOf, recordKeys, recordRanges } from './record-keys.js';

export interface Totals {
  readonly count: number;
  /** Sum of the versions. */
  readonly sum: number;
}

export interface Inventory {
  /** Zero: there is no such record, or it is not counted. */
  version(key: string): number;
  readonly highest: number;
  readonly totals: Totals;
  /** True if its tokens are no newer than this version, as far as is known. */
  isUpTo(version: number, connectionId: string): boolean;
  /** Number of connections with such tokens. */
  connectionsUpTo(version: number): number;
  /** The totals after these writes. */
  totalsAfter(writes: Writes): Totals;
  apply(writes: Writes): void;
}

export interface Summary {
  /** The last sequence number in use. */
  readonly sequence: number;
  /** Null: the vault was last written by a version that did not count. */
  readonly totals: Totals | null;
  /** Records up to this version may be older than what was last stored; zero: none. */
  readonly outdatedUpTo: number;
}

const summaryText = z.object({ count: z.number(), sum: z.number(), outdatedUpTo: z.number() });

/** Activity is left out: losing some of it endangers nothing, and there may be much to read. */
const counted: readonly KeyRange[] = [
  recordRanges.connections,
  recordRanges.secrets,
  recordRanges.outbox,
  recordRanges.attempts,
  recordRanges.intents,
  recordRanges.services,
  recordRanges.outdated,
];
/** The ranges that the list of connections does not read anyway. */
export const countedBesides = counted.slice(2);

export function createInventory(versions = new Map<string, number>()): Inventory {
  let sum = 0;
  let highest = 0;
  for (const version of versions.values()) {
    sum += version;
    highest = Math.max(highest, version);
  }
  const changes = (writes: Writes) =>
    [...writes].filter(([key]) => counted.some(({ gte, lt }) => key >= gte && key < lt));

  const inventory: Inventory = {
    version: (key) => versions.get(key) ?? 0,
    get highest() {
      return highest;
    },
    get totals() {
      return { count: versions.size, sum };
    },
    isUpTo: (version, connectionId) =>
      inventory.version(recordKeys.secrets(connectionId)) <= version ||
      versions.has(recordKeys.outdated(connectionId)),
    connectionsUpTo(version) {
      const { gte, lt } = recordRanges.secrets;
      const ids = [...versions.keys()].filter((key) => key >= gte && key < lt).map(idOf);
      return ids.filter((id) => inventory.isUpTo(version, id)).length;
    },
    totalsAfter(writes) {
      const after = { count: versions.size, sum };
      for (const [key, value] of changes(writes)) {
        const before = versions.get(key);
        after.count += Number(value !== null) - Number(before !== undefined);
        after.sum += (value === null ? 0 : versionOf(value)) - (before ?? 0);
      }
      return after;
    },
    apply(writes) {
      ({ sum } = inventory.totalsAfter(writes));
      for (const [key, value] of changes(writes)) {
        if (value === null) versions.delete(key);
        else versions.set(key, versionOf(value));
        highest = Math.max(highest, versions.get(key) ?? 0);
      }
    },
  };
  return inventory;
}

/** Null: missing, or damaged (then a copy is set aside). */
export async function readSummary(records: Records): Promise<Summary | null> {
  const { database, cipher, quarantine } = records;
  const [record] = await database.getMany([recordKeys.sequence]);
  const own = record ? cipher.verify(recordKeys.sequence, record) : null;
  if (record && !own) await quarantine.setAside(recordKeys.sequence, record);
  if (!own) return null;
  const read = parseAs(summaryText, own.text);
  return { sequence: own.version, totals: read, outdatedUpTo: read?.outdatedUpTo ?? 0 };
}

export function summaryRecord(
  { cipher }: Pick<Records, 'cipher'>,
  sequence: number,
  { count, sum }: Totals,
  outdatedUpTo: number,
): Uint8Array {
  const text = JSON.stringify({ count, sum, outdatedUpTo });
  return cipher.sign(recordKeys.sequence, sequence, text);
}
