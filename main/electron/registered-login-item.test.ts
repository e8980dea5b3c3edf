import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { beforeEach, expect, test } from 'vitest';

import { newFolder } from '../../testing/new-directory.js';
import {
  createLoginItemMemory,
  loginItemOnMac,
  loginItemOnWindows,
  type LoginItemMemory,
  type SystemLoginItems,
} from './registered-login-item.js';

let folder: string;
let memory: LoginItemMemory;

beforeEach(async () => {
  folder = await newFolder();
  memory = createLoginItemMemory(folder, (path, content) => writeFile(path, content));
});

/** The registry as Electron shows it: one value for the app, compared with a program and arguments. */
class WindowsList {
  entry: { command: string; enabled: boolean } | null = null;
  writes = 0;
  readonly functions = {
    getLoginItemSettings: ({ path = '', args = [] } = {}) => ({
      openAtLogin: this.entry?.command === commandLine(path, args),
      executableWillLaunchAtLogin:
        this.entry !== null && this.entry.enabled && this.entry.command.startsWith(`"${path}"`),
    }),
    setLoginItemSettings: ({ openAtLogin = false, path = '', args = [], enabled = true }) => {
      this.writes++;
      this.entry = openAtLogin ? { command: commandLine(path, args), enabled } : null;
    },
  } as unknown as SystemLoginItems;
}

const commandLine = (path: string, args: readonly string[]) =>
  [path, ...args].map((word) => `"${word}"`).join(' ');
const args = ['--hidden'];
const oldPlace = String.raw`C:\Users\a\Downloads\Lanyard\Lanyard.exe`;
const newPlace = String.raw`C:\Users\a\AppData\Local\Programs\lanyard\Lanyard.exe`;

function onWindows(list: WindowsList, path: string, more: readonly string[] = args) {
  return loginItemOnWindows({ system: list.functions, path, args: more, memory });
}

test('on Windows, an app in another folder than before starts at login from there (D8)', async () => {
  const list = new WindowsList();
  await onWindows(list, oldPlace).set(true);
  const moved = onWindows(list, newPlace);
  expect(await moved.isOn()).toBe(false);
  await moved.repair();
  expect(list.entry?.command).toBe(commandLine(newPlace, args));
  expect(await moved.isOn()).toBe(true);
});

test('on Windows, an entry that was there before Lanyard remembered one is repaired too (D8)', async () => {
  const list = new WindowsList();
  list.entry = { command: commandLine(oldPlace, args), enabled: true };
  await onWindows(list, oldPlace).repair();
  await onWindows(list, newPlace).repair();
  expect(list.entry.command).toBe(commandLine(newPlace, args));
});

test('on Windows, an entry that the Task Manager disabled stays disabled when the app moved (D8)', async () => {
  const list = new WindowsList();
  await onWindows(list, oldPlace).set(true);
  list.entry = { command: commandLine(oldPlace, args), enabled: false };
  const moved = onWindows(list, newPlace);
  await moved.repair();
  expect(list.entry).toEqual({ command: commandLine(newPlace, args), enabled: false });
  expect(await moved.isOn()).toBe(false);
});

const ofOtherData = {
  command: commandLine(oldPlace, [String.raw`--user-data-dir=D:\other`, ...args]),
  enabled: true,
};
test.each([
  ['removed from the list', null],
  ['replaced by that of another data folder', ofOtherData],
])('on Windows, an entry that was %s is not made again (D8)', async (_how, entry) => {
  const list = new WindowsList();
  await onWindows(list, oldPlace).set(true);
  list.entry = entry;
  for (const place of [newPlace, oldPlace, newPlace]) await onWindows(list, place).repair();
  expect(list.entry).toBe(entry);
});

test('on Windows, what was turned off in Lanyard stays off in the next place (D8)', async () => {
  const list = new WindowsList();
  await onWindows(list, oldPlace).set(true);
  await onWindows(list, oldPlace).set(false);
  await onWindows(list, newPlace).repair();
  expect(list.entry).toBeNull();
});

test('on Windows, an entry that is right is not written again (D8)', async () => {
  const list = new WindowsList();
  await onWindows(list, newPlace).set(true);
  await onWindows(list, newPlace).repair();
  expect(list.writes).toBe(1);
});

type Status = 'not-registered' | 'enabled' | 'requires-approval' | 'not-found';

/** The system's list as macOS 13 and later show it. */
class MacList {
  status: Status = 'not-registered';
  writes = 0;
  readonly functions = {
    getLoginItemSettings: () => ({ openAtLogin: this.status === 'enabled', status: this.status }),
    setLoginItemSettings: ({ openAtLogin = false }) => {
      this.writes++;
      this.status = openAtLogin ? 'enabled' : 'not-registered';
    },
  } as unknown as SystemLoginItems;
}

const downloads = '/Users/a/Downloads/Lanyard.app/Contents/MacOS/Lanyard';
const applications = '/Applications/Lanyard.app/Contents/MacOS/Lanyard';
const onMac = (list: MacList, path: string) =>
  loginItemOnMac({ system: list.functions, path, args: [], memory });

test.each(['not-registered', 'not-found', 'enabled'] as const)(
  'on a Mac, an app that moved and is %s is registered again from its new place (D8)',
  async (status) => {
    const list = new MacList();
    await onMac(list, downloads).set(true);
    list.status = status;
    await onMac(list, applications).repair();
    expect(list.writes).toBe(2);
    expect(await onMac(list, applications).isOn()).toBe(true);
    await onMac(list, applications).repair();
    expect(list.writes, 'once').toBe(2);
  },
);

test('on a Mac, an app that the system lost after an update is registered again (D8)', async () => {
  const list = new MacList();
  await onMac(list, applications).set(true);
  list.status = 'not-found';
  await onMac(list, applications).repair();
  expect(await onMac(list, applications).isOn()).toBe(true);
});

test.each(['not-registered', 'requires-approval'] as const)(
  'on a Mac, what the user turned off in the system’s settings (%s) stays off (D8)',
  async (status) => {
    const list = new MacList();
    await onMac(list, applications).set(true);
    list.status = status;
    await onMac(list, applications).repair();
    await onMac(list, downloads).repair();
    expect(await onMac(list, downloads).isOn()).toBe(false);
    expect(list.writes).toBe(1);
  },
);

test('on a Mac, an app that runs from a random folder until it is moved is left alone (D8)', async () => {
  const list = new MacList();
  await onMac(list, applications).set(true);
  await onMac(list, '/private/var/folders/x/AppTranslocation/1A/d/Lanyard.app/Lanyard').repair();
  expect(list.writes).toBe(1);
});

test.each(['', '{}', '{"path":1,"args":[]}', '{"path":"a","args":[1]}', 'null', '[]'])(
  'a memory that reads %j is none, and nothing is turned on (D8)',
  async (text) => {
    await writeFile(join(folder, 'start-at-login.json'), text);
    expect(await memory.read()).toBeNull();
    const list = new WindowsList();
    await onWindows(list, newPlace).repair();
    expect(list.entry).toBeNull();
  },
);
