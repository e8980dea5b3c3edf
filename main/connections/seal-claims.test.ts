/** The claims of ID tokens are in the sealed records only, also those that older versions stored readably. */
import { cp, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { newDirectory } from '../../testing/new-directory.js';
import { fixturePassphrase } from '../../testing/released-vault.js';
import { connection, openVault, secrets, StandInSealer, vaultIn } from '../../testing/vault.js';
import { createConnectionStore } from './connection-store.js';
import { sealClaims } from './seal-claims.js';

const released = join(import.meta.dirname, '../../testing/vaults/vault-format-1/vault');
/** A claim of its ID tokens, as it is in the text of a record. */
const claim = '"amr":["pwd"]';

async function textOfFiles(directory: string): Promise<string> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const files = entries.filter((each) => each.isFile());
  const texts = files.map((each) => readFile(join(each.parentPath, each.name), 'latin1'));
  return (await Promise.all(texts)).join('\n');
}

async function openReleased(directory: string) {
  const sealer = new StandInSealer();
  sealer.state = 'missing';
  const vault = vaultIn(directory, sealer);
  await vault.open();
  await vault.unlock(fixturePassphrase);
  const store = createConnectionStore(vault);
  await store.load();
  return { vault, store };
}

test('a vault of an older version opens, and its claims are moved off the readable records (N1, S8)', async () => {
  const directory = await newDirectory();
  await cp(released, directory, { recursive: true });
  expect(await textOfFiles(directory), 'they are there to be moved').toContain(claim);

  const { vault, store } = await openReleased(directory);
  await sealClaims(store);
  expect(await textOfFiles(directory)).not.toContain(claim);
  await vault.close();

  const again = await openReleased(directory);
  expect(await again.store.recordStore().unsealedClaims()).toEqual([]);
  expect((await again.store.recordStore().secrets('a')).idTokenClaims).toMatchObject({
    amr: ['pwd'],
  });
  expect(again.store.get('a')?.connection).toMatchObject({
    ownLabel: 'Work',
    hasIdTokenClaims: true,
  });
  await again.vault.close();
});

test('claims are known before they are moved (N1)', async () => {
  const directory = await newDirectory();
  await cp(released, directory, { recursive: true });
  const { vault, store } = await openReleased(directory);
  expect((await store.recordStore().secrets('a')).idTokenClaims).toMatchObject({ amr: ['pwd'] });
  await vault.close();
});

test('the claims of a new connection never reach the disk readably (N1)', async () => {
  const directory = await newDirectory();
  const vault = await openVault(directory);
  const store = createConnectionStore(vault);
  await store.commit([
    { kind: 'put_secrets', connectionId: 'a', secrets: secrets('first') },
    { kind: 'put_connection', connection: connection('a') },
  ]);
  expect(await textOfFiles(directory)).not.toContain(claim);
  expect((await store.recordStore().secrets('a')).idTokenClaims).toMatchObject({ amr: ['pwd'] });
  await vault.close();
});
