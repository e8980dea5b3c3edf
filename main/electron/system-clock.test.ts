import { afterEach, expect, test, vi } from 'vitest';

import { systemClock } from './system-clock.js';

afterEach(() => void vi.useRealTimers());

test('a delay longer than setTimeout allows does not fire at once (R7)', () => {
  vi.useFakeTimers();
  const run = vi.fn();
  systemClock.after(2 ** 31, run);
  systemClock.after(40 * 365 * 86_400_000, run);
  vi.advanceTimersByTime(60_000);
  expect(run).not.toHaveBeenCalled();
});

test('a past time fires at once, and a cancelled timer never does (R7)', () => {
  vi.useFakeTimers();
  const run = vi.fn();
  systemClock.after(-5_000, run);
  systemClock.after(0, () => void run('cancelled')).cancel();
  vi.advanceTimersByTime(1);
  expect(run.mock.calls).toEqual([[]]);
});

test('the monotonic clock is not affected when the system clock is set back (H68)', () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  vi.setSystemTime(Date.UTC(2026, 0, 5));
  const before = systemClock.elapsed();
  vi.setSystemTime(0);
  expect(systemClock.now()).toBe(0);
  expect(systemClock.elapsed()).toBeGreaterThanOrEqual(before);
});
