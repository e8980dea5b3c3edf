import { expect, test } from 'vitest';

import { newDirectory } from '../../testing/new-directory.js';
import { added, writtenVault } from '../../testing/vault.js';
import { lockedView, viewWhileSilent } from './locked-view.js';
import { readVaultFolder } from './vault-folder.js';

const kept = ['vault-kept-2026-01-05'];

test('with a silent password store and no vault, the user may choose (S6)', () => {
  expect(viewWhileSilent(null, kept)).toEqual({ kind: 'choose_protection', backend: 'unknown' });
});

test('a vault whose password store is silent is locked, and names the store that sealed it (S6)', async () => {
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

test('without a seal no earlier store is named', () => {
  expect(lockedView('password_store_changed', null, 'kwallet6', [])).toEqual({
    kind: 'locked',
    cause: 'password_store_changed',
    backendThen: '',
    backendNow: 'kwallet6',
    hasRecovery: false,
    archivedVaults: [],
  });
});
