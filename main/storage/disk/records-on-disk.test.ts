/** Repairing records in their folder. */
import type * as FileSystem from 'node:fs/promises';
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { expect, onTestFinished, test, vi } from 'vitest';

import { newDirectory } from '../../../testing/new-directory.js';
import { openDiskDatabase } from './database.js';
import {
  copiesIn,
  copyFolder,
  isDamage,
  repairRecordsIn,
  openRecordsIn,
} from './records-on-disk.js';
import { codesOf } from './storage-error.js';

/** Opening writes the log to a table. */
async function openedTwice() {
  const copyTo = dirname(await newDirectory());
  const records = join(copyTo, 'records');
  const first = await openDiskDatabase(records, true);
  await first.write(new Map([['key', Uint8Array.of(1, 2, 3)]]));
  await first.close();
  const owner = await openDiskDatabase(records, false);
  onTestFinished(() => owner.close());
  const [name = ''] = (await readdir(records)).filter((each) => each.endsWith('.ldb'));
  const table = () => readFile(join(records, name));
  const rotten = await table();
  rotten[0]! ^= 1;
  await writeFile(join(records, name), rotten);
  return { records, copyTo, owner, table, rotten };
}

test('records that another process has open are neither changed nor copied (R6)', async () => {
  const { records, copyTo, table, rotten } = await openedTwice();
  const refused: unknown = await repairRecordsIn(records, copyTo).catch((error: unknown) => error);
  expect(codesOf(refused)).toContain('LEVEL_LOCKED');
  expect(await table()).toEqual(rotten);
  expect(await readdir(copyTo)).not.toContain('records-damaged-1');
});

test('records that nobody has open are copied and repaired (R5)', async () => {
  const { records, copyTo, owner, rotten } = await openedTwice();
  await owner.close();
  await (await repairRecordsIn(records, copyTo)).close();
  const copy = join(copyTo, 'records-damaged-1');
  const kept = await Promise.all((await readdir(copy)).map((name) => readFile(join(copy, name))));
  expect(kept).toContainEqual(rotten);
});

test('records without the file that names their newest state keep what is in their tables (R5)', async () => {
  const { records, copyTo, owner } = await openedTwice();
  await owner.close();
  await rm(join(records, 'CURRENT'));
  const before = (await readdir(records)).filter((name) => !name.startsWith('LOG'));
  const repaired = await openRecordsIn(records, copyTo);
  const copy = await readdir(join(copyTo, 'records-damaged-1'));
  expect(copy.filter((name) => !name.startsWith('LOG'))).toEqual(before);
  await repaired.close();
});

test('intact records without that file are repaired too, with nothing lost (R5)', async () => {
  const copyTo = dirname(await newDirectory());
  const records = join(copyTo, 'records');
  const first = await openDiskDatabase(records, true);
  await first.write(new Map([['key', Uint8Array.of(1, 2, 3)]]));
  await first.close();
  await rm(join(records, 'CURRENT'));
  const repaired = await openRecordsIn(records, copyTo);
  onTestFinished(() => repaired.close());
  expect(await repaired.getMany(['key'])).toEqual([Buffer.of(1, 2, 3)]);
  expect(await copiesIn(copyTo)).toEqual(['records-damaged-1']);
});

test('the copy is made before the records are opened, which rewrites them (R5)', async () => {
  const { records, copyTo, owner } = await openedTwice();
  await owner.write(new Map([['newer', Uint8Array.of(4)]]));
  await owner.close();
  const before = (await readdir(records)).filter((name) => !name.startsWith('LOG'));
  await (await repairRecordsIn(records, copyTo)).close();
  const copy = await readdir(join(copyTo, 'records-damaged-1'));
  expect(copy.filter((name) => !name.startsWith('LOG'))).toEqual(before);
});

test('a copy gets the first free name, and none is overwritten (R5)', async () => {
  const { records, copyTo, owner, rotten } = await openedTwice();
  await owner.close();
  await mkdir(join(copyTo, 'records-damaged-1'));
  await mkdir(join(copyTo, 'records-damaged-3'));
  expect(await copiesIn(copyTo)).toEqual(['records-damaged-1', 'records-damaged-3']);
  await (await openRecordsIn(records, copyTo)).close();
  expect(await readdir(join(copyTo, 'records-damaged-1'))).toEqual([]);
  const copy = join(copyTo, 'records-damaged-2');
  const kept = await Promise.all((await readdir(copy)).map((name) => readFile(join(copy, name))));
  expect(kept).toContainEqual(rotten);
  expect(await copiesIn(copyTo)).toEqual([
    'records-damaged-1',
    'records-damaged-2',
    'records-damaged-3',
  ]);
});

test('with all names taken nothing is repaired or changed (R5)', async () => {
  const { records, copyTo, owner, table, rotten } = await openedTwice();
  await owner.close();
  for (const n of [1, 2, 3]) await mkdir(join(copyTo, `records-damaged-${n}`));
  await expect(repairRecordsIn(records, copyTo)).rejects.toMatchObject({
    name: 'StorageError',
    kind: 'unreadable',
    message: 'the records were mended 3 times already',
  });
  expect(await table()).toEqual(rotten);
});

test('an incomplete copy is removed again, and nothing is repaired (R3)', async () => {
  const { records, copyTo, owner, table, rotten } = await openedTwice();
  await owner.close();
  const unreadable = join(records, 'zzz');
  await writeFile(unreadable, '');
  vi.resetModules();
  vi.doMock('node:fs/promises', async (original) => {
    const real = await original<typeof FileSystem>();
    const copyFile = (from: string, to: string) =>
      from === unreadable
        ? Promise.reject(Object.assign(new Error(), { code: 'ENOSPC' }))
        : real.copyFile(from, to);
    return { ...real, copyFile };
  });
  onTestFinished(() => {
    vi.doUnmock('node:fs/promises');
    vi.resetModules();
  });
  const { repairRecordsIn: mend } = await import('./records-on-disk.js');
  await expect(mend(records, copyTo)).rejects.toMatchObject({ code: 'ENOSPC' });
  expect(await copiesIn(copyTo)).toEqual([]);
  expect(await table()).toEqual(rotten);
});

test('a copy has the files of the folder and no subfolder, private to its owner (S9)', async () => {
  const directory = await newDirectory();
  await mkdir(join(directory, 'lost'), { recursive: true });
  await writeFile(join(directory, 'file'), 'content');
  const copy = `${directory}-copy`;
  const before = process.umask(0);
  try {
    await copyFolder(directory, copy);
  } finally {
    process.umask(before);
  }
  expect(await readdir(copy)).toEqual(['file']);
  expect(await readFile(join(copy, 'file'), 'utf8')).toBe('content');
  expect((await stat(copy)).mode & 0o777).toBe(0o700);
  await expect(copyFolder(directory, copy)).rejects.toMatchObject({ code: 'EEXIST' });
});

test('a missing folder has no copies', async () => {
  expect(await copiesIn(await newDirectory())).toEqual([]);
});

const coded = (code: string, message = '') => Object.assign(new Error(message), { code });

test.each([
  [true, 'LEVEL_CORRUPTION', ''],
  [true, 'LEVEL_DATABASE_NOT_OPEN', 'Invalid argument: does not exist'],
  [true, 'LEVEL_IO_ERROR', 'MANIFEST-000004: No such file or directory'],
  [false, 'LEVEL_IO_ERROR', 'Input/output error'],
  [false, 'LEVEL_DATABASE_NOT_OPEN', ''],
  [false, 'LEVEL_LOCKED', 'No such file or directory'],
  [false, 'ENOSPC', ''],
])('that it is damage is %s for %s %s (R5)', (expected, code, message) => {
  expect(isDamage(coded(code, message))).toBe(expected);
  expect(isDamage(new Error('opening', { cause: coded(code, message) }))).toBe(expected);
});
