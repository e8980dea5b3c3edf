/**
 * What the tests of a room would not notice, each room judged on its own: `npm run mutation`, or
 * `npm run mutation -- storage` for one, `-- storage/keys` for a part of it.
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Stryker } from '@stryker-mutator/core';

const rooms = ['oauth', 'storage'];
/** Memory, where the system has it: what a disk does between two writes is for the campaigns. */
const quickDisk = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

// What a mutant leaves behind is left in here. Read by the tests, in processes that Stryker starts.
const scratch = mkdtempSync(join(quickDisk, 'lanyard-mutation-'));
process.env.TMPDIR = scratch;
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));

const asked = process.argv.slice(2);

for (const part of asked.length > 0 ? asked : rooms) {
  const [room = ''] = part.split('/');
  if (!rooms.includes(room)) throw new Error(`${part} is in none of ${rooms.join(', ')}`);
  // Read by vitest.mutation.config.ts.
  process.env.MUTATED_ROOM = room;
  const mutated = part.endsWith('.ts') ? `main/${part}` : `main/${part}/**/*.ts`;
  await new Stryker({
    mutate: [mutated, '!**/*.test.ts'],
    jsonReporter: { fileName: `dist/mutation-${room}.json` },
  }).runMutationTest();
}
