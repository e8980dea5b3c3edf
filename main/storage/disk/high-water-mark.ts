/**
 * The highest number this computer has seen its vault written with, kept outside the vault in a
 * folder that backups leave out. A vault that is behind it was restored, or has lost its newest
 * writes: what it holds may be older than what the services know (H65).
 *
 * It is a hint and costs nothing: written without waiting and without syncing, so it may lag behind
 * when the power fails, and it is signed with the vault's key, so it is never ahead.
 */
import { constants } from 'node:fs';
import { type FileHandle, mkdir, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { RecordCipher } from '../records/record-cipher.js';

export interface HighWaterMark {
  /** Zero: there is none to go by. */
  read(): Promise<number>;
  /** Soon; not awaited by anyone. */
  raise(sequence: number): void;
  /** What was raised last is on the disk. Never rejects. */
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
      // One small write in place, always of one length: there is the old mark or the new one.
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
