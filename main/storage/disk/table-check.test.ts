/** Damage in LevelDB's table files, byte by byte: found before LevelDB reads them. */
import { cp, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { newDirectory } from '../../../testing/new-directory.js';
import { openDiskDatabase } from './database.js';
import { openRecordsIn } from './records-on-disk.js';
import { findDamagedBlocks, markAsDamaged } from './table-check.js';

const footerBytes = 48;
const keys = Array.from({ length: 40 }, (_, n) => `key/${String(n).padStart(3, '0')}`);
const all = { gte: 'key/', lt: 'key0' };
const valueOf = (key: string) => Buffer.alloc(500, Number(key.slice(4)));

/** One table of several blocks: opening writes the log to it. */
async function aTable() {
  const records = await newDirectory();
  const first = await openDiskDatabase(records, true);
  await first.write(new Map(keys.map((key) => [key, valueOf(key)])));
  await first.close();
  await (await openDiskDatabase(records, false)).close();
  const names = (await readdir(records)).filter((each) => each.endsWith('.ldb'));
  expect(names).toHaveLength(1);
  const file = join(records, names[0] ?? '');
  const content = await readFile(file);
  /** The damage found after changing one byte, or with other content. */
  const damageWith = async (change: number | Buffer) => {
    const changed = Buffer.from(typeof change === 'number' ? content : change);
    if (typeof change === 'number') changed[change]! ^= 0x10;
    await writeFile(file, changed);
    return findDamagedBlocks(records);
  };
  return { records, file, content, damageWith };
}

test('an intact table has no damage, and neither has another file (R5)', async () => {
  const { records } = await aTable();
  expect(await findDamagedBlocks(records)).toEqual([]);
  await writeFile(join(records, 'LOG'), 'rubbish');
  expect(await findDamagedBlocks(records)).toEqual([]);
});

test('a changed byte anywhere before the footer is found, with its block (R5)', async () => {
  const { file, content, damageWith } = await aTable();
  const places = new Set<number>();
  for (let at = 0; at < content.length - footerBytes; at += at < content.length - 400 ? 37 : 1) {
    const damaged = await damageWith(at);
    expect([at, damaged.length]).toEqual([at, 1]);
    for (const { file: name, typeAt } of damaged) {
      expect(name).toBe(file);
      places.add(typeAt);
    }
  }
  // Several blocks of records; each has a type byte that says it is uncompressed.
  expect(places.size).toBeGreaterThan(4);
  for (const typeAt of places) expect([typeAt, content[typeAt]]).toEqual([typeAt, 0]);
});

test('a footer that points past the end is found; LevelDB itself refuses any other change of it (R5)', async () => {
  const { records, content, damageWith } = await aTable();
  const copyTo = await newDirectory();
  for (let at = content.length - footerBytes; at < content.length; at++) {
    const damaged = await damageWith(at);
    for (const { typeAt } of damaged) expect(typeAt).toBeLessThan(content.length);
    if (damaged.length > 0) continue;
    const copy = `${copyTo}-${at}`;
    await cp(records, copy, { recursive: true });
    const read = await allIn(copy).catch(() => 'refused');
    expect([at, read]).toEqual([at, at < content.length - 8 ? keys : 'refused']);
  }
});

async function allIn(records: string): Promise<readonly string[]> {
  const database = await openDiskDatabase(records, false);
  try {
    return await database.keys(all);
  } finally {
    await database.close();
  }
}

test('a table truncated anywhere is noticed (R5)', async () => {
  const { records, content, damageWith } = await aTable();
  for (const length of [0, 1, 47, 48, 49, 4_000, content.length - 49, content.length - 1]) {
    const damaged = await damageWith(content.subarray(0, length));
    const cost = damaged.length > 0 ? 'found' : await allIn(records).catch(() => 'refused');
    expect([length, cost]).toEqual([length, expect.stringMatching(/found|refused/)]);
  }
});

test('a table with one bad block keeps every record of its other blocks (R5)', async () => {
  const { records, damageWith, content } = await aTable();
  const at = content.indexOf(valueOf('key/020'));
  const [found] = await damageWith(at);
  expect(found?.typeAt).toBeGreaterThan(at);
  const database = await openRecordsIn(records, null);
  const left = await database.keys(all);
  expect(left).not.toContain('key/020');
  expect(left.length).toBeGreaterThan(keys.length - 12);
  const values = await database.getMany(left);
  expect(values).toEqual(left.map(valueOf));
  await database.close();
});

test('marking a block makes LevelDB refuse it and changes nothing else (R5)', async () => {
  const { records, file, damageWith } = await aTable();
  const damaged = await damageWith(10);
  const before = await readFile(file);
  await markAsDamaged(damaged);
  const after = await readFile(file);
  const changed = [...before.keys()].filter((at) => before[at] !== after[at]);
  expect(changed).toEqual(damaged.map(({ typeAt }) => typeAt));
  expect(await findDamagedBlocks(records)).toEqual(damaged);
});

test('a table that is gone by then is skipped; an unreadable one is an error (R6)', async () => {
  const { records } = await aTable();
  await symlink(join(records, 'nowhere'), join(records, '000001.ldb'));
  expect(await findDamagedBlocks(records)).toEqual([]);
  await mkdir(join(records, '000002.ldb'));
  await expect(findDamagedBlocks(records)).rejects.toMatchObject({ code: 'EISDIR' });
});
