/**
 * Unpacks part of a zip file and renames entries on the way. Uses yauzl because many new machines lack
 * the `unzip` program.
 */
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';

/**
 * @param {string} zipFile @param {string} targetDir
 * @param {(entryName: string) => string | undefined} destinationOf path in
 *   targetDir; undefined to skip the entry
 */
export async function unzip(zipFile, targetDir, destinationOf) {
  const { openPromise } = await import('yauzl');
  const zip = await openPromise(zipFile);
  try {
    for await (const entry of zip.eachEntry()) {
      if (entry.fileName.endsWith('/')) continue;
      const name = destinationOf(entry.fileName);
      if (name === undefined) continue;
      const path = join(targetDir, name);
      if (!path.startsWith(targetDir + sep)) throw new Error(`Entry outside: ${entry.fileName}`);
      await mkdir(dirname(path), { recursive: true });
      const mode = (entry.externalFileAttributes >>> 16) & 0o777 || 0o644;
      await pipeline(await zip.openReadStreamPromise(entry), createWriteStream(path, { mode }));
    }
  } finally {
    zip.close();
  }
}
