/**
 * Small files that must be whole after a crash: written beside, synced, verified, then renamed into
 * place.
 */
import { chmod, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

import { StorageError } from '../../ports/storage-error.js';

/**
 * Replaces `path`. After a crash at any point it holds the old content or the new one. Rejects with
 * the error of the file system and leaves the old content in place.
 */
export async function writeDurably(path: string, content: string, mode = 0o600): Promise<void> {
  const beside = `${path}.new`;
  try {
    await writeSynced(beside, content);
    if (mode !== 0o600) await chmod(beside, mode);
    // Some full disks report success and leave a truncated file: verify what was written.
    if ((await readFile(beside, 'utf8')) !== content) {
      throw new StorageError('failed', 'the file did not read back as written');
    }
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true }).catch(() => undefined);
    throw error;
  }
  await syncDirectory(dirname(path));
}

/** Makes renames and new entries of a directory durable. */
export async function syncDirectory(path: string): Promise<void> {
  // Windows cannot open a directory; NTFS journals its names.
  if (process.platform === 'win32') return;
  const directory = await open(path, 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}

async function writeSynced(path: string, content: string): Promise<void> {
  const file = await open(path, 'w', 0o600);
  try {
    await file.writeFile(content, 'utf8');
    await file.sync();
  } finally {
    await file.close();
  }
}
