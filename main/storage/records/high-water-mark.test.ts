import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { expect, test } from 'vitest';

import { newDirectory } from '../../../testing/new-directory.js';
import { deriveKeys } from '../keys/data-key.js';
import { createHighWaterMark } from './high-water-mark.js';
import { createRecordCipher } from './record-cipher.js';

const cipher = createRecordCipher(deriveKeys(Buffer.alloc(32, 7)), randomBytes);
const stranger = createRecordCipher(deriveKeys(Buffer.alloc(32, 8)), randomBytes);
const markIn = (directory: string, by = cipher) => createHighWaterMark(directory, 'f00d', by);

async function raised(directory: string, ...sequences: readonly number[]): Promise<void> {
  const mark = markIn(directory);
  for (const sequence of sequences) mark.raise(sequence);
  await mark.close();
}

const markOn = (directory: string) => markIn(directory).read();

test('a missing mark reads as zero, and reading creates none (H65)', async () => {
  const directory = await newDirectory();
  expect(await markOn(directory)).toBe(0);
  const mark = markIn(directory);
  await mark.close();
  expect(await readdir(dirname(directory))).toEqual([]);
});

test('stores the highest of concurrent numbers, and never a lower one again (H65)', async () => {
  const directory = await newDirectory();
  await raised(directory, 1, 2, 7, 3);
  expect(await markOn(directory)).toBe(7);
  await raised(directory, 12);
  expect(await markOn(directory)).toBe(12);
});

test('numbers raised during a write are not lost (H65)', async () => {
  const directory = await newDirectory();
  const mark = markIn(directory);
  for (let sequence = 1; sequence <= 50; sequence++) {
    mark.raise(sequence);
    if (sequence % 7 === 0) await stat(dirname(directory));
  }
  await mark.close();
  expect(await markOn(directory)).toBe(50);
});

test('can be raised again after closing (H65)', async () => {
  const directory = await newDirectory();
  const mark = markIn(directory);
  mark.raise(1);
  await mark.close();
  mark.raise(2);
  await mark.close();
  expect(await mark.read()).toBe(2);
});

test('each vault has its own, private to its owner, with nothing but a number (S9, H65)', async () => {
  const directory = await newDirectory();
  await raised(directory, 1);
  expect(await readdir(directory)).toEqual(['f00d.seen']);
  const path = join(directory, 'f00d.seen');
  expect((await stat(directory)).mode & 0o777).toBe(0o700);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  const { length } = await readFile(path);
  await raised(directory, Number.MAX_SAFE_INTEGER);
  expect((await readFile(path)).length).toBe(length);
});

test('a mark of another key, or a damaged one, is ignored and replaced (H65)', async () => {
  const directory = await newDirectory();
  await raised(directory, 9);
  expect(await markIn(directory, stranger).read()).toBe(0);
  const path = join(directory, 'f00d.seen');
  const damaged = await readFile(path);
  damaged[9]! ^= 1;
  await writeFile(path, damaged);
  expect(await markOn(directory)).toBe(0);
  await raised(directory, 10);
  expect(await markOn(directory)).toBe(10);
});

test('a signed record of the vault is no mark (H65)', async () => {
  const directory = await newDirectory();
  await mkdir(directory);
  await writeFile(join(directory, 'f00d.seen'), cipher.sign('connection/a', 5, ''));
  expect(await markOn(directory)).toBe(0);
});

test('a failed write of the mark fails nothing, and a folder that comes back is used (H65)', async () => {
  const directory = await newDirectory();
  await writeFile(directory, '');
  const mark = markIn(directory);
  mark.raise(3);
  await mark.close();
  expect(await mark.read()).toBe(0);
});
