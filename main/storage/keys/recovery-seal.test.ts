import { createHash } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { newDirectory } from '../../../testing/new-directory.js';
import { type KeyFileName, keyFileNames } from './key-file-names.js';
import {
  type ValidKeyFile,
  parseKeyFile,
  passphraseSealsOf,
  passwordStoreSealsOf,
  readKeyFiles,
  recoverySealsOf,
  writeKeyFile,
} from './key-file.js';
import { replaceRecoverySeal } from './recovery-seal.js';
import type { PasswordStoreSeal, TypedSeal } from './seals.js';

const byStore = (sealed: string): PasswordStoreSeal => ({
  kind: 'password_store',
  backend: 'gnome_libsecret',
  prefix: 'v11',
  sealed,
  sealedAt: 1,
  keyOnDisk: null,
});
const recovery = (sealed: string): TypedSeal => ({
  kind: 'recovery',
  scrypt: { N: 2 ** 17, r: 8, p: 1, salt: 'c2FsdA==' },
  nonce: 'bm9uY2U=',
  sealed,
  sealedAt: 1,
});
const body = { revision: 3, createdAt: 1, keyFingerprint: 'f00d' };

/** Each file has a seal of its own store, and both have one of the same recovery phrase. */
async function keyFolder(): Promise<string> {
  const directory = await newDirectory();
  await mkdir(directory);
  const seals = { 'key-a.json': byStore('YQ=='), 'key-b.json': byStore('Yg==') };
  for (const name of keyFileNames) {
    await writeKeyFile(directory, name, { ...body, seals: [recovery('b2xk'), seals[name]] });
  }
  return directory;
}

async function goodIn(directory: string): Promise<readonly ValidKeyFile[]> {
  return (await readKeyFiles(directory)).filter((file) => file.kind === 'valid');
}

const sealsIn = async (directory: string) =>
  (await goodIn(directory)).map((file) => [
    file.name,
    file.body.revision,
    file.body.seals.map((seal) => ('sealed' in seal ? seal.sealed : seal)),
  ]);

test('a new phrase replaces the old one in both files, and each keeps its other seals', async () => {
  const directory = await keyFolder();
  await replaceRecoverySeal(directory, 'key-a.json', recovery('bmV3'));
  expect(await sealsIn(directory)).toEqual([
    ['key-a.json', 4, ['YQ==', 'bmV3']],
    ['key-b.json', 4, ['Yg==', 'bmV3']],
  ]);
});

test('a removed one is left in neither', async () => {
  const directory = await keyFolder();
  await replaceRecoverySeal(directory, 'key-b.json', null);
  expect(await sealsIn(directory)).toEqual([
    ['key-a.json', 4, ['YQ==']],
    ['key-b.json', 4, ['Yg==']],
  ]);
  expect(recoverySealsOf(await goodIn(directory))).toEqual([]);
});

test('a damaged file becomes like the good one', async () => {
  const directory = await keyFolder();
  await writeFile(join(directory, 'key-b.json'), '');
  await replaceRecoverySeal(directory, 'key-a.json', recovery('bmV3'));
  expect(await sealsIn(directory)).toEqual([
    ['key-a.json', 4, ['YQ==', 'bmV3']],
    ['key-b.json', 4, ['YQ==', 'bmV3']],
  ]);
});

test.each<[KeyFileName, KeyFileName]>([
  ['key-a.json', 'key-b.json'],
  ['key-b.json', 'key-a.json'],
])(
  '%s, which opened the vault, follows only once the other file is written (S5)',
  async (by, other) => {
    const directory = await keyFolder();
    const before = await readFile(join(directory, by));
    // No file can be renamed to this folder.
    await mkdir(join(directory, `${other}.new`));
    await expect(replaceRecoverySeal(directory, by, recovery('bmV3'))).rejects.toThrow();
    expect(await readFile(join(directory, by))).toEqual(before);
  },
);

test('nothing is written when a file is out of reach, or none is intact (S8)', async () => {
  const directory = await keyFolder();
  await rm(join(directory, 'key-b.json'));
  await mkdir(join(directory, 'key-b.json'));
  const refused = { name: 'StorageError', kind: 'failed' };
  const before = await readFile(join(directory, 'key-a.json'));
  const replacing = () => replaceRecoverySeal(directory, 'key-a.json', recovery('bmV3'));
  await expect(replacing()).rejects.toMatchObject(refused);
  expect(await readFile(join(directory, 'key-a.json'))).toEqual(before);
  await rm(join(directory, 'key-b.json'), { recursive: true });
  await writeFile(join(directory, 'key-a.json'), '{}');
  await expect(replacing()).rejects.toMatchObject(refused);
  expect(await readFile(join(directory, 'key-a.json'), 'utf8')).toBe('{}');
});

test('a seal in both files counts once, with the first; kinds are distinguished', async () => {
  const directory = await keyFolder();
  const files = await goodIn(directory);
  expect(recoverySealsOf(files).map(({ by, seal }) => [by.name, seal.sealed])).toEqual([
    ['key-a.json', 'b2xk'],
  ]);
  expect(passwordStoreSealsOf(files).map(({ by, seal }) => [by.name, seal.sealed])).toEqual([
    ['key-a.json', 'YQ=='],
    ['key-b.json', 'Yg=='],
  ]);
  expect(passphraseSealsOf(files)).toEqual([]);
});

test('nothing is written beside a file of a newer version (S8)', async () => {
  const directory = await keyFolder();
  const checksum = createHash('sha256').update('[2,{}]').digest('hex');
  const newer = JSON.stringify({ format: 2, checksum, body: {} });
  await writeFile(join(directory, 'key-b.json'), newer);
  const before = await readFile(join(directory, 'key-a.json'));
  await expect(replaceRecoverySeal(directory, 'key-a.json', null)).rejects.toMatchObject({
    kind: 'failed',
  });
  expect(await readFile(join(directory, 'key-a.json'))).toEqual(before);
  expect(await readFile(join(directory, 'key-b.json'), 'utf8')).toBe(newer);
});

test('a key file with missing parts is damaged (R5)', () => {
  for (const part of [
    {},
    { ...body, seals: [] },
    { ...body, revision: 0, seals: [byStore('YQ==')] },
  ]) {
    const checksum = createHash('sha256')
      .update(JSON.stringify([1, part]))
      .digest('hex');
    const text = JSON.stringify({ format: 1, checksum, body: part });
    expect(parseKeyFile('key-a.json', text)).toEqual({ kind: 'damaged', name: 'key-a.json' });
  }
});
