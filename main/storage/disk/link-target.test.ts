/** The file at the end of symbolic links, where one is written again. */
import { mkdir, realpath, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { expect, test } from 'vitest';

import { newDirectory } from '../../../testing/new-directory.js';
import { linkTarget } from './link-target.js';

async function folder(): Promise<string> {
  return realpath(dirname(await newDirectory()));
}

/** `link-1` leads to `link-2` and so on; the last one leads to `file`. */
async function chainOf(links: number): Promise<{ first: string; file: string }> {
  const parent = await folder();
  const file = join(parent, 'file');
  for (let n = 1; n <= links; n += 1) {
    const next = n === links ? 'file' : `link-${n + 1}`;
    await symlink(next, join(parent, `link-${n}`));
  }
  return { first: join(parent, 'link-1'), file };
}

test('links that lead in a circle are an error with its code', async () => {
  const parent = await folder();
  await symlink('two', join(parent, 'one'));
  await symlink('one', join(parent, 'two'));
  await expect(linkTarget(join(parent, 'one'))).rejects.toMatchObject({
    code: 'ELOOP',
    message: 'too many links',
  });
});

test('one link more than Linux follows is an error; as many as it follows are not', async () => {
  const { first, file } = await chainOf(40);
  expect(await linkTarget(first)).toBe(file);
  const { first: tooMany } = await chainOf(41);
  await expect(linkTarget(tooMany)).rejects.toMatchObject({ code: 'ELOOP' });
});

test('a link into a folder that does not exist is an error', async () => {
  const parent = await folder();
  await symlink('nowhere/file', join(parent, 'link'));
  await expect(linkTarget(join(parent, 'link'))).rejects.toMatchObject({ code: 'ENOENT' });
});

test('a name that cannot be looked up is an error, and not taken for a file', async () => {
  const parent = await folder();
  await expect(linkTarget(join(parent, 'n'.repeat(300)))).rejects.toMatchObject({
    code: 'ENAMETOOLONG',
  });
});

test('a file, or one that is still to come, is its own target', async () => {
  const parent = await folder();
  const file = join(parent, 'file');
  expect(await linkTarget(file)).toBe(file);
  await writeFile(file, '');
  expect(await linkTarget(file)).toBe(file);
});

test('a relative link counts from the folder where the link really is', async () => {
  const parent = await folder();
  await mkdir(join(parent, 'real', 'deep'), { recursive: true });
  await symlink(join('real', 'deep'), join(parent, 'linked'));
  await symlink('../file', join(parent, 'real', 'deep', 'link'));
  expect(await linkTarget(join(parent, 'linked', 'link'))).toBe(join(parent, 'real', 'file'));
});
