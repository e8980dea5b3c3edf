/** Refuses a downloaded file whose content is not exactly the expected one. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';

import { SetupError } from './progress.mjs';

/**
 * @param {string} file
 * @param {string} integrity as npm writes it: `sha512-<base64>`
 * @throws {SetupError} if the content differs
 */
export async function checkIntegrity(file, integrity) {
  const hash = createHash('sha512');
  await pipeline(createReadStream(file), hash);
  if (`sha512-${hash.digest('base64')}` !== integrity) {
    throw new SetupError(`${file} is not the file it should be (sha512 differs); it was not used.`);
  }
}
