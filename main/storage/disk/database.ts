/**
 * An ordered store of records with atomic, durable writes: LevelDB on disk, or the same in memory
 * for sign-ins that are kept until the app quits.
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
  /** The records of a range in pages, so that a long read leaves the process time for others. */
  pages(range: KeyRange): AsyncIterable<readonly StoredRecord[]>;
  keys(range: KeyRange): Promise<readonly string[]>;
  /** The last records of a range, last first. */
  last(range: KeyRange, limit: number): Promise<readonly StoredRecord[]>;
  /** All of it or nothing, on the disk when it resolves. One write at a time: the caller waits. */
  write(writes: Writes): Promise<void>;
  /** After a failed write: what is read from now on is what is on the disk. */
  settle(): Promise<void>;
  close(): Promise<void>;
}

/** What is used of abstract-level's interface, which both stores have; only the disk heeds `sync`. */
interface Level {
  getMany(keys: string[]): Promise<(Uint8Array | undefined)[]>;
  iterator(options: KeyRange & { reverse?: boolean; limit?: number } & Paging): Entries;
  keys(range: KeyRange): { all(): Promise<string[]> };
  batch(operations: Operation[], options: { sync: true }): Promise<void>;
}
interface Paging {
  /** A page ends there too; only the disk heeds it, and left to itself it ends after 16 KiB. */
  highWaterMarkBytes?: number;
}
interface Entries {
  nextv(size: number): Promise<[string, Uint8Array][]>;
  all(): Promise<[string, Uint8Array][]>;
  close(): Promise<void>;
}
type Operation = { type: 'put'; key: string; value: Uint8Array } | { type: 'del'; key: string };

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
    close: () => level.close(),
  });
}

/**
 * Opens the LevelDB folder `location`, made only with `createIfMissing`. LevelDB locks it against
 * other processes. Rejects with what LevelDB says (`LEVEL_LOCKED` among its codes).
 */
export async function openDiskDatabase(
  location: string,
  createIfMissing: boolean,
): Promise<Database> {
  // LevelDB takes no file mode: what this process makes is for its own user only (S9).
  process.umask(0o077);
  const level = new ClassicLevel<string, Uint8Array>(location, {
    ...encodings,
    // Sealed records do not shrink, and uncompressed files can be checked before they are read.
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

  // After a failed write LevelDB's log may end in half a record, and what is appended behind it
  // would be skipped at the next start although it was acknowledged. Opening anew drops the half.
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
    async close() {
      closed = true;
      await level.close();
    },
  });
}

/**
 * Which folder it is, by a file that stays while it is open: one that was deleted or replaced
 * meanwhile goes on taking what LevelDB writes.
 */
async function placeOf(location: string): Promise<string> {
  const { dev, ino } = await stat(join(location, 'LOCK'), { bigint: true });
  return `${dev} ${ino}`;
}

/** Opening anew rewrites what is in the log. Without room for it the open database, which still reads, is kept. */
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
  /** Rejects when what is written now goes to where nobody will find it. */
  stillThere(): Promise<void>;
  failed(): void;
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

    settle: () =>
      reporting('opening', async () => {
        await access.writing();
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
