import { copyFile, mkdir, rename, rm, symlink, unlink, writeFile } from 'node:fs/promises';
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

let now = Date.UTC(2026, 6, 1, 12);
const onLinux = (environment: NodeJS.ProcessEnv = {}) =>
  createTimeZone('linux', environment, () => now, [file, `${file}.name`]);

/** Local times of 2026, at noon UTC in winter and in summer. */
function timesIn(zone: string): string {
  const format = new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeStyle: 'short' });
  return [0, 6].map((month) => format.format(Date.UTC(2026, month, 1, 12))).join(' ');
}

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
  const timeZone = createTimeZone('linux', { TZ: `:${file}` }, () => now, ['/nowhere']);
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

test.each([
  'Asia/Tokyo',
  'Europe/Berlin',
  'America/St_Johns',
  'Asia/Kathmandu',
  'Africa/Casablanca',
])(
  'the system’s zone as a copy of the file of %s is that zone, and one that replaces it (D7)',
  async (zone) => {
    await copyFile(`${zones}/Pacific/Apia`, file);
    const timeZone = onLinux();
    expect(timesIn(timeZone())).toBe(timesIn('Pacific/Apia'));
    await copyFile(`${zones}/${zone}`, file);
    expect(timesIn(timeZone())).toBe(timesIn(zone));
  },
);

test('of zones that are the same, a copy is the one that the system names (D7)', async () => {
  await copyFile(`${zones}/Europe/Oslo`, file);
  await writeFile(`${file}.name`, 'Europe/Oslo\n');
  expect(onLinux()()).toBe('Europe/Oslo');
  await writeFile(`${file}.name`, 'Asia/Tokyo\n');
  expect(timesIn(onLinux()())).toBe(timesIn('Europe/Oslo'));
});

test.each([
  ['CET-1CEST,M3.5.0,M10.5.0/3', '13:00 14:00'],
  [':CET-1CEST,M3.5.0,M10.5.0/3', '13:00 14:00'],
  ['CET-1CEST-2,M3.5.0/2:00:00,M10.5.0/03', '13:00 14:00'],
  ['<+03>-3', '15:00 15:00'],
  ['IST-5:30', '17:30 17:30'],
  ['JST-9', '21:00 21:00'],
  ['UTC+3', '09:00 09:00'],
  ['EST5', '07:00 07:00'],
  ['EST5EDT', '07:00 08:00'],
  ['EST5EDT,M3.2.0,M11.1.0', '07:00 08:00'],
  ['NZST-12NZDT,M9.5.0,M4.1.0/3', '01:00 00:00'],
  ['<+1030>-10:30<+11>-11,M10.1.0,M4.1.0', '23:00 22:30'],
  ['IST-1GMT0,M10.5.0,M3.5.0/1', '12:00 13:00'],
  ['EET-2EEST,M3.5.0/3,M10.5.0/4', '14:00 15:00'],
  ['Europe/Berlin', '13:00 14:00'],
  [':Europe/Berlin', '13:00 14:00'],
  ['right/Europe/Berlin', '13:00 14:00'],
  ['/usr/share/zoneinfo/Europe/Berlin', '13:00 14:00'],
  [':/usr/share/zoneinfo/posix/Asia/Kolkata', '17:30 17:30'],
  ['', '12:00 12:00'],
  [':', '12:00 12:00'],
  ['nonsense', '12:00 12:00'],
  ['Mars/Olympus', '12:00 12:00'],
  ['CET-1CEST,M13.5.0,M10.5.0', '12:00 12:00'],
  ['+03:00', '12:00 12:00'],
  ['/etc/passwd', '12:00 12:00'],
  ['/dev/zero', '12:00 12:00'],
])('TZ=%s shows %s at noon UTC in winter and in summer (D7)', async (value, times) => {
  await link(`${zones}/Asia/Tokyo`);
  process.env['TZ'] = value;
  expect(timesIn(onLinux({ TZ: value })())).toBe(times);
});

test('rules that no known zone has show the offset of now, also after the clock changed (D7)', () => {
  now = Date.UTC(2026, 0, 1);
  const timeZone = onLinux({ TZ: 'AAA-7BBB,J60/0,J300/0' });
  expect(timesIn(timeZone())).toBe('19:00 19:00');
  now = Date.UTC(2026, 6, 1);
  expect(timesIn(timeZone())).toBe('20:00 20:00');
});

test('a zone is found in the folder that TZDIR names, with names of its own (D7)', async () => {
  const folder = `${file}.zones`;
  await mkdir(folder);
  await copyFile(`${zones}/Asia/Tokyo`, `${folder}/office`);
  const timeZone = onLinux({ TZ: 'office', TZDIR: folder });
  expect(timesIn(timeZone())).toBe('21:00 21:00');
  await copyFile(`${zones}/Europe/Berlin`, `${folder}/office`);
  expect(timesIn(timeZone())).toBe('13:00 14:00');
});

test('on Windows, which has no such file, Node is asked each time (D7)', () => {
  process.env['TZ'] = 'Europe/Berlin';
  const timeZone = createTimeZone('win32', {}, () => now);
  expect(timeZone()).toBe('Europe/Berlin');
  process.env['TZ'] = 'Asia/Tokyo';
  expect(timeZone()).toBe('Asia/Tokyo');
});
