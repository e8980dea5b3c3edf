import { copyFile, readFile, rename, rm, symlink, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { newFolder } from '../../testing/new-directory.js';
import { createTimeZone } from './time-zone.js';

const zones = '/usr/share/zoneinfo';
const own = process.env['TZ'];
let file: string;

beforeEach(async () => {
  file = join(await newFolder(), 'localtime');
});
afterEach(() => {
  if (own === undefined) delete process.env['TZ'];
  else process.env['TZ'] = own;
});

async function link(target: string): Promise<void> {
  await symlink(target, `${file}.new`);
  await rename(`${file}.new`, file);
}

const onLinux = (environment: NodeJS.ProcessEnv = {}) =>
  createTimeZone('linux', environment, [file, `${file}.name`]);

test.each([
  ['to a zone', `${zones}/Asia/Tokyo`, 'Asia/Tokyo'],
  ['relative', '../usr/share/zoneinfo/Pacific/Apia', 'Pacific/Apia'],
  ['on NixOS', '/etc/zoneinfo/America/Argentina/Ushuaia', 'America/Argentina/Ushuaia'],
  ['on a Mac', '/var/db/timezone/zoneinfo/Europe/Berlin', 'Europe/Berlin'],
  ['with leap seconds', `${zones}/right/Europe/London`, 'Europe/London'],
  ['to an old name', `${zones}/US/Eastern`, 'US/Eastern'],
])('a link that is %s, made while the app runs, is the new zone (D7)', async (_how, to, zone) => {
  await link(`${zones}/Europe/Berlin`);
  const timeZone = onLinux();
  expect(timeZone()).toBe('Europe/Berlin');
  await link(to);
  expect(timeZone()).toBe(zone);
});

test('a link by way of another link is followed, also when only the other one changes (D7)', async () => {
  await symlink(`${zones}/Europe/Berlin`, `${file}.mine`);
  await link(`${file}.mine`);
  const timeZone = onLinux();
  expect(timeZone()).toBe('Europe/Berlin');
  await unlink(`${file}.mine`);
  await symlink(`${zones}/Asia/Tokyo`, `${file}.mine`);
  expect(timeZone()).toBe('Asia/Tokyo');
});

test('a zone file that TZ names is followed (D7)', async () => {
  await link(`${zones}/Europe/Berlin`);
  const timeZone = createTimeZone('linux', { TZ: `:${file}` }, ['/nowhere']);
  await link(`${zones}/Pacific/Kiritimati`);
  expect(timeZone()).toBe('Pacific/Kiritimati');
});

test('a zone that TZ names stays, whatever the system changes to', async () => {
  process.env['TZ'] = 'Asia/Kathmandu';
  await link(`${zones}/Europe/Berlin`);
  const timeZone = onLinux({ TZ: 'Asia/Kathmandu' });
  await link(`${zones}/Asia/Tokyo`);
  expect(timeZone()).toMatch(/^Asia\/Kat[hmandu]+$/);
});

test.each(['nowhere', `${zones}/Mars/Olympus`, '../../etc/passwd'])(
  'a link to %s leaves a zone that every formatter accepts',
  async (target) => {
    await link(target);
    const zone = onLinux()();
    expect(
      new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone,
    ).toBeTruthy();
  },
);

test('a file that is gone, damaged or leads in a circle ends nothing', async () => {
  await link(`${zones}/Europe/Berlin`);
  const timeZone = onLinux();
  await rm(file);
  expect(timeZone()).toBeTruthy();
  await writeFile(file, 'no zone');
  expect(timeZone()).toBeTruthy();
  await rm(file);
  await symlink(file, file);
  expect(timeZone()).toBeTruthy();
});

test('where the system’s zone is a copy, Node is asked, and looks again (D7)', async () => {
  const timeZone = onLinux();
  process.env['TZ'] = 'Asia/Tokyo';
  await copyFile(`${zones}/Asia/Tokyo`, file);
  expect(timeZone()).toBe('Asia/Tokyo');
  process.env['TZ'] = 'Europe/Berlin';
  expect(timeZone(), 'nothing was replaced').toBe('Asia/Tokyo');
  await writeFile(`${file}.name`, 'Europe/Berlin\n');
  expect(timeZone()).toBe('Europe/Berlin');
  expect(await readFile(file)).toBeTruthy();
});

test('on Windows, which has no such file, Node is asked each time (D7)', () => {
  process.env['TZ'] = 'Europe/Berlin';
  const timeZone = createTimeZone('win32', {});
  expect(timeZone()).toBe('Europe/Berlin');
  process.env['TZ'] = 'Asia/Tokyo';
  expect(timeZone()).toBe('Asia/Tokyo');
});
