import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { aConnection } from '../../../testing/test-world.js';
import type { AttentionReason } from '../../ports/notifier.js';
import {
  reduceAttention,
  gatherMs,
  type AttentionEvent,
  type Attention,
  initialAttention,
  attentionReasonOf,
} from './attention.js';

const day = 24 * 60 * 60_000;
const cause = { code: 'grant_refused', cause: '', host: null, serverError: null } as const;

describe('no trouble of the person', () => {
  test.each([
    ['a connection that works', aConnection()],
    [
      'access that never lasted a day, near its end',
      aConnection({ hasRefreshToken: false, accessTokenExpiresAt: 3_600_000 }),
    ],
    [
      'access that ends in two days',
      aConnection({ hasRefreshToken: false, accessTokenExpiresAt: 2 * day + 1 }),
    ],
    [
      'access without a known end',
      aConnection({ hasRefreshToken: false, accessTokenExpiresAt: null }),
    ],
    [
      'a disconnect that still tries by itself',
      aConnection({
        standing: { kind: 'disconnecting', since: 0, progress: { kind: 'asking' } },
      }),
    ],
    ['access that ends soon and renews itself', aConnection({ accessTokenExpiresAt: 2 * day })],
  ])('%s', (_what, connection) => {
    expect(attentionReasonOf(connection, day)).toBeNull();
  });
});

test.each([
  ['needs_sign_in', aConnection({ standing: { kind: 'needs_sign_in', cause } })],
  ['misconfigured', aConnection({ standing: { kind: 'misconfigured', cause } })],
  ['ends_soon', aConnection({ hasRefreshToken: false, accessTokenExpiresAt: 2 * day })],
  [
    'not_disconnected',
    aConnection({
      standing: { kind: 'disconnecting', since: 0, progress: { kind: 'stopped', cause } },
    }),
  ],
  [
    'not_disconnected',
    aConnection({
      standing: { kind: 'disconnecting', since: 0, progress: { kind: 'given_up', cause } },
    }),
  ],
])('trouble of the person: %s', (trouble, connection) => {
  expect(attentionReasonOf(connection, day)).toBe(trouble);
});

const all = (happenings: readonly AttentionEvent[], from: Attention = initialAttention) =>
  happenings.reduce(reduceAttention, from);
const changed = (connectionId: string, trouble: AttentionReason | null): AttentionEvent => ({
  kind: 'changed',
  connectionId,
  trouble,
});
const gathered: AttentionEvent = { kind: 'gathered' };
const looked: AttentionEvent = { kind: 'looked' };

test('what was wrong at the start is no news', () => {
  const attention = all([{ kind: 'read', troubled: new Map([['a', 'needs_sign_in']]) }, gathered]);
  expect(attention.shown.size).toBe(0);
  expect(all([changed('a', 'misconfigured'), gathered], attention).shown.size).toBe(0);
});

test('what is mended before it was told is never told', () => {
  const attention = all([changed('a', 'needs_sign_in'), changed('a', null), gathered]);
  expect(attention.shown.size).toBe(0);
});

test('five that fall ill together are one notification', () => {
  const ids = ['a', 'b', 'c', 'd', 'e'];
  const attention = all([...ids.map((id) => changed(id, 'needs_sign_in')), gathered]);
  expect([...attention.shown]).toEqual(ids);
  expect(attention.told).toBe(1);
});

test('worse than "ends soon" is news again; one refusal after another of the same weight is not', () => {
  const attention = all([
    changed('a', 'ends_soon'),
    gathered,
    looked,
    changed('a', 'needs_sign_in'),
  ]);
  expect([...attention.waiting]).toEqual(['a']);
  const refused = all([gathered, looked, changed('a', 'misconfigured'), gathered], attention);
  expect(refused.shown.size).toBe(0);
});

test('a notification is taken back when all it names is mended, or the person has looked', () => {
  const attention = all([changed('a', 'needs_sign_in'), changed('b', 'needs_sign_in'), gathered]);
  const half = all([changed('a', null)], attention);
  expect(half.shown).toBe(attention.shown);
  expect(all([changed('b', null)], half).shown.size).toBe(0);
  expect(all([looked], attention).shown.size).toBe(0);
});

test('each notification the person has not looked at makes the next one wait twice as long, ten minutes at most', () => {
  let attention = initialAttention;
  const waits = Array.from({ length: 12 }, (_, n) => {
    const wait = gatherMs(attention);
    attention = all([changed(`${n}`, 'needs_sign_in'), gathered], attention);
    return wait;
  });
  expect(waits.slice(0, 4)).toEqual([2_000, 4_000, 8_000, 16_000]);
  expect(Math.max(...waits)).toBe(600_000);
  expect(gatherMs(all([looked], attention))).toBe(2_000);
});

const id = fc.constantFrom('a', 'b', 'c', 'd');
const trouble = fc.constantFrom<AttentionReason | null>(
  null,
  'ends_soon',
  'needs_sign_in',
  'misconfigured',
  'not_disconnected',
);
const happening: fc.Arbitrary<AttentionEvent> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('changed'), connectionId: id, trouble }) },
  { weight: 2, arbitrary: fc.constant(gathered) },
  { weight: 1, arbitrary: fc.constant(looked) },
  {
    weight: 1,
    arbitrary: fc.dictionary(id, trouble).map((found) => ({
      kind: 'read' as const,
      troubled: new Map(
        Object.entries(found).filter((each): each is [string, AttentionReason] => each[1] !== null),
      ),
    })),
  },
);
const weight = (each: AttentionReason | null | undefined) =>
  each ? (each === 'ends_soon' ? 1 : 2) : 0;

test('whatever happens: only the ill are told, each change for the worse is told once, none for the better', () => {
  fc.assert(
    fc.property(fc.array(happening, { maxLength: 60 }), (happenings) => {
      let attention = initialAttention;
      /** What a person could count: changes for the worse that were not yet told or made good. */
      const owed = new Set<string>();
      for (const each of happenings) {
        const before = attention;
        attention = reduceAttention(attention, each);
        if (each.kind === 'changed') {
          const was = weight(before.troubled.get(each.connectionId));
          if (weight(each.trouble) > was) owed.add(each.connectionId);
          if (weight(each.trouble) < was) owed.delete(each.connectionId);
        }
        if (each.kind === 'read') {
          for (const one of owed) if (!each.troubled.has(one)) owed.delete(one);
        }
        if (each.kind === 'gathered') {
          for (const one of owed) expect(attention.shown.has(one)).toBe(true);
          if (owed.size === 0) expect(attention.shown).toBe(before.shown);
          owed.clear();
        } else if (attention.shown !== before.shown) {
          // Nothing appears on the screen but when the time to gather is over.
          expect(attention.shown.size).toBe(0);
        }
        if (each.kind === 'looked') owed.clear();
        expect([...attention.waiting].sort()).toEqual([...owed].sort());
        for (const one of attention.waiting) expect(attention.troubled.has(one)).toBe(true);
        if (attention.shown.size > 0) {
          expect([...attention.shown].some((one) => attention.troubled.has(one))).toBe(true);
        }
      }
    }),
    { numRuns: 2_000 },
  );
});
