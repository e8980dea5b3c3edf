import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { expect, test } from 'vitest';

import { newDirectory } from '../../testing/new-directory.js';
import { swap, listArchived, archive } from './archived-vaults.js';

const day = { now: Date.UTC(2026, 10, 5, 12), timeZone: 'UTC' };
const early = { now: Date.UTC(2026, 0, 9, 12), timeZone: 'UTC' };

async function vaultHolding(content: string): Promise<string> {
  const directory = await newDirectory();
  await mkdir(directory);
  await writeFile(join(directory, content), '');
  return directory;
}

test('lists nothing without a folder, or with other names only', async () => {
  const directory = await newDirectory();
  expect(await listArchived(directory)).toEqual([]);
  expect(await listArchived(join(directory, 'nowhere', 'vault'))).toEqual([]);
  const others = [
    'vault-kept-',
    'vault-kept-2026-1-05',
    'vault-kept-2026-11-05-',
    'vault-kept-2026-11-05-x',
    'vault-kept-2026-11-055',
    'vault-kept-12026-11-05',
    'old-vault-kept-2026-11-05',
    'other-kept-2026-11-05',
    'vault-copy-2026-11-05',
  ];
  for (const name of others) await mkdir(join(dirname(directory), name));
  expect(await listArchived(directory)).toEqual([]);
});

test('archived vaults are named by day, numbered within it, and listed newest first', async () => {
  const directory = await newDirectory();
  await mkdir(directory);
  await archive(directory, early);
  for (let n = 0; n < 11; n++) {
    await mkdir(directory);
    await archive(directory, day);
  }
  const numbered = Array.from({ length: 10 }, (_, n) => `vault-kept-2026-11-05-${11 - n}`);
  expect(await listArchived(directory)).toEqual([
    ...numbered,
    'vault-kept-2026-11-05',
    'vault-kept-2026-01-09',
  ]);
});

test.each([
  ['Pacific/Kiritimati', '2026-11-06'],
  ['Pacific/Pago_Pago', '2026-11-05'],
])('in %s the day is %s (D7)', async (timeZone, date) => {
  const directory = await newDirectory();
  await mkdir(directory);
  await archive(directory, { ...day, timeZone });
  expect(await listArchived(directory)).toEqual([`vault-kept-${date}`]);
});

test('a missing vault cannot be archived', async () => {
  await expect(archive(await newDirectory(), day)).rejects.toMatchObject({ code: 'ENOENT' });
});

test('a swap leaves each vault whole under the other’s name', async () => {
  const directory = await vaultHolding('first');
  await archive(directory, early);
  await mkdir(directory);
  await writeFile(join(directory, 'second'), '');
  await swap(directory, 'vault-kept-2026-01-09', day);
  expect(await readdir(directory)).toEqual(['first']);
  expect(await listArchived(directory)).toEqual(['vault-kept-2026-11-05']);
  expect(await readdir(join(dirname(directory), 'vault-kept-2026-11-05'))).toEqual(['second']);
});

test.each(['vault', '../vault', 'vault-kept-2026-11-05/..', 'vault-kept-2026-11-05\nx', ''])(
  '%j is not the name of an archived vault, and nothing is moved',
  async (name) => {
    const directory = await vaultHolding('first');
    await expect(swap(directory, name, day)).rejects.toThrow();
    expect(await readdir(dirname(directory))).toEqual(['vault']);
  },
);
