import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { newDirectory } from '../../../testing/new-directory.js';
import { added, StandInSealer, writtenVault } from '../../../testing/vault.js';
import { passwordStoresOf } from './sealed-by.js';

/** A folder with these two key files. */
async function vaultOf(a: string, b: string): Promise<string> {
  const directory = await newDirectory();
  await mkdir(directory);
  await writeFile(join(directory, 'key-a.json'), a);
  await writeFile(join(directory, 'key-b.json'), b);
  return directory;
}

test('no vault was sealed by no store (D5)', async () => {
  expect(await passwordStoresOf(join(await newDirectory(), 'nowhere'))).toEqual([]);
});

test('a vault names the store that sealed it (D5)', async () => {
  const directory = await newDirectory();
  await writtenVault(directory, added('a'));
  expect(await passwordStoresOf(directory)).toEqual([new StandInSealer().backend]);
});

test.each([
  ['nothing', ''],
  ['half a file', '{"body": {"seals": [{"kind": "password_store"'],
  ['another form', '{"body": {"seals": {"kind": "password_store"}}}'],
  ['no object', 'null'],
  ['seals of other kinds', '{"body": {"seals": [null, 1, {"kind": "passphrase"}]}}'],
  [
    'names of no text',
    '{"body": {"seals": [{"kind": "password_store", "backend": 1, "sealedAt": 1}]}}',
  ],
])('key files with %s name none (D5)', async (_, text) => {
  const directory = await vaultOf(text, text);
  expect(await passwordStoresOf(directory)).toEqual([]);
});

test('the latest seal of both files comes first (D5)', async () => {
  const seal = (backend: string, sealedAt: number) => ({
    kind: 'password_store',
    backend,
    sealedAt,
  });
  const text = (...seals: unknown[]) => JSON.stringify({ format: 99, body: { seals } });
  const directory = await vaultOf(
    text(seal('kwallet5', 1), seal('kwallet6', 2)),
    text(seal('gnome_libsecret', 3)),
  );
  expect(await passwordStoresOf(directory)).toEqual(['gnome_libsecret', 'kwallet6', 'kwallet5']);
});
