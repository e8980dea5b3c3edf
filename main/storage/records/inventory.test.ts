import { randomBytes } from 'node:crypto';

import { expect, test } from 'vitest';

import { createMemoryDatabase, type Writes } from '../disk/database.js';
import { deriveKeys } from '../keys/data-key.js';
import { countedBesides, createInventory, readSummary, summaryRecord } from './inventory.js';
import { createRecordCipher } from './record-cipher.js';
import { recordKeys } from './record-keys.js';

const cipher = createRecordCipher(deriveKeys(Buffer.alloc(32, 7)), randomBytes);

/** Records of these versions; null: deleted. */
const writes = (of: Readonly<Record<string, number | null>>): Writes =>
  new Map(
    Object.entries(of).map(([key, version]) => [
      key,
      version === null ? null : cipher.sign(key, version, ''),
    ]),
  );

test('counts every record except activity and those of the vault as a whole (R5)', () => {
  const inventory = createInventory();
  const counted = {
    [recordKeys.connection('a')]: 1,
    [recordKeys.secrets('a')]: 2,
    [recordKeys.outbox('a')]: 3,
    [recordKeys.attempt('t')]: 4,
    [recordKeys.intent('a')]: 5,
    [recordKeys.service('s')]: 6,
    [recordKeys.outdated('a')]: 7,
  };
  inventory.apply(
    writes({
      ...counted,
      [recordKeys.activity('a', 1, 1)]: 100,
      [recordKeys.canary]: 100,
      [recordKeys.sequence]: 100,
    }),
  );
  expect(inventory.totals).toEqual({ count: 7, sum: 28 });
  expect(inventory.highest).toBe(7);
  expect(inventory.version(recordKeys.secrets('a'))).toBe(2);
  expect(inventory.version(recordKeys.canary)).toBe(0);
  expect(inventory.version(recordKeys.secrets('b'))).toBe(0);
  expect(countedBesides).toHaveLength(5);
});

test('computes the totals of a write before it, and changes them only with it (R5)', () => {
  const inventory = createInventory(
    new Map([
      ['secrets/a', 4],
      ['secrets/b', 5],
    ]),
  );
  expect(inventory.totals).toEqual({ count: 2, sum: 9 });
  expect(inventory.highest).toBe(5);
  const change = writes({ 'secrets/a': 9, 'secrets/b': null, 'secrets/c': null, 'secrets/d': 3 });
  expect(inventory.totalsAfter(change)).toEqual({ count: 2, sum: 12 });
  expect(inventory.totals).toEqual({ count: 2, sum: 9 });
  inventory.apply(change);
  expect(inventory.totals).toEqual({ count: 2, sum: 12 });
  expect(inventory.highest).toBe(9);
  inventory.apply(writes({ 'secrets/a': null }));
  expect(inventory.totals).toEqual({ count: 1, sum: 3 });
  // The number of a deleted record is not used again.
  expect(inventory.highest).toBe(9);
});

test('tokens may be outdated up to a version, and when they were only written again (H65)', () => {
  const versions = new Map([
    ['secrets/a', 4],
    ['secrets/b', 5],
    ['secrets/c', 6],
    ['outdated/c', 6],
    ['connection/d', 1],
    ['secrets0', 1],
  ]);
  const inventory = createInventory(versions);
  expect(['a', 'b', 'c'].map((id) => inventory.isUpTo(4, id))).toEqual([true, false, true]);
  expect(inventory.connectionsUpTo(4)).toBe(2);
  expect(inventory.connectionsUpTo(5)).toBe(3);
  expect(inventory.connectionsUpTo(0)).toBe(1);
});

test('the signed summary reads back; a changed or foreign one is set aside (R5)', async () => {
  const database = createMemoryDatabase();
  const aside: string[] = [];
  const quarantine = { setAside: (name: string) => Promise.resolve(void aside.push(name)) };
  const records = { database, cipher, quarantine };
  expect(await readSummary(records)).toBeNull();
  expect(aside).toEqual([]);

  const record = summaryRecord(records, 12, { count: 3, sum: 20 }, 7);
  await database.write(new Map([[recordKeys.sequence, record]]));
  expect(await readSummary(records)).toEqual({
    sequence: 12,
    totals: expect.objectContaining({ count: 3, sum: 20 }) as object,
    outdatedUpTo: 7,
  });
  const stranger = createRecordCipher(deriveKeys(Buffer.alloc(32, 8)), randomBytes);
  expect(await readSummary({ ...records, cipher: stranger })).toBeNull();
  expect(aside).toEqual([recordKeys.sequence]);
});

test('a vault from before records were counted has only its last sequence number (S8)', async () => {
  const database = createMemoryDatabase();
  const record = cipher.sign(recordKeys.sequence, 12, '{}');
  await database.write(new Map([[recordKeys.sequence, record]]));
  const quarantine = { setAside: () => Promise.reject(new Error('nothing is set aside')) };
  expect(await readSummary({ database, cipher, quarantine })).toEqual({
    sequence: 12,
    totals: null,
    outdatedUpTo: 0,
  });
});
