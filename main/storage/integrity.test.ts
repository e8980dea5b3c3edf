import { expect, test } from 'vitest';

import { integrityOf, isWhole, type Opening } from './integrity.js';

/** Six records that add up to 21, the newest with the number 6. */
const whole: Opening = {
  summary: { sequence: 6, totals: { count: 6, sum: 21 }, outdatedUpTo: 0 },
  found: { count: 6, sum: 21 },
  stored: 6,
  seen: 6,
};
const none = { connectionsUpTo: () => 0 };
const two = { connectionsUpTo: () => 2 };

test.each<[string, Partial<Opening>, boolean]>([
  ['as it was counted', {}, true],
  ['on a computer that never saw it', { seen: 0 }, true],
  ['newer than this computer has seen', { seen: 5 }, true],
  ['older than this computer has seen', { seen: 7 }, false],
  ['with one record too few', { found: { count: 5, sum: 21 } }, false],
  ['with one too many', { found: { count: 7, sum: 21 } }, false],
  ['with an older one among them', { found: { count: 6, sum: 20 } }, false],
  ['with no summary', { summary: null }, false],
])('R5 H65 a vault %s', (_, differently, expected) => {
  expect(isWhole({ ...whole, ...differently })).toBe(expected);
});

test('S8 a vault that did not count yet is taken as it is', () => {
  const summary = { sequence: 6, totals: null, outdatedUpTo: 0 };
  expect(isWhole({ ...whole, summary })).toBe(true);
  expect(isWhole({ ...whole, summary, seen: 7 })).toBe(false);
});

test('R5 where nothing is wrong there is nothing to doubt, whatever lies beside it', () => {
  expect(integrityOf(whole, two, 0)(['records-damaged-1'])).toEqual({ kind: 'none' });
  expect(integrityOf(whole, none, 6)([])).toEqual({ kind: 'none' });
});

test('R5 records too few are missing; as many or more, or not counted, may be older', () => {
  const kindOf = (differently: Partial<Opening>) =>
    integrityOf({ ...whole, ...differently }, none, 6)([]).kind;
  expect(kindOf({ found: { count: 5, sum: 15 } })).toBe('missing');
  expect(kindOf({ found: { count: 6, sum: 20 } })).toBe('older');
  expect(kindOf({ found: { count: 7, sum: 20 } })).toBe('older');
  expect(kindOf({ summary: null, found: { count: 0, sum: 0 } })).toBe('older');
});

test('H65 it says what is known: how many were expected and found, and what this computer saw', () => {
  expect(integrityOf({ ...whole, seen: 9 }, two, 9)(['records-damaged-1'])).toEqual({
    kind: 'older',
    findings: {
      atThisStart: true,
      connections: 2,
      records: { expected: 6, found: 6 },
      newestWrite: { seen: 9, found: 6 },
      copies: ['records-damaged-1'],
    },
  });
  expect(integrityOf({ ...whole, summary: null, seen: 0 }, two, 0)([])).toMatchObject({
    findings: { connections: 0, records: { expected: null }, newestWrite: { seen: null } },
  });
});

test('H65 what was noticed at an earlier start is said as long as a connection depends on it', () => {
  expect(integrityOf(whole, two, 3)([])).toMatchObject({
    kind: 'older',
    findings: { atThisStart: false, connections: 2 },
  });
});
