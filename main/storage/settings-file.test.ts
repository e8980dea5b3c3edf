import { mkdir, readdir, readFile, readlink, stat, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import fc from 'fast-check';
import { expect, test } from 'vitest';

import { newDirectory } from '../../testing/new-directory.js';
import { openSettingsFile } from './settings-file.js';

const defaults = { closeToTray: false, notify: true, trayNoticeShown: false };
const place = async () => join(dirname(await newDirectory()), 'settings.json');

test.each([
  ['damaged', '{"version":1,"closeToTray":tr'],
  ['empty', ''],
  ['a list', '[true]'],
])('a file that is %s is set aside, and the defaults apply', async (_how, text) => {
  const path = await place();
  await writeFile(path, text);
  const file = await openSettingsFile(path);
  expect(file.current).toEqual(defaults);
  await file.change({ closeToTray: true });
  expect(await readFile(`${path}.set-aside`, 'utf8')).toBe(text);
  expect((await openSettingsFile(path)).current).toEqual({ ...defaults, closeToTray: true });
});

test('a second damaged file does not replace the first one that was set aside', async () => {
  const path = await place();
  for (const text of ['first', 'second']) {
    await writeFile(path, text);
    await openSettingsFile(path);
  }
  expect(await readFile(`${path}.set-aside`, 'utf8')).toBe('first');
  expect(await readFile(`${path}.set-aside-2`, 'utf8')).toBe('second');
});

test('a file that could not be read is set aside before a change replaces it', async () => {
  const path = await place();
  await mkdir(path);
  const file = await openSettingsFile(path);
  expect(file.current).toEqual(defaults);
  await file.change({ notify: false });
  expect((await stat(`${path}.set-aside`)).isDirectory()).toBe(true);
  expect((await openSettingsFile(path)).current).toEqual({ ...defaults, notify: false });
});

test('one member of another type has its default, and the others stay as chosen', async () => {
  const path = await place();
  await writeFile(path, '{"version":1,"closeToTray":"yes","notify":false,"toldOfTray":true}');
  expect((await openSettingsFile(path)).current).toEqual({
    closeToTray: false,
    notify: false,
    trayNoticeShown: true,
  });
});

test.each([
  ['a later version', '2'],
  ['a version that is no number', '"2.1"'],
])('of %s what is understood applies, and the file is left alone', async (_what, version) => {
  const path = await place();
  const text = `{"version":${version},"closeToTray":true,"notify":false,"language":"de"}`;
  await writeFile(path, text);
  const { current } = await openSettingsFile(path);
  expect(current).toEqual({ closeToTray: true, notify: false, trayNoticeShown: false });
  expect(await readFile(path, 'utf8')).toBe(text);
  expect(await readdir(dirname(path))).not.toContain('settings.json.set-aside');
});

test('a change keeps everything else that a later version wrote', async () => {
  const path = await place();
  const newer = { version: 2, closeToTray: true, notify: { mode: 'quiet' }, language: 'de' };
  await writeFile(path, JSON.stringify(newer));
  await (await openSettingsFile(path)).change({ closeToTray: false });
  const written: unknown = JSON.parse(await readFile(path, 'utf8'));
  expect(written).toEqual({ ...newer, closeToTray: false, toldOfTray: false });
});

test('a file that an editor on Windows saved with a byte order mark is read', async () => {
  const path = await place();
  await writeFile(path, '\uFEFF{"version":1,"notify":false}');
  expect((await openSettingsFile(path)).current).toEqual({ ...defaults, notify: false });
});

test('a file that is a symlink stays one', async () => {
  const path = await place();
  const target = join(await newDirectory(), 'mine.json');
  await mkdir(dirname(target), { recursive: true });
  await writeFile(target, '{"version":1,"notify":false}');
  await symlink(target, path);
  await (await openSettingsFile(path)).change({ closeToTray: true });
  expect(await readlink(path)).toBe(target);
  expect(JSON.parse(await readFile(target, 'utf8'))).toMatchObject({
    notify: false,
    closeToTray: true,
  });
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
