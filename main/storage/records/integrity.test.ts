import { expect, test } from 'vitest';

import { integrityOf, isComplete, type Opening } from './integrity.js';

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
])('a vault %s (R5, H65)', (_, differently, expected) => {
  expect(isComplete({ ...whole, ...differently })).toBe(expected);
});

test('a vault from before records were counted is accepted as it is (S8)', () => {
  const summary = { sequence: 6, totals: null, outdatedUpTo: 0 };
  expect(isComplete({ ...whole, summary })).toBe(true);
  expect(isComplete({ ...whole, summary, seen: 7 })).toBe(false);
});

test('an intact vault has no findings, whatever copies lie beside it (R5)', () => {
  expect(integrityOf(whole, two, 0)(['records-damaged-1'])).toEqual({ kind: 'none' });
  expect(integrityOf(whole, none, 6)([])).toEqual({ kind: 'none' });
});

test('fewer records are missing; as many, more or uncounted ones may be older (R5)', () => {
  const kindOf = (differently: Partial<Opening>) =>
    integrityOf({ ...whole, ...differently }, none, 6)([]).kind;
  expect(kindOf({ found: { count: 5, sum: 15 } })).toBe('missing');
  expect(kindOf({ found: { count: 6, sum: 20 } })).toBe('older');
  expect(kindOf({ found: { count: 7, sum: 20 } })).toBe('older');
  expect(kindOf({ summary: null, found: { count: 0, sum: 0 } })).toBe('older');
});

test('the findings give the expected and found counts, and what this computer has seen (H65)', () => {
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

test('a finding of an earlier start is reported as long as a connection depends on it (H65)', () => {
  expect(integrityOf(whole, two, 3)([])).toMatchObject({
    kind: 'older',
    findings: { atThisStart: false, connections: 2 },
  });
});
