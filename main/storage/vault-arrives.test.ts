/**
 * The result of reading the vault's folder while another process puts a whole vault there by one
 * rename.
 */
import { mkdirSync, renameSync } from 'node:fs';
import type * as FileSystem from 'node:fs/promises';
import { join } from 'node:path';

import { expect, test, vi } from 'vitest';

import { newDirectory } from '../../testing/new-directory.js';
import { writtenVault } from '../../testing/vault.js';
import { readVaultFolder } from './vault-folder.js';

/** Number of calls that still see the folder as it was before. */
const arrival = vi.hoisted(() => ({ after: Infinity, happens: (): void => undefined }));

vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof FileSystem>();
  const seeing =
    <A extends unknown[], R>(call: (...given: A) => Promise<R>) =>
    (...given: A): Promise<R> => {
      if (arrival.after-- === 0) arrival.happens();
      return call(...given);
    };
  return {
    ...real,
    readFile: seeing(real.readFile as (...given: unknown[]) => Promise<unknown>),
    access: seeing(real.access),
    readdir: seeing(real.readdir as (...given: unknown[]) => Promise<unknown>),
  };
});

/** @returns what was found, and whether the vault had come by then */
async function readWhileItArrives(before: 'nothing' | 'an empty folder', after: number) {
  const directory = await newDirectory();
  const made = join(directory, '..', 'made');
  await writtenVault(made, []);
  if (before === 'an empty folder') mkdirSync(directory);
  let came = false;
  arrival.happens = () => {
    renameSync(made, directory);
    came = true;
  };
  arrival.after = after;
  const { kind } = await readVaultFolder(directory);
  arrival.after = Infinity;
  return { kind, came };
}

test.each(['nothing', 'an empty folder'] as const)(
  'a vault that replaces %s during a read is found or not there yet, never damaged (R6)',
  async (before) => {
    const found: string[] = [];
    for (let after = 0, came = true; came; after++) {
      const read = await readWhileItArrives(before, after);
      found.push(read.kind);
      came = read.came;
    }
    expect(new Set(found)).toEqual(new Set(['vault', 'none']));
    expect(found.length).toBeGreaterThan(3);
  },
);
