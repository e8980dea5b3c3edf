import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { newFolder } from '../../testing/new-directory.js';
import { anotherInstanceAnswers, findObstacle } from './start-obstacle.js';

test('a file in place of the data folder, or of a folder above it, is named (D2)', async () => {
  const folder = await newFolder();
  const file = join(folder, 'file');
  await writeFile(file, '');
  expect(findObstacle(file, folder)).toEqual({ place: file, reason: 'not_a_folder' });
  const below = join(file, 'lanyard');
  expect(findObstacle(below, folder)).toEqual({ place: below, reason: 'not_a_folder' });
});

test('a missing temporary folder is named, and so is one whose path is too long (D2)', async () => {
  const folder = await newFolder();
  const missing = join(folder, 'missing');
  expect(findObstacle(folder, missing)).toEqual({ place: missing, reason: 'missing' });
  const long = join(folder, 'x'.repeat(100));
  await mkdir(long);
  expect(findObstacle(folder, long)).toEqual({ place: long, reason: 'too_long' });
});

test('a data folder that is not there yet is no obstacle (D2)', async () => {
  const folder = await newFolder();
  expect(findObstacle(join(folder, 'a', 'b'), '/tmp')).toBeNull();
});

test('without the socket of a lock no other copy runs (D2)', async () => {
  expect(await anotherInstanceAnswers(await newFolder())).toBe(false);
});
