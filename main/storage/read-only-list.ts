/**
 * Lists the connections of a vault whose records cannot be opened in place. LevelDB has to write to
 * open, so on a full disk or with damaged files a temporary copy is read. Everything secret in it
 * is sealed.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { VaultConnection } from '../ports/vault.js';
import type { Database } from './disk/database.js';
import { copyFolder, isDamage, repairRecordsIn, openRecordsIn } from './disk/records-on-disk.js';
import { listWhileLocked } from './records/connection-records.js';
import { recordsIn } from './vault-folder.js';

/** The second folder is in memory, where the system has it. */
const places = [tmpdir(), '/dev/shm'];

/** Empty if nothing can be read. */
export async function listReadOnly(directory: string): Promise<readonly VaultConnection[]> {
  for (const place of places) {
    try {
      return await listIn(recordsIn(directory), place);
    } catch {
      // The next folder may have room.
    }
  }
  return [];
}

async function listIn(records: string, place: string): Promise<readonly VaultConnection[]> {
  const parent = await mkdtemp(join(place, 'lanyard-list-'));
  try {
    const copy = join(parent, 'records');
    await copyFolder(records, copy);
    try {
      return await listOf(await openRecordsIn(copy, null));
    } catch (error) {
      if (!isDamage(error)) throw error;
      return await listOf(await repairRecordsIn(copy, null));
    }
  } finally {
    await rm(parent, { recursive: true, force: true });
  }
}

async function listOf(database: Database): Promise<readonly VaultConnection[]> {
  try {
    return await listWhileLocked(database);
  } finally {
    await database.close();
  }
}
