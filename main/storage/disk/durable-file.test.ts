import { chmod, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { expect, test } from 'vitest';

import { newDirectory } from '../new-directory.fixture.js';
import { syncDirectory, writeDurably } from './durable-file.js';

const folder = async () => dirname(await newDirectory());

test('what cannot be put in its place is an error, and nothing is left beside it', async () => {
  const parent = await folder();
  const path = join(parent, 'file');
  await mkdir(path);
  await expect(writeDurably(path, 'new')).rejects.toMatchObject({ code: 'EISDIR' });
  expect(await readdir(parent)).toEqual(['file']);
});

test('where nothing can be written, the old content stays', async () => {
  const parent = await folder();
  const path = join(parent, 'file');
  await writeFile(path, 'old');
  await mkdir(`${path}.new`);
  await expect(writeDurably(path, 'new')).rejects.toMatchObject({ code: 'EISDIR' });
  expect(await readFile(path, 'utf8')).toBe('old');
});

test('S9: the new content takes the place of the old, for its owner alone', async () => {
  const parent = await folder();
  const path = join(parent, 'file');
  await writeFile(path, 'old and longer');
  await chmod(path, 0o644);
  const before = process.umask(0);
  try {
    await writeDurably(path, 'grün');
  } finally {
    process.umask(before);
  }
  expect(await readFile(path, 'utf8')).toBe('grün');
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect(await readdir(parent)).toEqual(['file']);
});

test('a folder that is not there cannot be made durable', async () => {
  await expect(syncDirectory(await newDirectory())).rejects.toMatchObject({ code: 'ENOENT' });
});
