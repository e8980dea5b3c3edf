/** Where a file that may be a symbolic link has to be written so that the link stays one. */
import { readlink, realpath } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';

import { codesOf } from './storage-error.js';

/** As many links as Linux follows. */
const mostLinks = 40;

/**
 * The file at the end of the links, also where it does not exist yet. Rejects when they lead in a
 * circle or into a folder that does not exist.
 */
export async function linkTarget(path: string): Promise<string> {
  let file = path;
  for (let links = 0; links <= mostLinks; links++) {
    // The folder may be a link itself, and a relative link counts from where the folder really is.
    const folder = await realpath(dirname(file));
    file = join(folder, basename(file));
    const target = await targetOf(file);
    if (target === null) return file;
    file = resolve(folder, target);
  }
  throw Object.assign(new Error('too many links'), { code: 'ELOOP' });
}

async function targetOf(file: string): Promise<string | null> {
  try {
    return await readlink(file);
  } catch (error) {
    // EINVAL, and UNKNOWN on Windows: it is there and no link.
    if (['EINVAL', 'ENOENT', 'UNKNOWN'].includes(codesOf(error)[0] ?? '')) return null;
    throw error;
  }
}
