/** For the mutation test alone: to it a test file that cannot be loaded has not failed. This one can. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

import { expect, test } from 'vitest';

test('every module of the room can be loaded', async () => {
  const room = join(import.meta.dirname, process.env.MUTATED_ROOM ?? '');
  const names = (await readdir(room, { recursive: true })).filter(
    (name) => name.endsWith('.ts') && !/\.(test|fixture|campaign|mutation)\.ts$/.test(name),
  );
  expect(names).not.toEqual([]);
  for (const name of names) await import(join(room, name));
});
