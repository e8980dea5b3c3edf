import { lstat, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { App } from 'electron';
import { expect, test } from 'vitest';

import { newDirectory } from '../../testing/new-directory.js';
import { autostartEntry } from './autostart-entry.js';
import { createLoginItem } from './start-at-login.js';

/** The installed app, started with no switches. */
const app = {
  isPackaged: true,
  commandLine: { getSwitchValue: () => '' },
} as unknown as App;

/** A login item on Linux, with the folder that its entry is in. */
async function onLinux(environment: Readonly<Record<string, string>> = {}) {
  const config = await newDirectory();
  const entry = join(config, 'autostart', 'lanyard.desktop');
  await mkdir(join(config, 'autostart'), { recursive: true });
  const item = createLoginItem({
    app,
    platform: 'linux',
    environment: { XDG_CONFIG_HOME: config, ...environment },
    userData: config,
    write: (path, content) => writeFile(path, content),
  });
  return { item, entry, read: () => readFile(entry, 'utf8') };
}

const before = autostartEntry(['/home/nobody/Apps/Lanyard-1.0.0.AppImage', '--hidden']);

test('after an update renamed the AppImage, the new one starts at login (D8)', async () => {
  const appImage = '/home/nobody/Apps/Lanyard-1.1.0.AppImage';
  const { item, entry, read } = await onLinux({ APPIMAGE: appImage });
  await writeFile(entry, before);
  expect(await item.isOn()).toBe(false);
  await item.repair();
  expect(await read()).toBe(autostartEntry([appImage, '--hidden']));
  expect(await item.isOn()).toBe(true);
});

test('after its folder moved, it starts from there (D8)', async () => {
  const { item, entry, read } = await onLinux();
  await writeFile(entry, before);
  await item.repair();
  expect(await read()).toBe(autostartEntry([process.execPath, '--hidden']));
  expect(await item.isOn()).toBe(true);
});

test('a script of its package, which names the program, is kept (D8)', async () => {
  const { item, entry, read } = await onLinux();
  const script = `${entry}.lanyard`;
  await writeFile(script, `#!/bin/sh\nexec ${process.execPath} "$@"\n`);
  const text = autostartEntry([script, '--hidden']);
  await writeFile(entry, text);
  await item.repair();
  expect(await read()).toBe(text);
  expect(await item.isOn()).toBe(true);
  await writeFile(script, '#!/bin/sh\nexec /nix/store/0a1b-lanyard-0.9/lanyard "$@"\n');
  await item.repair();
  expect(await read()).toBe(autostartEntry([process.execPath, '--hidden']));
});

test('an AppImage in whose terminal it was started is not the one to start (D8)', async () => {
  const { item, read } = await onLinux({
    APPIMAGE: '/home/nobody/Terminal.AppImage',
    APPDIR: '/tmp/.mount_Termin',
  });
  await item.set(true);
  expect(await read()).toBe(autostartEntry([process.execPath, '--hidden']));
});

test.each([
  ['turned off', `${before}Hidden=true\n`],
  ['turned off by the desktop', before.replace('enabled=true', 'enabled=false')],
  ['about something else', autostartEntry(['/bin/sh', '--hidden'])],
])('an entry that is %s stays as it is (D8)', async (_, text) => {
  const { item, entry, read } = await onLinux();
  await writeFile(entry, text);
  await item.repair();
  expect(await read()).toBe(text);
  expect(await item.isOn()).toBe(false);
});

test('no entry stays none, and one behind a link stays as it is (D8)', async () => {
  const { item, entry, read } = await onLinux();
  await item.repair();
  await expect(read()).rejects.toThrow('ENOENT');
  await writeFile(`${entry}.managed`, before);
  await symlink(`${entry}.managed`, entry);
  await item.repair();
  expect((await lstat(entry)).isSymbolicLink()).toBe(true);
  expect(await read()).toBe(before);
});

test.each([
  ['Snap', { SNAP: process.execPath.replace(/\/[^/]*$/, '') }, null],
  ['a program of Snap that started it', { SNAP: '/snap/code/1' }, false],
  ['a program of Flatpak that started it', { FLATPAK_ID: 'com.example.Terminal' }, false],
])('in %s it is known whether the desktop sees the entry (D8)', async (_, environment, isOn) => {
  expect(await (await onLinux(environment)).item.isOn()).toBe(isOn);
});
