/**
 * Opens LevelDB's folder even if it is damaged: copies the whole folder, then runs LevelDB's own
 * repair, which drops what it cannot read. The inventory notices what is missing afterwards.
 */
import { copyFile, mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { ClassicLevel } from 'classic-level';

import { StorageError } from '../../ports/storage-error.js';
import { type Database, openDiskDatabase } from './database.js';
import { codesOf, messagesOf } from './storage-error.js';
import { findDamagedBlocks, markAsDamaged } from './table-check.js';

const maxCopies = 3;
const copyName = (n: number) => `records-damaged-${n}`;

/** Names of the copies of damaged folders, the oldest first. */
export async function copiesIn(copyTo: string): Promise<readonly string[]> {
  const there = new Set(await readdir(copyTo).catch(() => []));
  const names = Array.from({ length: maxCopies }, (_, index) => copyName(index + 1));
  return names.filter((name) => there.has(name));
}

/**
 * Rejects with LevelDB's error, or with StorageError 'unreadable' after too many repairs to make
 * another copy.
 *
 * @param copyTo folder for the copies of damaged records, named `records-damaged-1` and so on;
 * null: no copy is made
 */
export async function openRecordsIn(records: string, copyTo: string | null): Promise<Database> {
  if ((await findDamagedBlocks(records)).length === 0) {
    try {
      return await openDiskDatabase(records, false);
    } catch (error) {
      if (!isDamage(error)) throw error;
    }
  }
  return repairRecordsIn(records, copyTo);
}

/** Repairs records in which a read found damage. They must be closed. */
export async function repairRecordsIn(records: string, copyTo: string | null): Promise<Database> {
  await refuseWhileInUse(records);
  if (copyTo !== null) await makeCopy(records, copyTo);
  await markAsDamaged(await findDamagedBlocks(records));
  await ClassicLevel.repair(records);
  return openDiskDatabase(records, false);
}

/** Copies the files of a flat folder to a new one (0700). */
export async function copyFolder(from: string, to: string): Promise<void> {
  await mkdir(to, { mode: 0o700 });
  for (const entry of await readdir(from, { withFileTypes: true })) {
    if (entry.isFile()) await copyFile(join(from, entry.name), join(to, entry.name));
  }
}

export function isDamage(error: unknown): boolean {
  const codes = codesOf(error);
  if (codes.includes('LEVEL_CORRUPTION')) return true;
  // LevelDB gives these no code of their own: CURRENT is missing, or names a file that is.
  const isNameless = codes.every((code) => namelessCodes.has(code));
  return isNameless && /invalid argument|no such file/i.test(messagesOf(error));
}
const namelessCodes = new Set(['LEVEL_DATABASE_NOT_OPEN', 'LEVEL_IO_ERROR']);

async function makeCopy(records: string, copyTo: string): Promise<void> {
  const taken = new Set(await readdir(copyTo));
  for (let n = 1; n <= maxCopies; n++) {
    const name = copyName(n);
    if (taken.has(name)) continue;
    const copy = join(copyTo, name);
    try {
      await copyFolder(records, copy);
    } catch (error) {
      await rm(copy, { recursive: true, force: true });
      throw error;
    }
    return;
  }
  throw new StorageError('unreadable', `the records were mended ${maxCopies} times already`);
}

/**
 * LevelDB's repair does not check whether another process has the folder open; opening does. With
 * `errorIfExists` LevelDB takes the lock, then refuses without reading a table.
 */
async function refuseWhileInUse(records: string): Promise<void> {
  const level = new ClassicLevel(records);
  try {
    await level.open({ createIfMissing: false, errorIfExists: true });
    await level.close();
  } catch (error) {
    if (codesOf(error).includes('LEVEL_LOCKED')) throw error;
  }
}
