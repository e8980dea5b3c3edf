/** A vault's folder that belongs to another user of this computer (N10). */
import { mkdir, readdir, rename, symlink } from 'node:fs/promises';

import { afterEach, expect, test, vi } from 'vitest';

import { newDirectory } from '../../testing/new-directory.js';
import { added, openVault, writtenVault } from '../../testing/vault.js';
import { readVaultFolder } from './vault-folder.js';

const hasOwners = process.platform !== 'win32';

afterEach(() => vi.restoreAllMocks());

/** From now on all files there are belong to somebody else. */
function becomeAnotherUser(): void {
  const own = process.getuid?.() ?? 0;
  vi.spyOn(process as Required<NodeJS.Process>, 'getuid').mockReturnValue(own + 1);
}

const refused = { kind: 'unreadable', cause: 'other_owner' };

test.runIf(hasOwners)(
  'a vault of another user is refused, nothing of it listed, nothing written (N10)',
  async () => {
    const directory = await newDirectory();
    await writtenVault(directory, added('a'));
    const before = (await readdir(directory, { recursive: true })).sort();
    becomeAnotherUser();
    const vault = await openVault(directory);
    expect(vault.view).toMatchObject(refused);
    expect(await vault.connections()).toEqual([]);
    await vault.close();
    expect((await readdir(directory, { recursive: true })).sort()).toEqual(before);
  },
);

test.runIf(hasOwners)('an empty folder of another user gets no vault (N10)', async () => {
  const directory = await newDirectory();
  await mkdir(directory, { recursive: true });
  becomeAnotherUser();
  expect((await openVault(directory)).view).toMatchObject(refused);
  expect(await readdir(directory)).toEqual([]);
});

test.runIf(hasOwners)('a link to the folder of another user is refused like it (N10)', async () => {
  const directory = await newDirectory();
  await writtenVault(directory, added('a'));
  await rename(directory, `${directory}-elsewhere`);
  await symlink(`${directory}-elsewhere`, directory);
  expect(await readVaultFolder(directory)).toMatchObject({ kind: 'vault' });
  becomeAnotherUser();
  expect(await readVaultFolder(directory)).toMatchObject(refused);
});
