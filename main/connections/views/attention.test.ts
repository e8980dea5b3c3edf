import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { aConnection } from '../../../testing/test-world.js';
import type { Trouble } from '../../ports/notifier.js';
import { afterwards, gatherMs, type Happening, type News, noNews, troubleOf } from './attention.js';

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
    expect(troubleOf(connection, day)).toBeNull();
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
  expect(troubleOf(connection, day)).toBe(trouble);
});

const all = (happenings: readonly Happening[], from: News = noNews) =>
  happenings.reduce(afterwards, from);
const changed = (connectionId: string, trouble: Trouble | null): Happening => ({
  kind: 'changed',
  connectionId,
  trouble,
});
const gathered: Happening = { kind: 'gathered' };
const looked: Happening = { kind: 'looked' };

test('what was wrong at the start is no news', () => {
  const news = all([{ kind: 'read', troubled: new Map([['a', 'needs_sign_in']]) }, gathered]);
  expect(news.shown.size).toBe(0);
  expect(all([changed('a', 'misconfigured'), gathered], news).shown.size).toBe(0);
});

test('what is mended before it was told is never told', () => {
  const news = all([changed('a', 'needs_sign_in'), changed('a', null), gathered]);
  expect(news.shown.size).toBe(0);
});

test('five that fall ill together are one notification', () => {
  const ids = ['a', 'b', 'c', 'd', 'e'];
  const news = all([...ids.map((id) => changed(id, 'needs_sign_in')), gathered]);
  expect([...news.shown]).toEqual(ids);
  expect(news.told).toBe(1);
});

test('worse than "ends soon" is news again; one refusal after another of the same weight is not', () => {
  const news = all([changed('a', 'ends_soon'), gathered, looked, changed('a', 'needs_sign_in')]);
  expect([...news.waiting]).toEqual(['a']);
  const refused = all([gathered, looked, changed('a', 'misconfigured'), gathered], news);
  expect(refused.shown.size).toBe(0);
});

test('a notification is taken back when all it names is mended, or the person has looked', () => {
  const news = all([changed('a', 'needs_sign_in'), changed('b', 'needs_sign_in'), gathered]);
  const half = all([changed('a', null)], news);
  expect(half.shown).toBe(news.shown);
  expect(all([changed('b', null)], half).shown.size).toBe(0);
  expect(all([looked], news).shown.size).toBe(0);
});

test('each notification the person has not looked at makes the next one wait twice as long, ten minutes at most', () => {
  let news = noNews;
  const waits = Array.from({ length: 12 }, (_, n) => {
    const wait = gatherMs(news);
    news = all([changed(`${n}`, 'needs_sign_in'), gathered], news);
    return wait;
  });
  expect(waits.slice(0, 4)).toEqual([2_000, 4_000, 8_000, 16_000]);
  expect(Math.max(...waits)).toBe(600_000);
  expect(gatherMs(all([looked], news))).toBe(2_000);
});

const id = fc.constantFrom('a', 'b', 'c', 'd');
const trouble = fc.constantFrom<Trouble | null>(
  null,
  'ends_soon',
  'needs_sign_in',
  'misconfigured',
  'not_disconnected',
);
const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('changed'), connectionId: id, trouble }) },
  { weight: 2, arbitrary: fc.constant(gathered) },
  { weight: 1, arbitrary: fc.constant(looked) },
  {
    weight: 1,
    arbitrary: fc.dictionary(id, trouble).map((found) => ({
      kind: 'read' as const,
      troubled: new Map(
        Object.entries(found).filter((each): each is [string, Trouble] => each[1] !== null),
      ),
    })),
  },
);
const weight = (each: Trouble | null | undefined) => (each ? (each === 'ends_soon' ? 1 : 2) : 0);

test('whatever happens: only the ill are told, each change for the worse is told once, none for the better', () => {
  fc.assert(
    fc.property(fc.array(happening, { maxLength: 60 }), (happenings) => {
      let news = noNews;
      /** What a person could count: changes for the worse that were not yet told or made good. */
      const owed = new Set<string>();
      for (const each of happenings) {
        const before = news;
        news = afterwards(news, each);
        if (each.kind === 'changed') {
          const was = weight(before.troubled.get(each.connectionId));
          if (weight(each.trouble) > was) owed.add(each.connectionId);
          if (weight(each.trouble) < was) owed.delete(each.connectionId);
        }
        if (each.kind === 'read') {
          for (const one of owed) if (!each.troubled.has(one)) owed.delete(one);
        }
        if (each.kind === 'gathered') {
          for (const one of owed) expect(news.shown.has(one)).toBe(true);
          if (owed.size === 0) expect(news.shown).toBe(before.shown);
          owed.clear();
        } else if (news.shown !== before.shown) {
          // Nothing appears on the screen but when the time to gather is over.
          expect(news.shown.size).toBe(0);
        }
        if (each.kind === 'looked') owed.clear();
        expect([...news.waiting].sort()).toEqual([...owed].sort());
        for (const one of news.waiting) expect(news.troubled.has(one)).toBe(true);
        if (news.shown.size > 0) {
          expect([...news.shown].some((one) => news.troubled.has(one))).toBe(true);
        }
      }
    }),
    { numRuns: 2_000 },
  );
});
