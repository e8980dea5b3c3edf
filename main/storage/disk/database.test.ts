/** The ordered store: the same on the disk and in memory, and what only a disk can do. */
import type * as FileSystem from 'node:fs/promises';
import { cp, mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

import { describe, expect, onTestFinished, test, vi } from 'vitest';

import { newDirectory } from '../../../testing/new-directory.js';
import { createMemoryDatabase, type Database, openDiskDatabase } from './database.js';
import { codesOf } from './storage-error.js';

const bytes = (...values: readonly number[]) => Uint8Array.from(values);
const puts = (...keys: readonly string[]) => new Map(keys.map((key, n) => [key, bytes(n)]));
const all = { gte: 'a', lt: 'z' };

async function onDisk(): Promise<{ location: string; database: Database }> {
  const location = await newDirectory();
  const database = await openDiskDatabase(location, true);
  onTestFinished(() => database.close());
  return { location, database };
}

async function read(database: Database, ...keys: readonly string[]): Promise<unknown> {
  return (await database.getMany(keys)).map((value) => value && [...value]);
}

describe.each([
  ['on the disk', async () => (await onDisk()).database],
  ['in memory', () => Promise.resolve(createMemoryDatabase())],
])('%s', (_, open) => {
  test('written records are there; deleted and unwritten ones are not', async () => {
    const database = await open();
    await database.write(puts('b', 'c', 'd'));
    await database.write(
      new Map([
        ['b', null],
        ['c', bytes(7)],
      ]),
    );
    expect(await read(database, 'a', 'b', 'c', 'd')).toEqual([undefined, undefined, [7], [2]]);
  });

  test('a range includes its first key and excludes its last, in order', async () => {
    const database = await open();
    await database.write(puts('e', 'b', 'd', 'c'));
    expect(await database.keys({ gte: 'c', lt: 'e' })).toEqual(['c', 'd']);
    const last = await database.last({ gte: 'b', lt: 'e' }, 2);
    expect(last.map(([key, value]) => [key, ...value])).toEqual([
      ['d', 2],
      ['c', 3],
    ]);
  });

  test('a long range comes complete, in pages, and may be left early', async () => {
    const database = await open();
    const keys = Array.from({ length: 450 }, (__, n) => `k${String(n).padStart(3, '0')}`);
    // As long as records with tokens are.
    await database.write(new Map(keys.map((key) => [key, new Uint8Array(3_000)])));
    const pages: string[][] = [];
    for await (const page of database.pages(all)) pages.push(page.map(([key]) => key));
    expect(pages.map(({ length }) => length)).toEqual([200, 200, 50]);
    expect(pages.flat()).toEqual(keys);
    for await (const page of database.pages(all)) {
      expect(page[0]?.[0]).toBe('k000');
      break;
    }
    await database.close();
  });

  test('compacting keeps what is there', async () => {
    const database = await open();
    await database.write(puts('a', 'b'));
    await database.write(new Map([['a', null]]));
    await database.compact();
    expect(await read(database, 'a', 'b')).toEqual([undefined, [1]]);
  });

  test('a long read that is overtaken by closing is an error that names the operation', async () => {
    const database = await open();
    const keys = Array.from({ length: 250 }, (__, n) => `k${String(n).padStart(3, '0')}`);
    await database.write(new Map(keys.map((key) => [key, bytes(1)])));
    const pages = database.pages(all)[Symbol.asyncIterator]();
    await pages.next();
    await database.close();
    await expect(pages.next()).rejects.toMatchObject({
      name: 'StorageError',
      message: expect.stringMatching(/^reading failed: /) as string,
    });
  });

  test('reports that it is closed', async () => {
    const database = await open();
    await database.close();
    const closed = { name: 'StorageError', kind: 'closed' };
    await expect(database.last(all, 1)).rejects.toMatchObject(closed);
    await expect(database.getMany(['a'])).rejects.toMatchObject(closed);
    await expect(database.keys(all)).rejects.toMatchObject(closed);
    await expect(database.write(puts('a'))).rejects.toMatchObject(closed);
  });
});

test('what was replaced or deleted is in no file after compacting', async () => {
  const { location, database } = await onDisk();
  const gone = Buffer.from('a value that is gone');
  await database.write(
    new Map([
      ['a', gone],
      ['z', gone],
    ]),
  );
  await database.write(new Map([['a', null]]));
  await database.write(new Map([['z', bytes(1)]]));
  await database.compact();
  const files = (await readdir(location)).map((name) => readFile(join(location, name)));
  const holding = (await Promise.all(files)).filter((content) => content.includes(gone));
  expect(holding).toEqual([]);
});

test('is created only on request', async () => {
  const location = await newDirectory();
  await expect(openDiskDatabase(location, false)).rejects.toMatchObject({
    code: 'LEVEL_DATABASE_NOT_OPEN',
  });
  expect(await readdir(location).catch(() => [])).not.toContain('CURRENT');
});

test('a second one on the same folder is refused, and the first continues (R6)', async () => {
  const { location, database } = await onDisk();
  const refused: unknown = await openDiskDatabase(location, false).catch((error: unknown) => error);
  expect(codesOf(refused)).toContain('LEVEL_LOCKED');
  await database.write(puts('a'));
  expect(await read(database, 'a')).toEqual([[0]]);
});

test('its files are private to their owner (S9)', async () => {
  const before = process.umask(0);
  onTestFinished(() => void process.umask(before));
  const { location } = await onDisk();
  expect((await stat(join(location, 'CURRENT'))).mode & 0o777).toBe(0o600);
});

test('nothing is acknowledged while the folder is gone; once it is back, writes continue (R3)', async () => {
  const { location, database } = await onDisk();
  await database.write(puts('a'));
  await rename(location, `${location}-away`);
  await expect(database.write(puts('b'))).rejects.toMatchObject({ name: 'StorageError' });
  await expect(database.write(puts('b'))).rejects.toMatchObject({ name: 'StorageError' });
  await rename(`${location}-away`, location);
  await database.write(puts('c'));
  await database.recover();
  await database.close();
  const again = await openDiskDatabase(location, false);
  expect(await read(again, 'a', 'c')).toEqual([[0], [0]]);
  await again.close();
});

test('with another folder in its place, nothing is acknowledged that is not in it (R3)', async () => {
  const { location, database } = await onDisk();
  await database.write(puts('a'));
  await cp(location, `${location}-copy`, { recursive: true });
  await rename(location, `${location}-away`);
  await rename(`${location}-copy`, location);
  await expect(database.write(puts('b'))).rejects.toMatchObject({
    kind: 'failed',
    message: 'another folder',
  });
  await database.write(puts('c'));
  expect(await read(database, 'a', 'b', 'c')).toEqual([[0], undefined, [0]]);
  await database.close();
  const again = await openDiskDatabase(location, false);
  expect(await read(again, 'a', 'b', 'c')).toEqual([[0], undefined, [0]]);
  await again.close();
});

test('a missing folder is not created again, and concurrent callers get the same error (R3)', async () => {
  const { location, database } = await onDisk();
  await database.write(puts('a'));
  await rm(location, { recursive: true });
  await expect(database.write(puts('b'))).rejects.toMatchObject({ name: 'StorageError' });
  const told = await Promise.allSettled([
    database.recover(),
    database.recover(),
    database.write(puts('b')),
  ]);
  expect(told.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  await expect(database.recover()).rejects.toMatchObject({
    message: expect.stringMatching(/^opening failed: /) as string,
  });
  await mkdir(location);
  await expect(database.write(puts('b'))).rejects.toMatchObject({ name: 'StorageError' });
  expect(await readdir(location)).not.toContain('CURRENT');
});

test('an error names the operation, for the details', async () => {
  const database = createMemoryDatabase();
  await database.close();
  const reading = { message: 'reading failed: LEVEL_DATABASE_NOT_OPEN' };
  await expect(database.getMany(['a'])).rejects.toMatchObject(reading);
  await expect(database.keys(all)).rejects.toMatchObject(reading);
  await expect(database.last(all, 1)).rejects.toMatchObject(reading);
  await expect(database.write(puts('a'))).rejects.toMatchObject({
    message: 'writing failed: LEVEL_DATABASE_NOT_OPEN',
  });
  await expect(database.recover()).resolves.toBeUndefined();
  const { database: onTheDisk } = await onDisk();
  await onTheDisk.close();
  const closed = { kind: 'closed', message: 'the vault is closed' };
  await expect(onTheDisk.keys(all)).rejects.toMatchObject(closed);
  await expect(onTheDisk.compact()).rejects.toMatchObject(closed);
  const pages = onTheDisk.pages(all)[Symbol.asyncIterator]();
  await expect(pages.next()).rejects.toMatchObject(closed);
});

test('is reopened after a failed write only with room for its log and a little more (R3)', async () => {
  let room = Infinity;
  vi.resetModules();
  vi.doMock('node:fs/promises', async (original) => ({
    ...(await original<typeof FileSystem>()),
    statfs: () => Promise.resolve({ bavail: room / 512, bsize: 512 }),
  }));
  onTestFinished(() => {
    vi.doUnmock('node:fs/promises');
    vi.resetModules();
  });
  const { openDiskDatabase: open } = await import('./database.js');
  const location = await newDirectory();
  const database = await open(location, true);
  onTestFinished(() => database.close());
  // The first write does not reopen.
  room = 0;
  await database.write(new Map([['a', new Uint8Array(3_000)]]));
  room = Infinity;
  await rename(location, `${location}-away`);
  await expect(database.write(puts('b'))).rejects.toThrow();
  await rename(`${location}-away`, location);

  const [log = ''] = (await readdir(location)).filter((name) => name.endsWith('.log'));
  const needed = (await stat(join(location, log))).size + 16 * 1024;
  room = needed - 1;
  await expect(database.write(puts('c'))).rejects.toMatchObject({ kind: 'full' });
  await expect(database.recover()).rejects.toMatchObject({
    kind: 'full',
    message: 'reopening needs more room',
  });
  // The open database can still be read.
  expect(await database.keys(all)).toContain('a');
  room = needed;
  await database.write(puts('c'));
  room = 0;
  await database.write(puts('d'));
  expect(await database.keys(all)).toEqual(expect.arrayContaining(['a', 'c', 'd']));
});
