/** Records that are mended in their folder. */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { expect, onTestFinished, test } from 'vitest';

import { newDirectory } from '../new-directory.fixture.js';
import { openDiskDatabase } from './database.js';
import { mendRecordsIn } from './records-on-disk.js';
import { codesOf } from './storage-error.js';

/** Opening makes a table of the log before. */
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

test('R6 of records that another process has open no byte is changed, nor is a copy kept', async () => {
  const { records, copyTo, table, rotten } = await openedTwice();
  const refused: unknown = await mendRecordsIn(records, copyTo).catch((error: unknown) => error);
  expect(codesOf(refused)).toContain('LEVEL_LOCKED');
  expect(await table()).toEqual(rotten);
  expect(await readdir(copyTo)).not.toContain('records-damaged-1');
});

test('R5 records that nobody has open are mended, after a copy of them', async () => {
  const { records, copyTo, owner, rotten } = await openedTwice();
  await owner.close();
  await (await mendRecordsIn(records, copyTo)).close();
  const copy = join(copyTo, 'records-damaged-1');
  const kept = await Promise.all((await readdir(copy)).map((name) => readFile(join(copy, name))));
  expect(kept).toContainEqual(rotten);
});
