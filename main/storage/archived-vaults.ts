/**
 * Vaults put aside: `vault-kept-2026-11-21` beside `vault`, a second one of that day `…-2`. They are
 * only ever renamed.
 */
import { readdir, rename } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

import { syncDirectory } from './disk/durable-file.js';

/** Names of the folders, the newest first. None when there is no such place. */
export async function listArchived(directory: string): Promise<readonly string[]> {
  const names = await readdir(dirname(directory)).catch(() => []);
  return names
    .filter((name) => isKeptName(directory, name))
    .sort((a, b) => b.localeCompare(a, 'en', { numeric: true }));
}

/** Rejects with the error of the file system; then nothing is changed. */
export async function archive(directory: string, now: number): Promise<void> {
  const taken = new Set(await readdir(dirname(directory)));
  const first = `${basename(directory)}-kept-${dateOf(now)}`;
  let name = first;
  for (let n = 2; taken.has(name); n++) name = `${first}-${n}`;
  await rename(directory, join(dirname(directory), name));
  await syncDirectory(dirname(directory));
}

/**
 * Exchanges the vault with a kept one. There is no exchange in one step on every system: ended in
 * between, both are kept and the next start begins with an empty one. Nothing is lost.
 */
export async function swap(directory: string, name: string, now: number): Promise<void> {
  if (!isKeptName(directory, name)) throw new Error('not the name of a kept vault');
  await archive(directory, now);
  await rename(join(dirname(directory), name), directory);
  await syncDirectory(dirname(directory));
}

function isKeptName(directory: string, name: string): boolean {
  const start = `${basename(directory)}-kept-`;
  return name.startsWith(start) && /^\d{4}-\d\d-\d\d(-\d+)?$/.test(name.slice(start.length));
}

/** The day at this computer. */
function dateOf(now: number): string {
  const at = new Date(now);
  const two = (n: number) => String(n).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}
