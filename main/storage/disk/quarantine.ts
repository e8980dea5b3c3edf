/**
 * Copies of records and files that could not be read, for repair. The originals stay where they are
 * (S4).
 */
import { createHash } from 'node:crypto';
import { access, mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

import { writeDurably } from './durable-file.js';

const kept = 10;

export interface Quarantine {
  /** Never rejects: a failed copy must not stop the rest from being read. */
  setAside(name: string, content: Uint8Array): Promise<void>;
}

/** Creates `directory` (0700) with the first copy. Copies are 0600; the newest ten are kept. */
export function createQuarantine(directory: string, now: () => number): Quarantine {
  async function copy(name: string, content: Uint8Array): Promise<void> {
    const digest = createHash('sha256').update(name).update('\0').update(content).digest('hex');
    // Named by its content, so that damage found at every start makes one copy.
    const path = join(directory, `${digest.slice(0, 32)}.json`);
    await mkdir(directory, { recursive: true, mode: 0o700 });
    if (await exists(path)) return;
    const value = Buffer.from(content).toString('base64');
    await writeDurably(path, `${JSON.stringify({ name, setAsideAt: now(), value })}\n`);
    await dropOldest(directory);
  }

  let last: Promise<void> = Promise.resolve();
  return {
    setAside(name, content) {
      last = last.then(() => copy(name, content)).catch(() => undefined);
      return last;
    },
  };
}

/** For vaults in memory, and before anything may be written to disk. */
export const noQuarantine: Quarantine = { setAside: () => Promise.resolve() };

async function dropOldest(directory: string): Promise<void> {
  const names = await readdir(directory);
  const copies = await Promise.all(
    names.map(async (name) => ({ name, at: (await stat(join(directory, name))).mtimeMs })),
  );
  const surplus = copies.sort((a, b) => b.at - a.at).slice(kept);
  await Promise.all(surplus.map(({ name }) => rm(join(directory, name))));
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
