import { execFileSync } from 'node:child_process';
import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';

import { expect, test } from 'vitest';

import { newDirectory } from '../../testing/new-directory.js';
import { assertionFiles } from './assertion-files.js';

async function inNewFolder(): Promise<string> {
  const folder = await newDirectory();
  await mkdir(folder);
  return join(folder, 'token');
}

test('a path that is not absolute is not read', async () => {
  const path = await inNewFolder();
  await writeFile(path, 'S3CR3T');
  expect(await assertionFiles.read(relative(process.cwd(), path), 10)).toEqual({
    kind: 'unfit',
    cause: 'the path is not absolute',
  });
});

test('a file that is not there may come later, and its path is not in the failure', async () => {
  const path = await inNewFolder();
  expect(await assertionFiles.read(path, 10)).toEqual({ kind: 'missing', cause: 'ENOENT' });
});

test('a folder is no file', async () => {
  const path = await inNewFolder();
  await mkdir(path);
  expect(await assertionFiles.read(path, 10)).toEqual({ kind: 'unfit', cause: 'not a file' });
});

test('a pipe without a writer keeps nobody waiting', async () => {
  const path = await inNewFolder();
  execFileSync('mkfifo', [path]);
  expect(await assertionFiles.read(path, 10)).toEqual({ kind: 'unfit', cause: 'not a file' });
});

test('a larger file is not read to its end, and none of it is in the failure', async () => {
  const path = await inNewFolder();
  await writeFile(path, 'S3CR3T-12345');
  const result = await assertionFiles.read(path, 10);
  expect(result).toEqual({ kind: 'unfit', cause: 'larger than 10 bytes' });
});

test('a file of exactly the size is read, and what replaces it the next time', async () => {
  const path = await inNewFolder();
  const mounted = `${path}-2`;
  await writeFile(mounted, '0123456789');
  await symlink(mounted, path);
  expect(await assertionFiles.read(path, 10)).toEqual({ kind: 'ok', text: '0123456789' });
  await rm(path);
  await writeFile(path, 'new');
  expect(await assertionFiles.read(path, 10)).toEqual({ kind: 'ok', text: 'new' });
});
