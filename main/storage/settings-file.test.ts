import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import fc from 'fast-check';
import { expect, test } from 'vitest';

import { newDirectory } from '../../testing/new-directory.js';
import { openSettingsFile } from './settings-file.js';

const defaults = { closeToTray: false, notify: true, toldOfTray: false };
const place = async () => join(dirname(await newDirectory()), 'settings.json');

test.each([
  ['damaged', '{"version":1,"closeToTray":tr'],
  ['empty', ''],
  ['of a later version', '{"version":2,"closeToTray":true,"notify":true,"toldOfTray":true}'],
  ['of another shape', '{"version":1,"closeToTray":"yes","notify":true,"toldOfTray":true}'],
])('a file that is %s is set aside, and the defaults apply', async (_how, text) => {
  const path = await place();
  await writeFile(path, text);
  const file = await openSettingsFile(path);
  expect(file.current).toEqual(defaults);
  await file.change({ closeToTray: true });
  expect(await readFile(`${path}.set-aside`, 'utf8')).toBe(text);
  expect((await openSettingsFile(path)).current).toEqual({ ...defaults, closeToTray: true });
});

test('Lanyard starts with any content of the file', async () => {
  const path = await place();
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.string(), fc.json()), async (text) => {
      await writeFile(path, text);
      expect((await openSettingsFile(path)).current).toEqual(defaults);
    }),
    { numRuns: 100 },
  );
});

test('a change that cannot be written is rejected and changes nothing', async () => {
  const path = await place();
  const file = await openSettingsFile(path);
  await mkdir(path);
  await expect(file.change({ notify: false })).rejects.toMatchObject({ name: 'StorageError' });
  expect(file.current).toEqual(defaults);
});

test('changes are written in order, to a file private to the user (S9)', async () => {
  const path = await place();
  const file = await openSettingsFile(path);
  await Promise.all([file.change({ notify: false }), file.change({ closeToTray: true })]);
  const expected = { ...defaults, notify: false, closeToTray: true };
  expect(file.current).toEqual(expected);
  expect((await openSettingsFile(path)).current).toEqual(expected);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
});
