import { setTimeout as pause } from 'node:timers/promises';

import { SetupError } from '../setup/progress.mjs';

/**
 * Asks again and again until something is there.
 * @template T
 * @param {string} what for the message when it never comes
 * @param {() => T | Promise<T>} look
 * @param {number} [limit] ms
 * @returns {Promise<NonNullable<T>>} the first answer that is neither empty nor false
 */
export async function waitFor(what, look, limit = 20_000) {
  const end = Date.now() + limit;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > end) throw new SetupError(`Waited in vain for ${what}.`);
    await pause(25);
  }
}
