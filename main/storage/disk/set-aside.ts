/** Moves what cannot be read out of the way without deleting it. */
import { lstat, readdir, rename } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

import { StorageError } from '../../ports/storage-error.js';

/**
 * Renames the file to `….set-aside`, then `….set-aside-2`, so that no earlier one is replaced.
 * Resolves to its new name, without the folder.
 */
export async function setAside(file: string): Promise<string> {
  const found = await lstat(file);
  // Devices and pipes belong to the system: a link to /dev/null must not move it.
  if (!found.isFile() && !found.isDirectory()) {
    throw new StorageError('failed', 'it is neither a file nor a folder');
  }
  const taken = new Set(await readdir(dirname(file)));
  const first = `${basename(file)}.set-aside`;
  let name = first;
  for (let n = 2; taken.has(name); n++) name = `${first}-${n}`;
  await rename(file, join(dirname(file), name));
  return name;
}
