import { randomBytes } from 'node:crypto';

import { expect, test } from 'vitest';

import { added, connection, secrets, start } from '../../../testing/vault.js';
import type { VaultWrite } from '../../ports/vault.js';
import { createMemoryDatabase, type Database, type Writes } from '../disk/database.js';
import { noQuarantine } from '../disk/quarantine.js';
import { newRecordStore } from './open-record-store.js';

/** Counts the records that a record store requests from the database. */
function counted(database: Database) {
  const count = { read: 0, ranges: 0, written: [] as string[][] };
  const counting: Database = {
    ...database,
    getMany: (keys) => ((count.read += keys.length), database.getMany(keys)),
    keys: (range) => (count.ranges++, database.keys(range)),
    pages: (range) => (count.ranges++, database.pages(range)),
    write: (writes: Writes) => (count.written.push([...writes.keys()]), database.write(writes)),
  };
  return { database: counting, count };
}

test('all of 10,000 connections are listed, and a refresh touches as little as with one (R9)', async () => {
  const { database, count } = counted(createMemoryDatabase());
  const needs = { database, dataKey: Buffer.alloc(32, 1), quarantine: noQuarantine, randomBytes };
  const { recordStore, connections } = newRecordStore({ ...needs, now: () => start });
  const refresh = async (): Promise<typeof count> => {
    Object.assign(count, { read: 0, ranges: 0, written: [] });
    await recordStore.commit([
      { kind: 'put_connection', connection: connection('c1') },
      { kind: 'put_secrets', connectionId: 'c1', secrets: secrets('again') },
      { kind: 'delete_intent', connectionId: 'c1' },
    ]);
    return structuredClone(count);
  };
  await recordStore.commit(added('c1'));
  const amongOne = await refresh();
  const ids = Array.from({ length: 10_000 }, (_, index) => `c${index}`);
  await recordStore.commit(ids.flatMap((id) => added(id)));
  const amongMany = await refresh();

  expect(amongMany).toEqual(amongOne);
  expect(amongMany).toEqual({
    read: 0,
    ranges: 0,
    written: [['intent/c1', 'connection/c1', 'secrets/c1', 'meta/sequence']],
  });
  const listed = await connections();
  expect(count, 'from two ranges, and nothing asked for one by one').toMatchObject({
    read: 0,
    ranges: 2,
  });
  expect(listed).toHaveLength(10_000);
  expect(listed.every(({ kind }) => kind === 'complete')).toBe(true);
});

test('at most 10,000 entries of activity are kept, and no commit deletes more than a hundred', async () => {
  const memory = createMemoryDatabase();
  const deleted: number[] = [];
  const database: Database = {
    ...memory,
    write(writes) {
      deleted.push([...writes.values()].filter((value) => value === null).length);
      return memory.write(writes);
    },
  };
  const needs = { database, dataKey: Buffer.alloc(32, 1), quarantine: noQuarantine, randomBytes };
  const { recordStore } = newRecordStore({ ...needs, now: () => start });
  const refreshed = (at: number): VaultWrite => ({
    kind: 'add_activity',
    entry: { connectionId: 'a', at, kind: 'refreshed', failure: null },
  });
  await recordStore.commit(Array.from({ length: 10_350 }, (_, index) => refreshed(start + index)));
  deleted.length = 0;
  for (let n = 0; n < 250; n++) await recordStore.commit([refreshed(start + 20_000 + n)]);
  expect(Math.max(...deleted)).toBe(100);
  const kept = (await recordStore.activity('a', 20_000)).map(({ at }) => at);
  expect(kept.length).toBeLessThanOrEqual(10_100);
  expect(kept.length).toBeGreaterThanOrEqual(10_000);
  expect(kept[0]).toBe(start + 20_249);
});
