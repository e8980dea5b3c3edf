import { execFileSync } from 'node:child_process';
import {
  chmod,
  lstat,
  mkdir,
  readdir,
  readFile,
  readlink,
  stat,
  symlink,
  unlink,
  writeFile,
} from 'node:fs/promises';
import { dirname, join } from 'node:path';

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { newDirectory } from '../../testing/new-directory.js';
import { openSettingsFile } from './settings-file.js';

const defaults = {
  closeToTray: false,
  notify: true,
  trayNoticeShown: false,
  theme: 'system',
  language: 'system',
  lockAfter: 'never',
  lockWithSystem: false,
} as const;
/** The same by their names in the file. */
const named = { closeToTray: false, notify: true, toldOfTray: false };
const place = async () => join(dirname(await newDirectory()), 'settings.json');

test.each([
  ['damaged', '{"version":1,"closeToTray":tr'],
  ['empty', ''],
  ['a list', '[true]'],
  ['larger than any settings', JSON.stringify({ notify: false, more: 'x'.repeat(1_000_000) })],
])('a file that is %s is set aside, and the defaults apply (D13)', async (_how, text) => {
  const path = await place();
  await writeFile(path, text);
  const file = await openSettingsFile(path);
  expect(file.current).toEqual(defaults);
  expect(file.state).toEqual({ kind: 'set_aside', name: 'settings.json.set-aside' });
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
  expect(await openSettingsFile(path)).toMatchObject({
    current: { closeToTray: false, notify: false, trayNoticeShown: true },
    state: { kind: 'partly_understood' },
  });
});

test.each([
  ['a later version', '2'],
  ['a version that is no number', '"2.1"'],
])('of %s what is understood applies, and the file is left alone (D13)', async (_what, version) => {
  const path = await place();
  const text = `{"version":${version},"closeToTray":true,"notify":false,"sounds":"soft"}`;
  await writeFile(path, text);
  const { current, state } = await openSettingsFile(path);
  expect(current).toEqual({ ...defaults, closeToTray: true, notify: false });
  expect(state).toEqual({ kind: 'partly_understood' });
  expect(await readFile(path, 'utf8')).toBe(text);
  expect(await readdir(dirname(path))).not.toContain('settings.json.set-aside');
});

test('a change keeps everything else that a later version wrote, to the letter (D13)', async () => {
  const path = await place();
  await writeFile(
    path,
    '{"version":2, "seen":12345678901234567890,\n  "notify":{"mode":"quiet"},"closeToTray":true}',
  );
  const file = await openSettingsFile(path);
  await file.change({ closeToTray: false });
  expect(await readFile(path, 'utf8')).toBe(`{"version":2, "seen":12345678901234567890,
  "notify":{"mode":"quiet"},"closeToTray":false,"toldOfTray": false}
`);
  expect(file.state).toEqual({ kind: 'partly_understood' });
});

test('a member that is written twice changes to what was chosen', async () => {
  const path = await place();
  await writeFile(path, '{"notify":true,"notify":true,"sounds":"soft"}');
  await (await openSettingsFile(path)).change({ notify: false });
  expect(JSON.parse(await readFile(path, 'utf8'))).toMatchObject({ notify: false, sounds: 'soft' });
});

test('a file that an editor on Windows saved with a byte order mark is read', async () => {
  const path = await place();
  await writeFile(path, '\uFEFF{"version":1,"notify":false}');
  expect((await openSettingsFile(path)).current).toEqual({ ...defaults, notify: false });
});

describe('a file that is a symbolic link (D13)', () => {
  async function linked(target: string) {
    const path = await place();
    const folder = dirname(path);
    await mkdir(join(folder, 'dotfiles'));
    await symlink(target.replace('FOLDER', folder), path);
    return { path, target: join(folder, 'dotfiles', 'mine.json'), link: await readlink(path) };
  }
  const written = { version: 1, ...named, notify: false };

  test.each([
    ['with the whole path', 'FOLDER/dotfiles/mine.json'],
    ['relative to its folder', 'dotfiles/mine.json'],
    ['through the parent folder', 'dotfiles/../dotfiles/mine.json'],
  ])('%s stays one, and the file it leads to is replaced', async (_how, to) => {
    const { path, target, link } = await linked(to);
    await writeFile(target, '{"version":1,"notify":true}');
    await (await openSettingsFile(path)).change({ notify: false });
    expect(await readlink(path)).toBe(link);
    expect(JSON.parse(await readFile(target, 'utf8'))).toEqual(written);
  });

  test('to a file that does not exist yet stays one, and the file is created', async () => {
    const { path, target, link } = await linked('dotfiles/mine.json');
    const file = await openSettingsFile(path);
    expect(file).toMatchObject({ current: defaults, state: { kind: 'understood' } });
    await file.change({ notify: false });
    expect(await readlink(path)).toBe(link);
    expect(JSON.parse(await readFile(target, 'utf8'))).toEqual(written);
  });

  test('to another link stays one, and so does the other', async () => {
    const { path, target } = await linked('second');
    const second = join(dirname(path), 'second');
    await symlink('dotfiles/mine.json', second);
    await (await openSettingsFile(path)).change({ notify: false });
    expect(await readlink(second)).toBe('dotfiles/mine.json');
    expect(JSON.parse(await readFile(target, 'utf8'))).toEqual(written);
  });

  test('relative, in a folder that is a link itself, leads from the real folder', async () => {
    const { path, target } = await linked('dotfiles/mine.json');
    const other = await newDirectory();
    await symlink(dirname(path), other);
    await (await openSettingsFile(join(other, 'settings.json'))).change({ notify: false });
    expect(JSON.parse(await readFile(target, 'utf8'))).toEqual(written);
  });

  test('that is pointed elsewhere while Lanyard runs is followed', async () => {
    const { path, target } = await linked('dotfiles/old.json');
    const file = await openSettingsFile(path);
    await unlink(path);
    await symlink('dotfiles/mine.json', path);
    await file.change({ notify: false });
    expect(JSON.parse(await readFile(target, 'utf8'))).toEqual(written);
  });

  test('to a damaged file stays one, and the damaged file is set aside beside the new one', async () => {
    const { path, target, link } = await linked('dotfiles/mine.json');
    await writeFile(target, '{"version":1,');
    const file = await openSettingsFile(path);
    expect(file.state).toEqual({ kind: 'set_aside', name: 'mine.json.set-aside' });
    await file.change({ notify: false });
    expect(await readlink(path)).toBe(link);
    expect(await readFile(`${target}.set-aside`, 'utf8')).toBe('{"version":1,');
    expect(JSON.parse(await readFile(target, 'utf8'))).toEqual(written);
  });

  test.each([
    ['a folder that is gone', 'gone/mine.json', 'understood'],
    ['itself', 'settings.json', 'not_readable'],
    ['a device', '/dev/null', 'not_readable'],
    ['a place where nothing can be created', '/proc/mine.json', 'understood'],
  ])('to %s stays one, and a change is refused', async (_where, to, kind) => {
    const { path, link } = await linked(to);
    const file = await openSettingsFile(path);
    expect(file).toMatchObject({ current: defaults, state: { kind } });
    await expect(file.change({ notify: false })).rejects.toMatchObject({ name: 'StorageError' });
    expect(file.current).toEqual(defaults);
    expect(await readlink(path)).toBe(link);
  });
});

test('nothing is read of a pipe, which would never end', async () => {
  const path = await place();
  execFileSync('mkfifo', [path]);
  const file = await openSettingsFile(path);
  expect(file).toMatchObject({ current: defaults, state: { kind: 'not_readable' } });
  await expect(file.change({ notify: false })).rejects.toMatchObject({ name: 'StorageError' });
  expect((await lstat(path)).isFIFO()).toBe(true);
});

test('the user’s own mode of the file is kept (D13)', async () => {
  const path = await place();
  await writeFile(path, '{}');
  await chmod(path, 0o640);
  await (await openSettingsFile(path)).change({ notify: false });
  expect((await stat(path)).mode & 0o777).toBe(0o640);
});

test('what was written to the file while Lanyard ran is kept', async () => {
  const path = await place();
  const file = await openSettingsFile(path);
  await writeFile(path, '{"version":2,"closeToTray":true,"font":"large"}');
  await file.change({ notify: false });
  expect(file.current).toEqual({ ...defaults, closeToTray: true, notify: false });
  expect(JSON.parse(await readFile(path, 'utf8'))).toMatchObject({ version: 2, font: 'large' });
});

test('a file that was damaged while Lanyard ran is set aside, and the settings stay', async () => {
  const path = await place();
  const file = await openSettingsFile(path);
  await file.change({ notify: false });
  await writeFile(path, 'not JSON');
  await file.change({ closeToTray: true });
  expect(file.current).toEqual({ ...defaults, closeToTray: true, notify: false });
  expect(file.state).toEqual({ kind: 'set_aside', name: 'settings.json.set-aside' });
  expect(await readFile(`${path}.set-aside`, 'utf8')).toBe('not JSON');
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

test('what came after the first version is written only once it is chosen', async () => {
  const path = await place();
  const file = await openSettingsFile(path);
  await file.change({ notify: false });
  const first = { version: 1, ...named, notify: false };
  expect(JSON.parse(await readFile(path, 'utf8'))).toEqual(first);
  await file.change({ theme: 'dark' });
  expect(JSON.parse(await readFile(path, 'utf8'))).toEqual({ ...first, theme: 'dark' });
  expect((await openSettingsFile(path)).current.theme).toBe('dark');
});

test('a theme of a newer version is the system’s here, and stays in the file (D13)', async () => {
  const path = await place();
  await writeFile(path, '{"version":1,"theme":"sepia"}');
  const file = await openSettingsFile(path);
  expect(file).toMatchObject({ current: defaults, state: { kind: 'partly_understood' } });
  await file.change({ notify: false });
  expect(JSON.parse(await readFile(path, 'utf8'))).toMatchObject({ theme: 'sepia' });
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
