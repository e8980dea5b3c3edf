import { cp, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { newDirectory } from '../../testing/new-directory.js';
import { readReleasedVault, writeReleasedVault } from '../../testing/released-vault.js';

const fixtures = join(import.meta.dirname, '..', '..', 'testing', 'vaults');

test.each((await readdir(fixtures)).filter((name) => name !== 'future'))(
  '%s, as a released version wrote it, opens with all its content (S8)',
  async (name) => {
    const directory = await newDirectory();
    await cp(join(fixtures, name, 'vault'), directory, { recursive: true });
    const expected: unknown = JSON.parse(
      await readFile(join(fixtures, name, 'content.json'), 'utf8'),
    );
    // Fields that came later have their defaults.
    expect(await readReleasedVault(directory)).toMatchObject(expected as object);
  },
);

test('a vault written by this version reads back, so it can be saved for later ones (S8)', async () => {
  const directory = await newDirectory();
  await writeReleasedVault(directory);
  expect(await readReleasedVault(directory)).toMatchObject({
    connections: [{ kind: 'complete' }, { kind: 'complete' }],
    mayBeOutdated: false,
  });
});
