import { beforeEach, expect, test } from 'vitest';

import type { SettingsView } from '../../ipc/settings-view.js';
import type { StoredSettings, LoginItem } from '../ports/settings.js';
import { StorageError } from '../ports/storage-error.js';
import { createAppSettings, type DesktopOffers, type AppSettings } from './app-settings.js';

let stored: StoredSettings;
let desktop: DesktopOffers;
let system: {
  list: boolean | 'outdated' | null;
  refuses: 'by error' | 'silently' | null;
  repairs: number;
};
let writeFails: StorageError | null;
let fileState: SettingsView['file'];
let settings: AppSettings;
let views: SettingsView[];

beforeEach(() => {
  stored = {
    ...{ closeToTray: false, notify: true, trayNoticeShown: false },
    ...{ theme: 'system', language: 'system' },
    ...{ lockAfter: 'never', lockWithSystem: false },
  };
  system = { list: false, refuses: null, repairs: 0 };
  desktop = { tray: 'tray', canNotify: true };
  writeFails = null;
  fileState = { kind: 'understood' };
  views = [];
  const loginItem: LoginItem = {
    isOn: () => Promise.resolve(system.list === 'outdated' ? false : system.list),
    set(on) {
      if (system.refuses === 'by error') return Promise.reject(new Error('EACCES'));
      if (system.refuses === null) system.list = on;
      return Promise.resolve();
    },
    repair() {
      system.repairs += 1;
      if (system.refuses === 'by error') return Promise.reject(new Error('EROFS'));
      if (system.list === 'outdated') system.list = true;
      return Promise.resolve();
    },
  };
  settings = createAppSettings({
    loginItem,
    detectOffers: () => Promise.resolve(desktop),
    file: {
      get current() {
        return stored;
      },
      get state() {
        return fileState;
      },
      change(changes) {
        if (writeFails) return Promise.reject(writeFails);
        stored = { ...stored, ...changes };
        return Promise.resolve();
      },
    },
    about: { version: '1', electron: '2', dataFolder: '~/data' },
  });
  settings.onChange((view) => void views.push(view));
});

test('keeps the present setting when the disk refuses a change', async () => {
  writeFails = new StorageError('full', 'no space');
  expect(await settings.change({ notify: false })).toMatchObject({ code: 'storage_full' });
  expect(settings.view.notify).toEqual({ kind: 'on' });
});

test('says that the settings file cannot be written, and keeps the present setting (D13)', async () => {
  writeFails = new StorageError('failed', 'writing the settings failed: EROFS');
  expect(await settings.change({ notify: false })).toMatchObject({
    code: 'settings_not_saved',
    cause: 'writing the settings failed: EROFS',
  });
  expect(settings.view.notify).toEqual({ kind: 'on' });
});

test('says what became of the settings file (D13)', () => {
  fileState = { kind: 'partly_understood' };
  settings.updateOffers({});
  expect(views.at(-1)?.file).toEqual({ kind: 'partly_understood' });
});

test.each(['by error', 'silently'] as const)(
  'reports what the system refuses %s, and shows the actual setting',
  async (how) => {
    await settings.checkAvailability();
    system.refuses = how;
    expect(await settings.change({ startAtLogin: true })).toMatchObject({
      code: 'start_at_login_refused',
    });
    expect(settings.view.startAtLogin).toEqual({ kind: 'off' });
  },
);

test('an entry of another place is repaired once per start, and the switch stays on (D8)', async () => {
  system.list = 'outdated';
  await settings.checkAvailability();
  expect(settings.view.startAtLogin).toEqual({ kind: 'on' });
  await settings.checkAvailability();
  expect(system.repairs).toBe(1);
});

test('where it cannot be repaired the switch is off, as nothing starts at login (D8)', async () => {
  system = { list: 'outdated', refuses: 'by error', repairs: 0 };
  await settings.checkAvailability();
  expect(settings.view.startAtLogin).toEqual({ kind: 'off' });
});

test('offers no switch on a system without a list of login items', async () => {
  system.list = null;
  await settings.checkAvailability();
  expect(settings.view.startAtLogin).toEqual({ kind: 'not_possible', why: 'not_known_here' });
});

test('offers no choice without a tray or on a Mac, and keeps the stored one', async () => {
  settings.updateOffers({ tray: 'tray' });
  await settings.change({ closeToTray: true });
  expect(settings.view.closeToTray).toEqual({ kind: 'on' });
  for (const why of ['no_tray', 'stays_in_dock'] as const) {
    settings.updateOffers({ tray: why });
    expect(settings.view.closeToTray).toEqual({ kind: 'not_possible', why });
  }
  settings.updateOffers({ tray: 'tray' });
  expect(settings.view.closeToTray).toEqual({ kind: 'on' });
});

test('follows the system’s list, also when it was changed there', async () => {
  expect(await settings.change({ startAtLogin: true })).toBeNull();
  expect(settings.view.startAtLogin).toEqual({ kind: 'on' });
  system.list = false;
  await settings.checkAvailability();
  expect(settings.view.startAtLogin).toEqual({ kind: 'off' });
});

test('withdraws what the desktop no longer offers at the next check', async () => {
  await settings.change({ closeToTray: true });
  await settings.checkAvailability();
  expect(settings.view.closeToTray).toEqual({ kind: 'on' });
  desktop = { tray: 'no_tray', canNotify: false };
  await settings.checkAvailability();
  expect(settings.view.closeToTray).toEqual({ kind: 'not_possible', why: 'no_tray' });
  expect(views.at(-1)?.notify).toEqual({ kind: 'not_possible', why: 'not_offered' });
});

test('keeps what a change leaves out, and notifies only of differences', async () => {
  await settings.checkAvailability();
  views.length = 0;
  expect(await settings.change({ notify: false })).toBeNull();
  expect(stored).toMatchObject({ closeToTray: false, notify: false });
  await settings.change({});
  settings.updateOffers({ canNotify: true });
  expect(views).toHaveLength(1);
});

test('a theme is stored and reported, and one that cannot be stored is not', async () => {
  await settings.change({ theme: 'high_contrast' });
  expect(settings.view.theme).toBe('high_contrast');
  expect(views.at(-1)?.theme).toBe('high_contrast');
  writeFails = new StorageError('failed', 'EROFS');
  expect(await settings.change({ theme: 'dark' })).toMatchObject({ code: 'settings_not_saved' });
  expect(settings.view.theme).toBe('high_contrast');
});

test('explains once where the window went', () => {
  expect(settings.markTrayExplained()).toBe(true);
  expect(settings.markTrayExplained()).toBe(false);
});
