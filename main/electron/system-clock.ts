import type { Clock } from '../ports/clock.js';

/** The longest delay of setTimeout, ms. A later deadline is checked again then. */
const longestMs = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
  after(ms, run) {
    const timer = setTimeout(run, Math.min(longestMs, Math.max(0, ms)));
    return { cancel: () => clearTimeout(timer) };
  },
};
