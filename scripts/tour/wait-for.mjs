import { setTimeout as pause } from 'node:timers/promises';

import { SetupError } from '../setup/progress.mjs';

/**
 * Polls until there is a result.
 * @template T
 * @param {string} what for the message after the time limit
 * @param {() => T | Promise<T>} poll
 * @param {number} [limit] ms
 * @returns {Promise<NonNullable<T>>} the first result that is neither empty nor false
 */
export async function waitFor(what, poll, limit = 20_000) {
  const end = Date.now() + limit;
  for (;;) {
    const found = await poll();
    if (found) return found;
    if (Date.now() > end) throw new SetupError(`Waited too long for ${what}.`);
    await pause(25);
  }
}
