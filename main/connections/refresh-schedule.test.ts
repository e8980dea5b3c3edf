import fc from 'fast-check';
import { expect, test } from 'vitest';

import { aConnection, createTestClock } from '../test-world.js';
import { backoff, createRefreshSchedule, nextRenewalAt } from './refresh-schedule.js';

const minute = 60_000;

test('a link that only the person can mend is not due', () => {
  const cause = { code: 'grant_refused', cause: '', host: null, serverError: null } as const;
  expect(nextRenewalAt(aConnection({ standing: { kind: 'needs_sign_in', cause } }))).toBeNull();
  expect(nextRenewalAt(aConnection({ standing: { kind: 'misconfigured', cause } }))).toBeNull();
  expect(nextRenewalAt(aConnection({ standing: { kind: 'disconnecting', since: 0, progress: { kind: 'asking' } } }))).toBeNull();
});

test('H49 without a known expiry, or without a refresh token, nothing is due', () => {
  expect(nextRenewalAt(aConnection({ accessTokenExpiresAt: null }))).toBeNull();
  expect(nextRenewalAt(aConnection({ hasRefreshToken: false }))).toBeNull();
});

test('H69 renewal is due at 80 % of life, give or take 10 %, spread over the connections', () => {
  const due = Array.from({ length: 1_000 }, (_, index) =>
    nextRenewalAt(
      aConnection({ id: `id-${index}`, issuedAt: 0, accessTokenExpiresAt: 100 * minute }),
    ),
  ).map((at) => (at ?? 0) / minute);
  expect(Math.min(...due)).toBeGreaterThanOrEqual(70);
  expect(Math.max(...due)).toBeLessThanOrEqual(90);
  expect(new Set(due.map(Math.round)).size).toBe(21);
});

test('R10 waits between failures stay between one second and fifteen minutes', () => {
  const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_000 }), random, (failures, dice) => {
      const wait = backoff(failures, dice, null);
      expect(wait).toBeGreaterThanOrEqual(1_000);
      expect(wait).toBeLessThanOrEqual(15 * minute);
    }),
  );
});

test('H58 what the server asked for is the least', () => {
  expect(backoff(1, 0, 120_000)).toBe(120_000);
});

test('a connection set again is due at the new time only, one taken off is not due', () => {
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

test('R7 what fell due while the computer slept is seen within half a minute of waking', () => {
  const clock = createTestClock();
  const due: number[] = [];
  createRefreshSchedule(clock, () => due.push(clock.now())).set('a', 8 * 60 * minute);
  clock.sleep(9 * 60 * minute);
  clock.advance(30_000);
  expect(due).toHaveLength(1);
});
