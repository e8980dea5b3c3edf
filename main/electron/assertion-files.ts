import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { isAbsolute } from 'node:path';

import type { AssertionFile, AssertionFiles } from '../ports/assertion-files.js';

export const assertionFiles: AssertionFiles = {
  async read(path, maxBytes) {
    if (!isAbsolute(path)) return { kind: 'unfit', cause: 'the path is not absolute' };
    // A pipe would keep the app waiting for its writer. Windows does not know the flag.
    const flags = constants.O_RDONLY | constants.O_NONBLOCK;
    let file: FileHandle | null = null;
    try {
      file = await open(path, flags);
      return await readBounded(file, maxBytes);
    } catch (error) {
      return { kind: 'missing', cause: codeOf(error) };
    } finally {
      await file?.close().catch(() => undefined);
    }
  },
};

async function readBounded(file: FileHandle, maxBytes: number): Promise<AssertionFile> {
  const stats = await file.stat();
  if (!stats.isFile()) return { kind: 'unfit', cause: 'not a file' };
  const buffer = Buffer.alloc(maxBytes + 1);
  let length = 0;
  for (let read = -1; read !== 0 && length < buffer.length; length += read) {
    ({ bytesRead: read } = await file.read(buffer, length, buffer.length - length));
  }
  return length > maxBytes
    ? { kind: 'unfit', cause: `larger than ${maxBytes} bytes` }
    : { kind: 'ok', text: buffer.toString('utf8', 0, length) };
}

/** The message of a file error names the path, its code does not. */
function codeOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  return typeof code === 'string' ? code : 'unknown';
}
