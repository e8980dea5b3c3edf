import { randomBytes } from 'node:crypto';

import { expect, test } from 'vitest';

import { start } from '../../../testing/vault.js';
import { createMemoryDatabase } from '../disk/database.js';
import { deriveKeys } from '../keys/data-key.js';
import type { Seal } from '../keys/seals.js';
import { canaryHolds, canaryRecords, canaryText } from './canary.js';
import { createRecordCipher } from './record-cipher.js';
import { recordKeys } from './record-keys.js';

const cipher = createRecordCipher(deriveKeys(Buffer.alloc(32, 7)), randomBytes);
const stranger = createRecordCipher(deriveKeys(Buffer.alloc(32, 8)), randomBytes);
const keys = [recordKeys.canary, recordKeys.secondCanary];
const summary = { sequence: 1, totals: null, outdatedUpTo: 0 };
const newText = () => 'a new one';

const byStore: Seal = {
  kind: 'password_store',
  backend: 'gnome_libsecret',
  prefix: 'v11',
  sealed: '',
  sealedAt: start,
  keyOnDisk: null,
};

async function withCanaries(text: string) {
  const database = createMemoryDatabase();
  const aside: string[] = [];
  const quarantine = { setAside: (name: string) => Promise.resolve(void aside.push(name)) };
  const records = { database, cipher, quarantine };
  await database.write(canaryRecords(records, text));
  const texts = async () =>
    (await database.getMany(keys)).map((record, index) => {
      const key = keys[index] ?? '';
      return record ? cipher.unseal(key, record)?.text : undefined;
    });
  return { database, records, aside, texts };
}

test('tells support how a vault was made, and no secret (S3)', () => {
  const text = canaryText('f00d', start, (size) => Buffer.alloc(size, 0xab), byStore);
  expect(JSON.parse(text)).toEqual({
    v: 1,
    random: 'ab'.repeat(16),
    prefix: 'v11',
    backend: 'gnome_libsecret',
    keyFp: 'f00d',
    createdBy: 'Lanyard, vault format 1',
    createdAt: start,
  });
  for (const seal of [null, { ...byStore, kind: 'passphrase' } as unknown as Seal]) {
    expect(JSON.parse(canaryText('f00d', start, randomBytes, seal))).toMatchObject({
      prefix: null,
      backend: null,
    });
  }
});

test('with both intact the check passes, and nothing is written (S3)', async () => {
  const { records, database } = await withCanaries('as it was');
  const before = await database.getMany(keys);
  expect(await canaryHolds(records, null, newText)).toBe(true);
  expect(await database.getMany(keys)).toEqual(before);
});

test.each(keys)(
  'with %s damaged the other proves the key, and both are restored (S3)',
  async (key) => {
    const { records, database, aside, texts } = await withCanaries('as it was');
    await database.write(new Map([[key, Buffer.from('rubbish')]]));
    expect(await canaryHolds(records, null, newText)).toBe(true);
    expect(aside).toEqual([key]);
    expect(await texts()).toEqual(['as it was', 'as it was']);
  },
);

test('a missing one is written again, and nothing is set aside (S3)', async () => {
  const { records, database, aside, texts } = await withCanaries('as it was');
  await database.write(new Map([[recordKeys.secondCanary, null]]));
  expect(await canaryHolds(records, null, newText)).toBe(true);
  expect(aside).toEqual([]);
  expect(await texts()).toEqual(['as it was', 'as it was']);
});

test('with both gone the signed summary proves the key, or nothing does and nothing is written (S3)', async () => {
  const { records, database, aside, texts } = await withCanaries('as it was');
  await database.write(new Map(keys.map((key) => [key, Buffer.from('rubbish')])));
  expect(await canaryHolds(records, null, newText)).toBe(false);
  expect(aside).toEqual([]);
  expect(await texts()).toEqual([undefined, undefined]);
  expect(await canaryHolds(records, summary, newText)).toBe(true);
  expect(aside).toEqual(keys);
  expect(await texts()).toEqual(['a new one', 'a new one']);
});

test('the canaries of another key fail the check (S3)', async () => {
  const { records } = await withCanaries('as it was');
  expect(await canaryHolds({ ...records, cipher: stranger }, null, newText)).toBe(false);
});

test('no room to write it again is no reason not to open (S3, R3)', async () => {
  const { records, database } = await withCanaries('as it was');
  await database.write(new Map([[recordKeys.canary, null]]));
  const full = { ...database, write: () => Promise.reject(new Error('no room')) };
  expect(await canaryHolds({ ...records, database: full }, null, newText)).toBe(true);
});
