import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { aConnection } from '../../../testing/test-world.js';
import type { AttentionReason } from '../../ports/notifier.js';
import {
  reduceAttention,
  batchDelay,
  type AttentionEvent,
  type Attention,
  initialAttention,
  attentionReasonOf,
} from './attention.js';

const day = 24 * 60 * 60_000;
const cause = { code: 'grant_refused', cause: '', host: null, serverError: null } as const;

describe('does not need the person', () => {
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
      'a disconnect that still retries by itself',
      aConnection({
        standing: { kind: 'disconnecting', since: 0, progress: { kind: 'pending' } },
      }),
    ],
    ['access that ends soon and refreshes itself', aConnection({ accessTokenExpiresAt: 2 * day })],
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
])('needs the person: %s', (reason, connection) => {
  expect(attentionReasonOf(connection, day)).toBe(reason);
});

const all = (events: readonly AttentionEvent[], from: Attention = initialAttention) =>
  events.reduce(reduceAttention, from);
const changed = (connectionId: string, reason: AttentionReason | null): AttentionEvent => ({
  kind: 'changed',
  connectionId,
  reason,
});
const batchEnded: AttentionEvent = { kind: 'batch_ended' };
const seen: AttentionEvent = { kind: 'seen' };

test('a problem that existed at the start does not notify', () => {
  const attention = all([
    { kind: 'loaded', reasons: new Map([['a', 'needs_sign_in']]) },
    batchEnded,
  ]);
  expect(attention.shown.size).toBe(0);
  expect(all([changed('a', 'misconfigured'), batchEnded], attention).shown.size).toBe(0);
});

test('a problem resolved before the notification never notifies', () => {
  const attention = all([changed('a', 'needs_sign_in'), changed('a', null), batchEnded]);
  expect(attention.shown.size).toBe(0);
});

test('five problems that arrive together make one notification', () => {
  const ids = ['a', 'b', 'c', 'd', 'e'];
  const attention = all([...ids.map((id) => changed(id, 'needs_sign_in')), batchEnded]);
  expect([...attention.shown]).toEqual(ids);
  expect(attention.unseenCount).toBe(1);
});

test('getting worse than "ends soon" notifies again; another refusal of the same severity does not', () => {
  const attention = all([
    changed('a', 'ends_soon'),
    batchEnded,
    seen,
    changed('a', 'needs_sign_in'),
  ]);
  expect([...attention.pending]).toEqual(['a']);
  const refused = all([batchEnded, seen, changed('a', 'misconfigured'), batchEnded], attention);
  expect(refused.shown.size).toBe(0);
});

test('a notification is withdrawn when everything it names is resolved, or the person has seen the window', () => {
  const attention = all([changed('a', 'needs_sign_in'), changed('b', 'needs_sign_in'), batchEnded]);
  const half = all([changed('a', null)], attention);
  expect(half.shown).toBe(attention.shown);
  expect(all([changed('b', null)], half).shown.size).toBe(0);
  expect(all([seen], attention).shown.size).toBe(0);
});

test('each unseen notification doubles the wait for the next, up to ten minutes', () => {
  let attention = initialAttention;
  const waits = Array.from({ length: 12 }, (_, n) => {
    const wait = batchDelay(attention);
    attention = all([changed(`${n}`, 'needs_sign_in'), batchEnded], attention);
    return wait;
  });
  expect(waits.slice(0, 4)).toEqual([2_000, 4_000, 8_000, 16_000]);
  expect(Math.max(...waits)).toBe(600_000);
  expect(batchDelay(all([seen], attention))).toBe(2_000);
});

const id = fc.constantFrom('a', 'b', 'c', 'd');
const reason = fc.constantFrom<AttentionReason | null>(
  null,
  'ends_soon',
  'needs_sign_in',
  'misconfigured',
  'not_disconnected',
);
const event: fc.Arbitrary<AttentionEvent> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('changed'), connectionId: id, reason }) },
  { weight: 2, arbitrary: fc.constant(batchEnded) },
  { weight: 1, arbitrary: fc.constant(seen) },
  {
    weight: 1,
    arbitrary: fc.dictionary(id, reason).map((found) => ({
      kind: 'loaded' as const,
      reasons: new Map(
        Object.entries(found).filter((each): each is [string, AttentionReason] => each[1] !== null),
      ),
    })),
  },
);
const severity = (each: AttentionReason | null | undefined) =>
  each ? (each === 'ends_soon' ? 1 : 2) : 0;

test('whatever happens, each change for the worse notifies once, and none for the better', () => {
  fc.assert(
    fc.property(fc.array(event, { maxLength: 60 }), (events) => {
      let attention = initialAttention;
      /** Changes for the worse that have neither notified nor been resolved. */
      const owed = new Set<string>();
      for (const each of events) {
        const before = attention;
        attention = reduceAttention(attention, each);
        if (each.kind === 'changed') {
          const was = severity(before.reasons.get(each.connectionId));
          if (severity(each.reason) > was) owed.add(each.connectionId);
          if (severity(each.reason) < was) owed.delete(each.connectionId);
        }
        if (each.kind === 'loaded') {
          for (const one of owed) if (!each.reasons.has(one)) owed.delete(one);
        }
        if (each.kind === 'batch_ended') {
          for (const one of owed) expect(attention.shown.has(one)).toBe(true);
          if (owed.size === 0) expect(attention.shown).toBe(before.shown);
          owed.clear();
        } else if (attention.shown !== before.shown) {
          // Something appears on the screen only at the end of a batch.
          expect(attention.shown.size).toBe(0);
        }
        if (each.kind === 'seen') owed.clear();
        expect([...attention.pending].sort()).toEqual([...owed].sort());
        for (const one of attention.pending) expect(attention.reasons.has(one)).toBe(true);
        if (attention.shown.size > 0) {
          expect([...attention.shown].some((one) => attention.reasons.has(one))).toBe(true);
        }
      }
    }),
    { numRuns: 2_000 },
  );
});
