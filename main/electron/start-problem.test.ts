import { readdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { App } from 'electron';
import { expect, test } from 'vitest';

import { newFolder } from '../../testing/new-directory.js';
import {
  anotherInstanceAnswers,
  checkStart,
  findStartProblem,
  findTooLongSocket,
  findUnusableDataFolder,
  findUnwritableData,
} from './start-problem.js';

interface Computer {
  /** The value of `--user-data-dir`. */
  readonly named?: string;
  /** Null: Electron has none. */
  readonly userData: string | null;
  readonly temporary?: string;
  readonly hasLock?: boolean;
}

/** Electron as it answers on such a computer. */
function electronOn({ named = '', userData, temporary = '/tmp', hasLock = true }: Computer) {
  const calls: string[] = [];
  const app: Partial<Record<keyof App, unknown>> = {
    name: 'Lanyard',
    commandLine: { getSwitchValue: () => named, hasSwitch: () => false },
    getPath(name: string) {
      if (name === 'temp') return temporary;
      if (name === 'appData') return temporary;
      if (userData === null) throw new Error("Failed to get 'userData' path");
      return userData;
    },
    requestSingleInstanceLock: () => (calls.push('request'), hasLock),
    releaseSingleInstanceLock: () => void calls.push('release'),
  };
  return { app: app as unknown as App, calls };
}

const desktop = { HOME: '/home/ada', DISPLAY: ':0' };

test('a file in place of the data folder, or of a folder above it, is named (D2)', async () => {
  const folder = await newFolder();
  const file = join(folder, 'file');
  await writeFile(file, '');
  expect(findStartProblem(file, folder)).toEqual({ place: file, reason: 'not_a_folder' });
  const below = join(file, 'lanyard');
  expect(findStartProblem(below, folder)).toEqual({ place: below, reason: 'not_a_folder' });
});

test('a missing temporary folder is named, and so is one whose path is too long for a socket (D2)', async () => {
  const folder = await newFolder();
  const missing = join(folder, 'missing');
  expect(findStartProblem(folder, missing)).toEqual({ place: missing, reason: 'missing' });
  const long = `/${'x'.repeat(100)}`;
  expect(findTooLongSocket(long, 'linux')).toEqual({ place: long, reason: 'too_long' });
  expect(findTooLongSocket(long, 'win32')).toBeNull();
  expect(findTooLongSocket(`/${'x'.repeat(73)}`, 'linux')).toBeNull();
  expect(findTooLongSocket(`/${'ß'.repeat(37)}`, 'linux')).not.toBeNull();
});

test.each([
  ['HOME', {}],
  ['HOME', { HOME: '' }],
  ['HOME', { HOME: 'ada' }],
  ['XDG_CONFIG_HOME', { HOME: '/home/ada', XDG_CONFIG_HOME: 'config' }],
])(
  '%s without a full path is named, because the data has no place (D2)',
  async (place, environment) => {
    const { app } = electronOn({ userData: await newFolder() });
    expect(findUnusableDataFolder(app, 'linux', environment)).toEqual({ place, reason: 'not_set' });
    expect(findUnusableDataFolder(app, 'darwin', environment)).toBeNull();
  },
);

test('a data folder that Electron silently replaces is named (D2)', async () => {
  const folder = await newFolder();
  const file = join(folder, 'file');
  await writeFile(file, '');
  const { app } = electronOn({ named: file, userData: folder });
  expect(findUnusableDataFolder(app, 'linux', desktop)).toEqual({
    place: file,
    reason: 'not_a_folder',
  });
  await symlink('loop', join(folder, 'loop'));
  const { app: other } = electronOn({ named: join(folder, 'loop'), userData: folder });
  expect(findUnusableDataFolder(other, 'linux', desktop)?.reason).toBe('not_a_folder');
});

test('a data folder by a link, or beside the variables, is no problem (D2)', async () => {
  const folder = await newFolder();
  const link = join(folder, 'link');
  await symlink(folder, link);
  const { app } = electronOn({ named: link, userData: folder });
  expect(findUnusableDataFolder(app, 'linux', {})).toBeNull();
});

test('a file in place of the vault is named, and nothing is left in the data folder (D2)', async () => {
  const folder = await newFolder();
  expect(findUnwritableData(folder)).toBeNull();
  expect(await readdir(folder)).toEqual([]);
  const vault = join(folder, 'vault');
  await writeFile(vault, '');
  expect(findUnwritableData(folder)).toEqual({ place: vault, reason: 'not_a_folder' });
});

test('a start without a display, or with data that cannot be kept, gives the lock back (D2)', async () => {
  const userData = await newFolder();
  const blind = electronOn({ userData });
  expect(await checkStart(blind.app, 'linux', { HOME: '/home/ada' })).toMatchObject({
    problem: { place: 'DISPLAY', reason: 'no_display' },
    hasDisplay: false,
  });
  expect(blind.calls).toEqual(['request', 'release']);
  await writeFile(join(userData, 'vault'), '');
  const { app, calls } = electronOn({ userData });
  expect(await checkStart(app, 'linux', desktop)).toMatchObject({
    problem: { reason: 'not_a_folder' },
    hasDataFolder: true,
  });
  expect(calls).toEqual(['request', 'release']);
});

test('a refused lock is no other copy if none answers (D2)', async () => {
  const userData = await newFolder();
  const { app } = electronOn({ userData, hasLock: false });
  expect(await checkStart(app, 'linux', desktop)).toMatchObject({
    problem: { place: userData, reason: 'unknown' },
  });
});

test('with nothing in the way, Lanyard starts with the lock (D2)', async () => {
  const { app, calls } = electronOn({ userData: await newFolder() });
  expect(await checkStart(app, 'linux', desktop)).toEqual({ kind: 'ready' });
  expect(calls).toEqual(['request']);
});

test('a data folder that is not there yet is no problem (D2)', async () => {
  const folder = await newFolder();
  expect(findStartProblem(join(folder, 'a', 'b'), '/tmp')).toBeNull();
});

test('without the socket of a lock no other copy runs (D2)', async () => {
  expect(await anotherInstanceAnswers(await newFolder())).toBe(false);
});
