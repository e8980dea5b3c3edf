import { beforeEach, expect, test } from 'vitest';

import type { SettingsView } from '../../ipc/settings-view.js';
import type { StoredSettings, LoginItem } from '../ports/settings.js';
import { StorageError } from '../ports/storage-error.js';
import { createAppSettings, type DesktopOffers, type AppSettings } from './app-settings.js';

let kept: StoredSettings;
let desktop: DesktopOffers;
let system: { list: boolean | null; refuses: 'by error' | 'silently' | null };
let diskIsFull: boolean;
let desk: AppSettings;
let told: SettingsView[];

beforeEach(() => {
  kept = { closeToTray: false, notify: true, toldOfTray: false };
  system = { list: false, refuses: null };
  desktop = { tray: 'tray', canNotify: true };
  diskIsFull = false;
  told = [];
  const loginItem: LoginItem = {
    isOn: () => Promise.resolve(system.list),
    set(on) {
      if (system.refuses === 'by error') return Promise.reject(new Error('EACCES'));
      if (system.refuses === null) system.list = on;
      return Promise.resolve();
    },
  };
  desk = createAppSettings({
    loginItem,
    desktop: () => Promise.resolve(desktop),
    file: {
      get current() {
        return kept;
      },
      change(wish) {
        if (diskIsFull) return Promise.reject(new StorageError('full', 'no space'));
        kept = { ...kept, ...wish };
        return Promise.resolve();
      },
    },
    about: { version: '1', electron: '2', dataFolder: '~/data' },
  });
  desk.onChange((view) => void told.push(view));
});

test('what the disk refuses is not said to be so', async () => {
  diskIsFull = true;
  expect(await desk.change({ notify: false })).toMatchObject({ code: 'storage_full' });
  expect(desk.view.notify).toEqual({ kind: 'on' });
});

test.each(['by error', 'silently'] as const)(
  'what the system refuses %s is told, and the switch shows what is',
  async (how) => {
    await desk.checkAvailability();
    system.refuses = how;
    expect(await desk.change({ startAtLogin: true })).toMatchObject({
      code: 'start_at_login_refused',
    });
    expect(desk.view.startAtLogin).toEqual({ kind: 'off' });
  },
);

test('a system that keeps no list offers no switch', async () => {
  system.list = null;
  await desk.checkAvailability();
  expect(desk.view.startAtLogin).toEqual({ kind: 'not_possible', why: 'not_known_here' });
});

test('without a tray, or where closing never ends an app, there is nothing to choose; the choice is kept', async () => {
  desk.updateOffers({ tray: 'tray' });
  await desk.change({ closeToTray: true });
  expect(desk.view.closeToTray).toEqual({ kind: 'on' });
  for (const why of ['no_tray', 'stays_in_dock'] as const) {
    desk.updateOffers({ tray: why });
    expect(desk.view.closeToTray).toEqual({ kind: 'not_possible', why });
  }
  desk.updateOffers({ tray: 'tray' });
  expect(desk.view.closeToTray).toEqual({ kind: 'on' });
});

test('what the system says counts, also when it was changed there', async () => {
  expect(await desk.change({ startAtLogin: true })).toBeNull();
  expect(desk.view.startAtLogin).toEqual({ kind: 'on' });
  system.list = false;
  await desk.checkAvailability();
  expect(desk.view.startAtLogin).toEqual({ kind: 'off' });
});

test('what the desktop takes away is no choice any more once somebody looks', async () => {
  await desk.change({ closeToTray: true });
  await desk.checkAvailability();
  expect(desk.view.closeToTray).toEqual({ kind: 'on' });
  desktop = { tray: 'no_tray', canNotify: false };
  await desk.checkAvailability();
  expect(desk.view.closeToTray).toEqual({ kind: 'not_possible', why: 'no_tray' });
  expect(told.at(-1)?.notify).toEqual({ kind: 'not_possible', why: 'not_offered' });
});

test('what is left out stays; the window is told only of what changes', async () => {
  await desk.checkAvailability();
  told.length = 0;
  expect(await desk.change({ notify: false })).toBeNull();
  expect(kept).toMatchObject({ closeToTray: false, notify: false });
  await desk.change({});
  desk.updateOffers({ canNotify: true });
  expect(told).toHaveLength(1);
});

test('where the window went is said once', () => {
  expect(desk.markTrayExplained()).toBe(true);
  expect(desk.markTrayExplained()).toBe(false);
});
