/**
 * On Windows the key of safeStorage lies in Chromium's `Local State`, itself sealed to the user's login
 * (DPAPI). Chromium writes that file late: if the app ends before, the key is lost with everything it
 * sealed. So wait for it, and keep a copy of its part of the file for repair.
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { Clock } from '../ports/clock.js';
import type { KeyOnDisk } from '../ports/key-sealer.js';
import { StorageError } from '../ports/storage-error.js';
import { parseJsonObject, valueAt } from '../text/json.js';

const pollMs = 100;
const deadlineMs = 5_000;

/** Rejects with StorageError when the key is not in the file after 5 seconds. */
export async function waitForKeyInLocalState(userData: string, clock: Clock): Promise<KeyOnDisk> {
  const until = clock.elapsed() + deadlineMs;
  for (;;) {
    const sealedKey = await readKey(join(userData, 'Local State'));
    if (sealedKey !== null) {
      return { sealedKey, sha256: createHash('sha256').update(sealedKey).digest('hex') };
    }
    if (clock.elapsed() >= until)
      throw new StorageError('failed', 'the key of safeStorage is not on the disk');
    await new Promise<void>((resolve) => clock.after(pollMs, resolve));
  }
}

/** Null while the key is missing or the file is being written. */
async function readKey(path: string): Promise<string | null> {
  try {
    const state = parseJsonObject(await readFile(path, 'utf8')) ?? {};
    const key = valueAt(state, 'os_crypt.encrypted_key');
    return typeof key === 'string' && key !== '' ? key : null;
  } catch {
    return null;
  }
}
