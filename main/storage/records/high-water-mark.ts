/**
 * The highest sequence number this computer has seen in its vault, stored outside the vault in a
 * folder that backups exclude. A vault below it was restored from a copy or lost its newest writes,
 * so its tokens may be older than those the services know (H65).
 *
 * It is a hint that costs nothing: written without waiting and without a sync, so it may lag after
 * a power failure, and signed with the vault's key, so it is never ahead.
 */
import { constants } from 'node:fs';
import { type FileHandle, mkdir, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { RecordCipher } from './record-cipher.js';

export interface HighWaterMark {
  /** Zero: there is no mark for this vault. */
  read(): Promise<number>;
  /** Writes it soon. Nobody waits for it. */
  raise(sequence: number): void;
  /** Resolves once the last raised number is on disk. Never rejects. */
  close(): Promise<void>;
}

const boundTo = 'high-water-mark';

/** @param keyFingerprint names the file: each vault has its own */
export function createHighWaterMark(
  directory: string,
  keyFingerprint: string,
  cipher: RecordCipher,
): HighWaterMark {
  const path = join(directory, `${keyFingerprint}.seen`);
  let file: FileHandle | null = null;
  let wanted = 0;
  let written = 0;
  let writing: Promise<void> | null = null;

  async function write(): Promise<void> {
    if (!file) {
      await mkdir(directory, { recursive: true, mode: 0o700 });
      file = await open(path, constants.O_RDWR | constants.O_CREAT, 0o600);
    }
    while (written < wanted) {
      const next = wanted;
      // One small write in place, always of the same length: the file holds the old mark or the new
      // one.
      const record = cipher.sign(boundTo, next, '');
      await file.write(record, 0, record.length, 0);
      written = next;
    }
  }

  return {
    async read() {
      const record = await readFile(path).catch(() => null);
      return record ? (cipher.verify(boundTo, record)?.version ?? 0) : 0;
    },
    raise(sequence) {
      wanted = Math.max(wanted, sequence);
      writing ??= write()
        .catch(() => undefined)
        .finally(() => (writing = null));
    },
    async close() {
      await writing;
      await file?.sync().catch(() => undefined);
      await file?.close().catch(() => undefined);
      file = null;
    },
  };
}
