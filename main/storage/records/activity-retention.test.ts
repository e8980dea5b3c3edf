import { randomBytes } from 'node:crypto';

import { describe, expect, test } from 'vitest';

import type { ActivityEntry } from '../../connections/connection.js';
import type { Change } from '../../connections/ports.js';
import { createMemoryDatabase, type Database } from '../disk/database.js';
import { noQuarantine } from '../disk/quarantine.js';
import { newLedger } from './open-ledger.js';
import { start } from '../vault.fixture.js';

const activity = (at: number, kind: ActivityEntry['kind'], id = 'a'): Change => ({
  kind: 'add_activity',
  entry: { connectionId: id, at, kind, failure: null },
});

describe('activity is kept', () => {
  const day = 24 * 60 * 60 * 1000;

  /** A ledger whose clock is moved by hand, and how many entries a commit deletes at most. */
  function aging() {
    const clock = { now: start };
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
    const { ledger } = newLedger({ ...needs, now: () => clock.now });
    const entries = async (id: string) => (await ledger.activity(id, 20_000)).map(({ at }) => at);
    return { clock, ledger, deleted, entries };
  }

  test('for 90 days: what is older goes with the next entry, of this connection alone', async () => {
    const { clock, ledger, entries } = aging();
    const old = [0, 1, 2].map((days) => start + days * day);
    await ledger.commit(
      old.flatMap((at) => [activity(at, 'refreshed'), activity(at, 'refreshed', 'b')]),
    );
    clock.now = start + 91 * day;
    for (let n = 0; n < 100; n++) await ledger.commit([activity(clock.now + n, 'refreshed')]);
    const kept = await entries('a');
    expect(kept).toHaveLength(102);
    expect(kept.at(-1)).toBe(start + day);
    expect(await entries('b')).toHaveLength(3);
  });

  test('at most 10,000 entries, of which no commit drops more than a hundred', async () => {
    const { ledger, deleted, entries } = aging();
    const all = Array.from({ length: 10_350 }, (_, index) => activity(start + index, 'refreshed'));
    await ledger.commit(all);
    deleted.length = 0;
    for (let n = 0; n < 250; n++) await ledger.commit([activity(start + 20_000 + n, 'refreshed')]);
    expect(Math.max(...deleted)).toBe(100);
    const kept = await entries('a');
    expect(kept.length).toBeLessThanOrEqual(10_100);
    expect(kept.length).toBeGreaterThanOrEqual(10_000);
    expect(kept[0]).toBe(start + 20_249);
  });
});
