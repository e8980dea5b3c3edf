/**
 * Archived vaults: `vault-kept-2026-11-21` next to `vault`, a second one of that day `…-2`. They
 * are only ever renamed.
 */
import { readdir, rename } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

import { syncDirectory } from './disk/durable-file.js';

/** The present as this computer shows it. */
export interface LocalTime {
  readonly now: number;
  readonly timeZone: string;
}

/** Names of the folders, the newest first. Empty if the parent folder does not exist. */
export async function listArchived(directory: string): Promise<readonly string[]> {
  const names = await readdir(dirname(directory)).catch(() => []);
  return names
    .filter((name) => isArchivedName(directory, name))
    .sort((a, b) => b.localeCompare(a, 'en', { numeric: true }));
}

/** Rejects with the error of the file system and changes nothing. */
export async function archive(directory: string, when: LocalTime): Promise<void> {
  const taken = new Set(await readdir(dirname(directory)));
  const first = `${basename(directory)}-kept-${dateOf(when)}`;
  let name = first;
  for (let n = 2; taken.has(name); n++) name = `${first}-${n}`;
  await rename(directory, join(dirname(directory), name));
  await syncDirectory(dirname(directory));
}

/**
 * Swaps the vault with an archived one. Not every system can do that in one step: interrupted in
 * between, both are archived, the next start creates an empty vault, and nothing is lost.
 */
export async function swap(directory: string, name: string, when: LocalTime): Promise<void> {
  if (!isArchivedName(directory, name)) throw new Error('not the name of a kept vault');
  await archive(directory, when);
  await rename(join(dirname(directory), name), directory);
  await syncDirectory(dirname(directory));
}

function isArchivedName(directory: string, name: string): boolean {
  const start = `${basename(directory)}-kept-`;
  return name.startsWith(start) && /^\d{4}-\d\d-\d\d(-\d+)?$/.test(name.slice(start.length));
}

function dateOf({ now, timeZone }: LocalTime): string {
  const format = new Intl.DateTimeFormat('en', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  const parts = new Map(format.formatToParts(now).map(({ type, value }) => [type, value]));
  return `${parts.get('year')}-${parts.get('month')}-${parts.get('day')}`;
}
