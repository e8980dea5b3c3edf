import { expect, test } from 'vitest';

import { activityTimeOf, idOf, recordKeys, recordRanges } from './record-keys.js';

const ids = ['a', 'a/b', 'a%2Fb', '', ' ', 'ä\0ö', '../x', 'a0', 'meta'];

const within = (key: string, { gte, lt }: { gte: string; lt: string }) => key >= gte && key < lt;

test.each([
  ['connection', recordKeys.connection, recordRanges.connections],
  ['secrets', recordKeys.secrets, recordRanges.secrets],
  ['outbox', recordKeys.outbox, recordRanges.outbox],
  ['attempt', recordKeys.attempt, recordRanges.attempts],
  ['intent', recordKeys.intent, recordRanges.intents],
  ['service', recordKeys.service, recordRanges.services],
  ['ended', recordKeys.ended, recordRanges.ended],
  ['outdated', recordKeys.outdated, recordRanges.outdated],
] as const)(
  '%s/… holds records of its kind only, whatever the identifier (S8)',
  (kind, keyOf, range) => {
    expect(keyOf('a/b')).toBe(`${kind}/a%2Fb`);
    for (const id of ids) {
      expect(idOf(keyOf(id))).toBe(id);
      expect(within(keyOf(id), range)).toBe(true);
      expect(keyOf(id)).not.toContain('\0');
      const others = Object.values(recordRanges).filter(
        (other) => typeof other !== 'function' && other !== range,
      );
      for (const other of others) expect(within(keyOf(id), other as typeof range)).toBe(false);
    }
  },
);

test('records of the vault as a whole are in none of these ranges (S8)', () => {
  const { canary, secondCanary, sequence } = recordKeys;
  expect([canary, secondCanary, sequence]).toEqual([
    'meta/canary',
    'meta/canary-b',
    'meta/sequence',
  ]);
});

test('activity is sorted by time, and by writing within one millisecond', () => {
  const at = [0, 9, 10, 1_767_603_600_000, Number.MAX_SAFE_INTEGER];
  const keys = at.flatMap((time) => [1, 2, 10].map((n) => recordKeys.activity('a', time, n)));
  expect(keys.toSorted()).toEqual(keys);
  expect(keys.map(activityTimeOf)).toEqual(at.flatMap((time) => [time, time, time]));
  expect(recordKeys.activity('a', 5.7, 1)).toBe('activity/a/0000000000000005/0000000000000001');
  expect(recordKeys.activity('a', -5, 1)).toBe(recordKeys.activity('a', 0, 1));
});

test('activity of a connection is separate from that of one with a similar identifier', () => {
  const range = recordRanges.activityOf('a');
  expect(within(recordKeys.activity('a', 1, 1), range)).toBe(true);
  for (const id of ['a0', 'a/', 'ab', 'A', '']) {
    expect(within(recordKeys.activity(id, 1, 1), range)).toBe(false);
  }
});
