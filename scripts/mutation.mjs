/**
 * `npm run mutation`: finds changes to main/oauth/ and main/storage/ that their tests do not notice.
 * `-- storage` for one of the two, `-- storage/keys` for a part of it.
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Stryker } from '@stryker-mutator/core';

const rooms = ['oauth', 'storage'];
/** In memory where possible: the campaigns test how a disk behaves. */
const quickDisk = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

// Collects the files that mutants leave behind. The tests read TMPDIR in processes that Stryker starts.
const scratch = mkdtempSync(join(quickDisk, 'lanyard-mutation-'));
process.env.TMPDIR = scratch;
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));

const parts = process.argv.slice(2);

for (const part of parts.length > 0 ? parts : rooms) {
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
