import fc from 'fast-check';
import { expect, test } from 'vitest';

import { aConnection, createTestClock } from '../../../testing/test-world.js';
import {
  backoff,
  createRefreshSchedule,
  dueAt,
  nextRefreshAt,
  backoffAfterLostResponse,
} from './refresh-schedule.js';

const minute = 60_000;

test('a connection that needs the user is not due', () => {
  const cause = { code: 'grant_refused', cause: '', host: null, serverError: null } as const;
  expect(nextRefreshAt(aConnection({ standing: { kind: 'needs_sign_in', cause } }))).toBeNull();
  expect(nextRefreshAt(aConnection({ standing: { kind: 'misconfigured', cause } }))).toBeNull();
  expect(
    nextRefreshAt(
      aConnection({ standing: { kind: 'disconnecting', since: 0, progress: { kind: 'pending' } } }),
    ),
  ).toBeNull();
});

test('without a known expiry, or without a refresh token, nothing is due (H49)', () => {
  expect(nextRefreshAt(aConnection({ accessTokenExpiresAt: null }))).toBeNull();
  expect(nextRefreshAt(aConnection({ hasRefreshToken: false }))).toBeNull();
});

test('a refresh is due at 80 % of the lifetime, give or take 10 %, spread over the connections (H69)', () => {
  const due = Array.from({ length: 1_000 }, (_, index) =>
    nextRefreshAt(
      aConnection({ id: `id-${index}`, issuedAt: 0, accessTokenExpiresAt: 100 * minute }),
    ),
  ).map((at) => (at ?? 0) / minute);
  expect(Math.min(...due)).toBeGreaterThanOrEqual(70);
  expect(Math.max(...due)).toBeLessThanOrEqual(90);
  expect(new Set(due.map(Math.round)).size).toBe(21);
});

test('waits between failures grow to fifteen minutes, and then allow five requests an hour at most (R10)', () => {
  const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_000 }), random, (failures, dice) => {
      const wait = backoff(failures, dice, null);
      expect(wait).toBeGreaterThanOrEqual(failures < 9 ? 4_000 : 12 * minute);
      expect(wait).toBeLessThanOrEqual(15 * minute);
    }),
  );
});

test('after a lost response the same token is sent again within the server’s grace period (H59)', () => {
  const doubt = { since: 1_000, graceMs: 10_000 };
  expect(backoffAfterLostResponse(40_000, doubt, 1_000)).toBe(5_000);
  expect(backoffAfterLostResponse(4_000, doubt, 1_000)).toBe(4_000);
});

test('a grace period that is over, or measured by a clock that was set back, shortens no wait (H59)', () => {
  const doubt = { since: 1_000_000, graceMs: null };
  expect(backoffAfterLostResponse(40_000, doubt, 1_059_000)).toBe(40_000);
  expect(backoffAfterLostResponse(40_000, doubt, 900_000)).toBe(40_000);
  expect(backoffAfterLostResponse(40_000, doubt, 1_010_000)).toBe(25_000);
});

test('Retry-After is the shortest wait (H58)', () => {
  expect(backoff(1, 0, 120_000)).toBe(120_000);
});

test('a connection that is set again is due at the new time only, one that is removed is not due', () => {
  const clock = createTestClock();
  const due: string[] = [];
  const schedule = createRefreshSchedule(clock, (id) => due.push(`${id} ${clock.now()}`));
  schedule.set('moved', 10_000);
  schedule.set('moved', 20_000);
  schedule.set('gone', 15_000);
  schedule.set('gone', null);
  clock.advance(60_000);
  expect(due).toEqual(['moved 20000']);
});

test('a refresh that fell due during sleep starts within half a minute after waking (R7)', () => {
  const clock = createTestClock();
  const due: number[] = [];
  createRefreshSchedule(clock, () => due.push(clock.now())).set('a', 8 * 60 * minute);
  clock.sleep(9 * 60 * minute);
  clock.advance(30_000);
  expect(due).toHaveLength(1);
});

test.each([1970, 2016])(
  'tokens issued in what is now the future are due now, not in years (%i) (R7)',
  (year) => {
    const issuedAt = Date.UTC(2026, 0, 5);
    const connection = aConnection({ issuedAt, accessTokenExpiresAt: issuedAt + 60 * minute });
    const now = Date.UTC(year, 0, 5);
    expect(dueAt(connection, now)).toBe(now);
    expect(dueAt(connection, issuedAt - 4 * minute)).toBe(nextRefreshAt(connection));
  },
);

test.each([-60 * minute, -10 * 365 * 24 * 60 * minute])(
  'a clock set back by %d ms delays nothing that is scheduled (R7)',
  (by) => {
    const clock = createTestClock(Date.UTC(2026, 0, 5));
    const due: string[] = [];
    createRefreshSchedule(clock, (id) => due.push(id)).set('a', clock.now() + 40 * minute);
    clock.advance(10 * minute);
    clock.sleep(by);
    clock.advance(30 * minute);
    expect(due).toEqual(['a']);
  },
);

test('a thousand due at once start over thirty seconds, each once (R7)', () => {
  const clock = createTestClock();
  const due: { readonly id: string; readonly at: number }[] = [];
  const schedule = createRefreshSchedule(clock, (id) => due.push({ id, at: clock.elapsed() }));
  for (let index = 0; index < 1_000; index += 1) schedule.set(`id-${index}`, 60 * minute);
  clock.sleep(8 * 60 * minute);
  clock.advance(90_000);
  expect(new Set(due.map(({ id }) => id)).size).toBe(1_000);
  expect(due).toHaveLength(1_000);
  expect(due.at(-1)!.at - due.at(0)!.at).toBeGreaterThanOrEqual(29_900);
});

test('a refresh that is due in forty years does not start at once: timers are at most half a minute long (R7)', () => {
  const clock = createTestClock();
  const due: string[] = [];
  createRefreshSchedule(clock, (id) => due.push(id)).set('a', 40 * 365 * 24 * 60 * minute);
  expect(clock.untilNext()).toBe(30_000);
  clock.advance(60 * minute);
  expect(due).toEqual([]);
});
