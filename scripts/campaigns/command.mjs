/** Parses the arguments after `npm run campaigns --`. */
import { parseArgs } from 'node:util';

import { SetupError } from '../setup/progress.mjs';

/**
 * @param {string[]} args
 * @returns {{ size: 'quick' | 'full', seed: number | undefined, ids: string[] }} ids: empty for all
 * @throws {SetupError} which lists the possible arguments
 */
export function readCommand(args) {
  const options = /** @type {const} */ ({ quick: { type: 'boolean' }, seed: { type: 'string' } });
  try {
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    const seed = values.seed === undefined ? undefined : Number(values.seed);
    if (seed !== undefined && !(Number.isInteger(seed) && seed >= 0 && seed < 2 ** 32)) {
      throw new Error(`"${String(values.seed)}" is no seed`);
    }
    return { size: values.quick ? 'quick' : 'full', seed, ids: positionals.map(upperCase) };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new SetupError(`${why}. Possible: npm run campaigns -- [--quick] [--seed N] [R1 R5 …]`);
  }
}

/** @param {string} id */
const upperCase = (id) => id.toUpperCase();
