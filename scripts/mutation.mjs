/**
 * What the tests of a room would not notice, each room judged on its own: `npm run mutation`, or
 * `npm run mutation -- storage` for one, `-- storage/keys` for a part of it.
 */
import { Stryker } from '@stryker-mutator/core';

const rooms = ['oauth', 'storage'];
const asked = process.argv.slice(2);

for (const part of asked.length > 0 ? asked : rooms) {
  const [room = ''] = part.split('/');
  if (!rooms.includes(room)) throw new Error(`${part} is in none of ${rooms.join(', ')}`);
  // Read by vitest.mutation.config.ts, in processes that Stryker starts.
  process.env.MUTATED_ROOM = room;
  const mutated = part.endsWith('.ts') ? `main/${part}` : `main/${part}/**/*.ts`;
  await new Stryker({
    mutate: [mutated, '!**/*.{test,fixture,campaign,mutation}.ts'],
    jsonReporter: { fileName: `dist/mutation-${room}.json` },
  }).runMutationTest();
}
