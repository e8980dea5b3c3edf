import { chmod, mkdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { newFolder } from '../../testing/new-directory.js';
import { createHourCycle } from './hour-cycle.js';

const path = process.env['PATH'];
let folder: string;
beforeEach(async () => {
  folder = await newFolder();
  await mkdir(join(folder, 'dconf'));
});
afterEach(() => {
  process.env['PATH'] = path;
});

const on = (platform: NodeJS.Platform, environment: NodeJS.ProcessEnv, systemLocale = 'en-US') =>
  createHourCycle({ platform, environment, systemLocale: () => systemLocale });

test.each([
  [{}, 'h23'],
  [{ LANG: 'C.UTF-8' }, 'h23'],
  [{ LANG: 'POSIX' }, 'h23'],
  [{ LANG: 'en_US.UTF-8' }, 'h12'],
  [{ LANG: 'de_DE@euro' }, 'h23'],
  [{ LANG: 'en_US.UTF-8', LC_TIME: 'de_DE.UTF-8' }, 'h23'],
  [{ LANG: 'de_DE.UTF-8', LC_TIME: 'en_US.UTF-8', LC_ALL: '' }, 'h12'],
  [{ LC_TIME: 'en_US.UTF-8', LC_ALL: 'C' }, 'h23'],
  [{ LANG: 'not a locale' }, 'h23'],
  [{ LANG: '../../x' }, 'h23'],
] as const)('on Linux with %o times are of %s (D7)', (environment, expected) => {
  expect(on('linux', environment)()).toBe(expected);
});

test('on Windows and a Mac the hour cycle follows the system while the app runs (D7)', () => {
  let systemLocale = 'en-US';
  for (const platform of ['win32', 'darwin'] as const) {
    const hourCycle = createHourCycle({
      platform,
      environment: {},
      systemLocale: () => systemLocale,
    });
    systemLocale = 'en-US';
    expect(hourCycle()).toBe('h12');
    systemLocale = 'de-AT';
    expect(hourCycle()).toBe('h23');
  }
});

/** Answers as GNOME's own does. */
async function choose(format: string, at: number): Promise<void> {
  await writeFile(join(folder, 'gsettings'), `#!/bin/sh\necho "'${format}'"\n`);
  await chmod(join(folder, 'gsettings'), 0o755);
  await writeFile(join(folder, 'dconf', 'user'), format);
  await utimes(join(folder, 'dconf', 'user'), at, at);
}

test('on GNOME its own setting counts, and a change of it while the app runs (D7)', async () => {
  process.env['PATH'] = `${folder}:${path ?? ''}`;
  await choose('24h', 1);
  const environment = { XDG_CURRENT_DESKTOP: 'ubuntu:GNOME', XDG_CONFIG_HOME: folder };
  const hourCycle = on('linux', { ...environment, LANG: 'en_US.UTF-8' });
  await expect.poll(hourCycle).toBe('h23');
  await choose('12h', 2);
  await expect.poll(hourCycle).toBe('h12');
});

test('without GNOME’s tool the locale counts there', () => {
  process.env['PATH'] = folder;
  const environment = { XDG_CURRENT_DESKTOP: 'GNOME', XDG_CONFIG_HOME: folder };
  const hourCycle = on('linux', { ...environment, LANG: 'en_US.UTF-8' });
  expect(hourCycle()).toBe('h12');
});
