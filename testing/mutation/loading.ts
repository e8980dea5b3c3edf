/** For the mutation test alone: to it a test file that cannot be loaded has not failed. This one can. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

import { expect, test } from 'vitest';

async function loadRoom(): Promise<void> {
  const room = join(import.meta.dirname, '..', '..', 'main', process.env.MUTATED_ROOM ?? '');
  const names = (await readdir(room, { recursive: true })).filter(
    (name) => name.endsWith('.ts') && !name.endsWith('.test.ts'),
  );
  for (const name of names) await import(join(room, name));
}

// Outside of the test: what runs while code is loaded belongs to every test, not to the one that loads it first.
const failure: unknown = await loadRoom().then(
  () => null,
  (error: unknown) => error,
);

test('every module of the room can be loaded', () => {
  expect(failure).toBeNull();
});
