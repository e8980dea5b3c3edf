/**
 * An ordered store of records with atomic, durable writes: LevelDB on disk, or in memory for sign-ins
 * that last until the app quits.
 */
import { readdir, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';

import { ClassicLevel } from 'classic-level';
import { MemoryLevel } from 'memory-level';

import { StorageError } from '../../ports/storage-error.js';
import { toStorageError } from './storage-error.js';

export interface KeyRange {
  readonly gte: string;
  readonly lt: string;
}

export type StoredRecord = readonly [key: string, value: Uint8Array];

/** Null deletes. */
export type Writes = ReadonlyMap<string, Uint8Array | null>;

/** Every method rejects with StorageError. */
export interface Database {
  getMany(keys: readonly string[]): Promise<readonly (Uint8Array | undefined)[]>;
  /** Reads a range in pages, so that a long read does not block the process. */
  pages(range: KeyRange): AsyncIterable<readonly StoredRecord[]>;
  keys(range: KeyRange): Promise<readonly string[]>;
  /** The last records of a range, in descending order. */
  last(range: KeyRange, limit: number): Promise<readonly StoredRecord[]>;
  /** Atomic; on disk when it resolves. The caller runs one write at a time. */
  write(writes: Writes): Promise<void>;
  /** Rewrites all files without the records that have been replaced or deleted. */
  compact(): Promise<void>;
  /** Call it after a failed write: later reads return what is on disk. */
  recover(): Promise<void>;
  close(): Promise<void>;
}

/** The part of abstract-level that both stores implement. Only the disk store uses `sync`. */
interface Level {
  getMany(keys: string[]): Promise<(Uint8Array | undefined)[]>;
  iterator(options: KeyRange & { reverse?: boolean; limit?: number } & Paging): Entries;
  keys(range: KeyRange): { all(): Promise<string[]> };
  batch(operations: Operation[], options: { sync: true }): Promise<void>;
}
/** The disk store alone has files to rewrite. */
type Compactable = { compactRange(start: string, end: string): Promise<void> };
interface Paging {
  /** Maximum bytes per page. Only the disk store uses it; its default is 16 KiB. */
  highWaterMarkBytes?: number;
}
interface Entries {
  nextv(size: number): Promise<[string, Uint8Array][]>;
  all(): Promise<[string, Uint8Array][]>;
  close(): Promise<void>;
}
type Operation = { type: 'put'; key: string; value: Uint8Array } | { type: 'del'; key: string };

/** No key begins with a control character or beyond ASCII (record-keys.ts). */
const [firstKey, lastKey] = ['\0', '\x7f'];
const pageSize = 200;
const pageBytes = 1024 * 1024;
const encodings = { keyEncoding: 'utf8', valueEncoding: 'view' } as const;

export function createMemoryDatabase(): Database {
  const level = new MemoryLevel<string, Uint8Array>(encodings);
  return databaseOn({
    reading: () => Promise.resolve(level),
    writing: () => Promise.resolve(level),
    stillThere: () => Promise.resolve(),
    failed: () => undefined,
    compact: () => Promise.resolve(),
    close: () => level.close(),
  });
}

/**
 * Opens the LevelDB folder `location`; creates it only with `createIfMissing`. LevelDB locks it
 * against other processes. Rejects with LevelDB's error (with `LEVEL_LOCKED` among its codes).
 */
export async function openDiskDatabase(
  location: string,
  createIfMissing: boolean,
): Promise<Database> {
  // LevelDB takes no file mode: a umask keeps its files private to the user (S9).
  process.umask(0o077);
  const level = new ClassicLevel<string, Uint8Array>(location, {
    ...encodings,
    // Sealed records do not compress, and uncompressed files can be checked before LevelDB reads
    // them.
    compression: false,
  });

  let place: string;
  async function openThere(create: boolean): Promise<void> {
    await level.open({ createIfMissing: create });
    try {
      place = await placeOf(location);
    } catch (error) {
      await level.close();
      throw error;
    }
  }
  await openThere(createIfMissing);

  // After a failed write LevelDB's log may end in half a record. Anything appended after it would
  // be skipped at the next start, although it was acknowledged. Reopening drops the half record.
  let mustReopen = false;
  let closed = false;
  let reopening: Promise<void> | null = null;

  async function reopen(): Promise<void> {
    if (closed) throw new StorageError('closed', 'the vault is closed');
    await refuseWhenFull(location);
    await level.close();
    await openThere(false);
    mustReopen = false;
  }
  const reopenOnce = () => (reopening ??= reopen().finally(() => (reopening = null)));

  return databaseOn({
    async reading() {
      if (reopening) await reopening;
      else if (level.status !== 'open') await reopenOnce();
      return level;
    },
    async writing() {
      if (mustReopen || level.status !== 'open') await reopenOnce();
      return level;
    },
    async stillThere() {
      if ((await placeOf(location)) !== place) throw new StorageError('failed', 'another folder');
    },
    failed: () => (mustReopen = true),
    async compact() {
      const compactable = level as Compactable;
      await compactable.compactRange(firstKey, lastKey);
      // LevelDB rewrites a file only to merge a newer one into it, such as this one.
      await level.batch([firstKey, lastKey].map((key) => ({ type: 'del', key })));
      await compactable.compactRange(firstKey, lastKey);
    },
    async close() {
      closed = true;
      await level.close();
    },
  });
}

/**
 * Identifies the folder by a file that exists as long as it is open. LevelDB keeps writing to a
 * folder that was deleted or replaced in the meantime.
 */
async function placeOf(location: string): Promise<string> {
  const { dev, ino } = await stat(join(location, 'LOCK'), { bigint: true });
  return `${dev} ${ino}`;
}

/**
 * Reopening rewrites the log's content. Without room for that, keep the open database, which can
 * still be read.
 */
async function refuseWhenFull(location: string): Promise<void> {
  const names = (await readdir(location)).filter((name) => name.endsWith('.log'));
  const sizes = await Promise.all(
    names.map(async (name) => (await stat(join(location, name))).size),
  );
  const needed = sizes.reduce((sum, size) => sum + size, 16 * 1024);
  const { bavail, bsize } = await statfs(location);
  if (bavail * bsize < needed) throw new StorageError('full', 'reopening needs more room');
}

interface Access {
  reading(): Promise<Level>;
  writing(): Promise<Level>;
  /** Rejects when the folder was deleted or replaced, so that a write would be lost. */
  stillThere(): Promise<void>;
  failed(): void;
  compact(): Promise<void>;
  close(): Promise<void>;
}

function databaseOn(access: Access): Database {
  return {
    getMany: (keys) =>
      reporting('reading', async () => (await access.reading()).getMany([...keys])),

    async *pages(range) {
      const level = await reporting('reading', () => access.reading());
      const iterator = level.iterator({ ...range, highWaterMarkBytes: pageBytes });
      try {
        for (;;) {
          const page = await reporting('reading', () => iterator.nextv(pageSize));
          if (page.length === 0) return;
          yield page;
        }
      } finally {
        await iterator.close();
      }
    },

    keys: (range) => reporting('reading', async () => (await access.reading()).keys(range).all()),

    last: (range, limit) =>
      reporting('reading', async () =>
        (await access.reading()).iterator({ ...range, reverse: true, limit }).all(),
      ),

    write: (writes) =>
      reporting('writing', async () => {
        const level = await access.writing();
        try {
          const written = level.batch([...writes].map(operation), { sync: true });
          for (const result of await Promise.allSettled([written, access.stillThere()])) {
            if (result.status === 'rejected') throw result.reason;
          }
        } catch (error) {
          access.failed();
          throw error;
        }
      }),

    recover: () =>
      reporting('opening', async () => {
        await access.writing();
      }),

    compact: () =>
      reporting('compacting', async () => {
        await access.reading();
        await access.compact();
      }),

    close: () => reporting('closing', () => access.close()),
  };
}

function operation([key, value]: readonly [string, Uint8Array | null]): Operation {
  return value === null ? { type: 'del', key } : { type: 'put', key, value };
}

async function reporting<T>(doing: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    throw toStorageError(error, doing);
  }
}
