import { describe, expect, it } from 'vitest';

import type { DevicePollResult } from './device-authorization-grant.js';
import { nextDevicePoll } from './device-polling-pace.js';
import { failed } from './oauth-failure.js';

const timeout = failed('network_fault_retry', 'network_timeout');
const busy = failed('server_fault_retry', 'server_busy', { retryAfterMs: 30_000 });

/** The times of the questions, in ms since the code was given out, to a server that answers so. */
function times(answers: readonly DevicePollResult[], expiresAt = 900_000): readonly number[] {
  const asked: number[] = [];
  let step = nextDevicePoll({ intervalMs: 5_000, unanswered: 0 }, null, 0, expiresAt);
  for (const answer of answers) {
    if (step.kind !== 'ask') break;
    asked.push(step.at);
    step = nextDevicePoll(step.pace, answer, step.at, expiresAt);
  }
  return asked;
}

const pending = { kind: 'pending' } as const;
const slowDown = { kind: 'slow_down' } as const;

describe('O17 the pace of asking for a device sign-in', () => {
  it('waits the interval before the first question and between all others', () => {
    expect(times([pending, pending, pending])).toEqual([5_000, 10_000, 15_000]);
  });

  it('is slower by five seconds for good with every slow_down', () => {
    expect(times([slowDown, pending, slowDown, pending, pending])).toEqual([
      5_000, 15_000, 25_000, 40_000, 55_000,
    ]);
  });

  it('backs off further with every question that gets no answer, a minute at most', () => {
    expect(times([timeout, timeout, timeout, timeout, timeout, pending])).toEqual([
      5_000, 15_000, 35_000, 75_000, 135_000, 195_000,
    ]);
  });

  it('is the old one again after an answer, slow_down included', () => {
    expect(times([timeout, pending, pending])).toEqual([5_000, 15_000, 20_000]);
    expect(times([timeout, slowDown, pending])).toEqual([5_000, 15_000, 25_000]);
  });

  it('waits as long as a busy server asks', () => {
    expect(times([busy, pending])).toEqual([5_000, 35_000]);
  });

  it('is never faster than an interval above a minute', () => {
    const step = nextDevicePoll({ intervalMs: 90_000, unanswered: 3 }, timeout, 0, 900_000);
    expect(step).toMatchObject({ kind: 'ask', at: 90_000 });
  });

  it('ends when the code does', () => {
    const pace = { intervalMs: 5_000, unanswered: 0 };
    expect(nextDevicePoll(pace, pending, 10_000, 15_000)).toEqual({ kind: 'expired' });
    expect(nextDevicePoll(pace, pending, 10_000, 15_001)).toMatchObject({ at: 15_000 });
    expect(nextDevicePoll(pace, null, 0, 5_000)).toEqual({ kind: 'expired' });
  });

  it.each([
    failed('user_cancelled', 'access_denied'),
    failed('needs_sign_in', 'sign_in_expired'),
    failed('misconfigured', 'client_refused'),
    failed('rejected_response', 'response_rejected'),
  ])('ends with a final answer: $kind', (answer) => {
    const pace = { intervalMs: 5_000, unanswered: 0 };
    expect(nextDevicePoll(pace, answer, 0, 900_000)).toEqual({ kind: 'stop' });
  });

  it('goes on when it is not known what came of a question', () => {
    expect(times([failed('unknown_outcome', 'outcome_unknown'), pending])).toEqual([5_000, 15_000]);
  });
});
