/**
 * Windows: the key of safeStorage lies in Chromium's `Local State`, itself sealed to the person's
 * login (DPAPI). Chromium writes that file when it finds the time: ended before, the key is gone and
 * with it everything it sealed. So it is waited for, and its part of the file kept for repair.
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { Clock } from '../ports/clock.js';
import type { KeyOnDisk } from '../ports/key-sealer.js';
import { StorageError } from '../ports/storage-error.js';

const pollMs = 100;
const deadlineMs = 5_000;

/** Rejects with StorageError after 5 seconds without it. */
export async function keyInLocalState(userData: string, clock: Clock): Promise<KeyOnDisk> {
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

/** Null: not there yet, or the file is just being written. */
async function readKey(path: string): Promise<string | null> {
  try {
    const state = JSON.parse(await readFile(path, 'utf8')) as {
      readonly os_crypt?: { readonly encrypted_key?: unknown };
    };
    const key = state.os_crypt?.encrypted_key;
    return typeof key === 'string' && key !== '' ? key : null;
  } catch {
    return null;
  }
}
