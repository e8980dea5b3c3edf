/**
 * Unpacks part of a zip file. With yauzl rather than the `unzip` program, which is absent on many
 * fresh machines, and because entries are chosen and renamed on the way.
 */
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';

/**
 * @param {string} zipFile @param {string} targetDir
 * @param {(entryName: string) => string | undefined} place where in targetDir an entry goes;
 *   undefined leaves it out
 */
export async function unzip(zipFile, targetDir, place) {
  const { openPromise } = await import('yauzl');
  const zip = await openPromise(zipFile);
  try {
    for await (const entry of zip.eachEntry()) {
      if (entry.fileName.endsWith('/')) continue;
      const name = place(entry.fileName);
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
