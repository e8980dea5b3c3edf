import { expect, test } from 'vitest';

import { newDirectory } from '../../testing/new-directory.js';
import { lockedView, viewWhileSilent } from './locked-view.js';
import { readVaultFolder } from './vault-folder.js';
import { added, writtenVault } from '../../testing/vault.js';

const kept = ['vault-kept-2026-01-05'];

test('S6 while the password store is silent and there is no vault, the person may choose', () => {
  expect(viewWhileSilent(null, kept)).toEqual({ kind: 'choose_protection', backend: 'unknown' });
});

test('S6 while it is silent about a vault, that is locked, and it is said which store sealed it', async () => {
  const directory = await newDirectory();
  await writtenVault(directory, added('a'));
  const folder = await readVaultFolder(directory);
  if (folder.kind !== 'vault') throw new Error(folder.kind);
  expect(viewWhileSilent(folder, kept)).toEqual({
    kind: 'locked',
    cause: 'password_store_unavailable',
    backendThen: 'gnome_libsecret',
    backendNow: 'unknown',
    hasRecovery: false,
    archivedVaults: kept,
  });
});

test('with no seal to go by, nothing is claimed of the store of then', () => {
  expect(lockedView('password_store_changed', null, 'kwallet6', [])).toEqual({
    kind: 'locked',
    cause: 'password_store_changed',
    backendThen: '',
    backendNow: 'kwallet6',
    hasRecovery: false,
    archivedVaults: [],
  });
});
