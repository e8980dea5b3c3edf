import { describe, expect, test } from 'vitest';

import type { DeviceCodeGrantResult } from './device-authorization-grant.js';
import { nextDevicePoll } from './device-polling-pace.js';
import { failed } from './outcome.js';

const timeout = failed('network_fault_retry', 'timeout');
const busy = failed('server_fault_retry', 'server_busy', { retryAfterMs: 30_000 });

/** The times of the polls, in ms since the code was issued, with these results. */
function times(answers: readonly DeviceCodeGrantResult[], expiresAt = 900_000): readonly number[] {
  const asked: number[] = [];
  let step = nextDevicePoll({ intervalMs: 5_000, failures: 0 }, null, 0, expiresAt);
  for (const answer of answers) {
    if (step.kind !== 'poll') break;
    asked.push(step.at);
    step = nextDevicePoll(step.pace, answer, step.at, expiresAt);
  }
  return asked;
}

const pending = { kind: 'pending' } as const;
const slowDown = { kind: 'slow_down' } as const;

describe('the pace of polling for a device sign-in (O17)', () => {
  test('waits the interval before the first poll and between all others', () => {
    expect(times([pending, pending, pending])).toEqual([5_000, 10_000, 15_000]);
  });

  test('is slower by five seconds for good with every slow_down', () => {
    expect(times([slowDown, pending, slowDown, pending, pending])).toEqual([
      5_000, 15_000, 25_000, 40_000, 55_000,
    ]);
  });

  test('backs off further with every poll that fails, up to a minute', () => {
    expect(times([timeout, timeout, timeout, timeout, timeout, pending])).toEqual([
      5_000, 15_000, 35_000, 75_000, 135_000, 195_000,
    ]);
  });

  test('returns to the old pace after a response, slow_down included', () => {
    expect(times([timeout, pending, pending])).toEqual([5_000, 15_000, 20_000]);
    expect(times([timeout, slowDown, pending])).toEqual([5_000, 15_000, 25_000]);
  });

  test('waits as long as a busy server requests', () => {
    expect(times([busy, pending])).toEqual([5_000, 35_000]);
  });

  test('is never faster than an interval above a minute', () => {
    const step = nextDevicePoll({ intervalMs: 90_000, failures: 3 }, timeout, 0, 900_000);
    expect(step).toMatchObject({ kind: 'poll', at: 90_000 });
  });

  test('ends when the code expires', () => {
    const pace = { intervalMs: 5_000, failures: 0 };
    expect(nextDevicePoll(pace, pending, 10_000, 15_000)).toEqual({ kind: 'expired' });
    expect(nextDevicePoll(pace, pending, 10_000, 15_001)).toMatchObject({ at: 15_000 });
    expect(nextDevicePoll(pace, null, 0, 5_000)).toEqual({ kind: 'expired' });
  });

  test.each([
    failed('user_cancelled', 'access_denied'),
    failed('needs_sign_in', 'device_code_expired'),
    failed('misconfigured', 'client_refused'),
    failed('rejected_response', 'response_rejected'),
  ])('ends with a final result: $kind', (answer) => {
    const pace = { intervalMs: 5_000, failures: 0 };
    expect(nextDevicePoll(pace, answer, 0, 900_000)).toEqual({ kind: 'stop' });
  });

  test('continues after a poll whose outcome is unknown', () => {
    expect(times([failed('unknown_outcome', 'response_lost'), pending])).toEqual([5_000, 15_000]);
  });
});
