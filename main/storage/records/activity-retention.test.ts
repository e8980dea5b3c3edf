import { randomBytes } from 'node:crypto';

import { describe, expect, test } from 'vitest';

import { start } from '../../../testing/vault.js';
import type { ActivityEntry } from '../../connections/connection.js';
import type { VaultWrite } from '../../ports/vault.js';
import { createMemoryDatabase } from '../disk/database.js';
import { noQuarantine } from '../disk/quarantine.js';
import { createActivityRetention } from './activity-retention.js';
import { newRecordStore } from './open-record-store.js';
import { recordKeys } from './record-keys.js';

const activity = (at: number, kind: ActivityEntry['kind'], id = 'a'): VaultWrite => ({
  kind: 'add_activity',
  entry: { connectionId: id, at, kind, failure: null },
});

const day = 24 * 60 * 60 * 1000;

describe('activity is kept', () => {
  /** A record store with a test clock. */
  function aging() {
    const clock = { now: start };
    const needs = { dataKey: Buffer.alloc(32, 1), quarantine: noQuarantine, randomBytes };
    const database = createMemoryDatabase();
    const { recordStore } = newRecordStore({ ...needs, database, now: () => clock.now });
    const entries = async (id: string) =>
      (await recordStore.activity(id, 1_000)).map(({ at }) => at);
    return { clock, recordStore, entries };
  }

  test('for 90 days: older entries of a connection go with its next one', async () => {
    const { clock, recordStore, entries } = aging();
    const old = [0, 1, 2].map((days) => start + days * day);
    await recordStore.commit(
      old.flatMap((at) => [activity(at, 'refreshed'), activity(at, 'refreshed', 'b')]),
    );
    clock.now = start + 91 * day;
    for (let n = 0; n < 100; n++) await recordStore.commit([activity(clock.now + n, 'refreshed')]);
    const kept = await entries('a');
    expect(kept).toHaveLength(102);
    expect(kept.at(-1)).toBe(start + day);
    expect(await entries('b')).toHaveLength(3);
  });
});

describe('deletions with a new entry', () => {
  const now = start + 90 * day;

  /** The keys of entries made at these times, and how often they were counted. */
  function over(times: readonly number[]) {
    const keys = times.map((at, n) => recordKeys.activity('a', at, n));
    const looked: string[] = [];
    const database = {
      keys: ({ gte }: { gte: string }) => (looked.push(gte), Promise.resolve(keys)),
    };
    return { keys, looked, retention: createActivityRetention(database, () => now) };
  }
  const many = (count: number, at: number) => Array.from({ length: count }, () => at);

  test('are the entries older than 90 days, to the millisecond', async () => {
    const { keys, looked, retention } = over([start - 1, start, start + 1, now]);
    expect(await retention.surplus('a')).toEqual(keys.slice(0, 1));
    expect(looked).toEqual(['activity/a/']);
  });

  test('leave room for the new one among 10,000', async () => {
    expect(await over(many(9_999, now)).retention.surplus('a')).toEqual([]);
    const { keys, retention } = over(many(10_000, now));
    expect(await retention.surplus('a')).toEqual(keys.slice(0, 1));
  });

  test('are determined once per hundred entries of each connection', async () => {
    const { looked, retention } = over([now]);
    await retention.surplus('a');
    for (let n = 0; n < 100; n++) expect(await retention.surplus('a')).toEqual([]);
    expect(looked).toHaveLength(1);
    await retention.surplus('b');
    expect(looked).toHaveLength(2);
    await retention.surplus('a');
    expect(looked).toEqual(['activity/a/', 'activity/b/', 'activity/a/']);
  });

  test('are at most a hundred; the next entry deletes more', async () => {
    const { keys, looked, retention } = over(many(150, 0));
    expect(await retention.surplus('a')).toEqual(keys.slice(0, 100));
    expect(await retention.surplus('a')).toHaveLength(100);
    expect(looked).toHaveLength(2);
  });
});
