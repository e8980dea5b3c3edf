import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { newDirectory } from '../../testing/new-directory.js';
import {
  added,
  connection,
  recordStoreOf,
  openVault,
  secrets,
  StandInSealer,
} from '../../testing/vault.js';

const passphrase = 'grün wie im Frühling';

function withoutPasswordStore(): StandInSealer {
  const sealer = new StandInSealer();
  sealer.state = 'missing';
  return sealer;
}

test('a passphrase of fewer than twelve characters is rejected, and nothing is written (S2)', async () => {
  const vault = await openVault(await newDirectory(), withoutPasswordStore());
  expect(await vault.protectByPassphrase('eleven char')).toMatchObject({
    code: 'passphrase_too_short',
  });
  expect(vault.view.kind).toBe('choose_protection');
});

test('a vault with a passphrase requires it, rejects a wrong one and opens with the right one (S2)', async () => {
  const directory = await newDirectory();
  const sealer = withoutPasswordStore();
  const made = await openVault(directory, sealer);
  expect(await made.protectByPassphrase(passphrase)).toBeNull();
  expect(made.view).toMatchObject({ kind: 'open', protection: { kind: 'passphrase' } });
  await recordStoreOf(made).commit(added('a'));
  await made.close();

  const vault = await openVault(directory, sealer);
  expect(vault.view).toEqual({ kind: 'passphrase_required' });
  expect(await vault.connections()).toEqual([{ kind: 'complete', connection: connection('a') }]);
  expect(await vault.unlock('something else entirely')).toMatchObject({ code: 'passphrase_wrong' });
  expect(vault.view).toEqual({ kind: 'passphrase_required' });
  expect(await vault.unlock(passphrase.normalize('NFD'))).toBeNull();
  expect(vault.view).toMatchObject({ kind: 'open', protection: { kind: 'passphrase' } });
  expect(await recordStoreOf(vault).secrets('a')).toEqual(secrets('first-a'));
  expect(sealer.requests.open).toBe(0);

  const keyFile = await readFile(join(directory, 'key-a.json'), 'utf8');
  expect(keyFile).toContain('"N": 131072');
  expect(keyFile).not.toContain('Frühling');
});

test('without a passphrase there is nothing to unlock', async () => {
  const vault = await openVault(await newDirectory());
  expect(await vault.unlock(passphrase)).toMatchObject({ code: 'invalid_request' });
});
