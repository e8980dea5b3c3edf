import { beforeEach, expect, test } from 'vitest';

import type { SettingsView } from '../../ipc/settings-view.js';
import type { StoredSettings, LoginItem } from '../ports/settings.js';
import { StorageError } from '../ports/storage-error.js';
import { createAppSettings, type DesktopOffers, type AppSettings } from './app-settings.js';

let stored: StoredSettings;
let desktop: DesktopOffers;
let system: { list: boolean | null; refuses: 'by error' | 'silently' | null };
let diskIsFull: boolean;
let settings: AppSettings;
let emitted: SettingsView[];

beforeEach(() => {
  stored = { closeToTray: false, notify: true, toldOfTray: false };
  system = { list: false, refuses: null };
  desktop = { tray: 'tray', canNotify: true };
  diskIsFull = false;
  emitted = [];
  const loginItem: LoginItem = {
    isOn: () => Promise.resolve(system.list),
    set(on) {
      if (system.refuses === 'by error') return Promise.reject(new Error('EACCES'));
      if (system.refuses === null) system.list = on;
      return Promise.resolve();
    },
  };
  settings = createAppSettings({
    loginItem,
    desktop: () => Promise.resolve(desktop),
    file: {
      get current() {
        return stored;
      },
      change(wish) {
        if (diskIsFull) return Promise.reject(new StorageError('full', 'no space'));
        stored = { ...stored, ...wish };
        return Promise.resolve();
      },
    },
    about: { version: '1', electron: '2', dataFolder: '~/data' },
  });
  settings.onChange((view) => void emitted.push(view));
});

test('a choice that cannot be stored is not shown as made', async () => {
  diskIsFull = true;
  expect(await settings.change({ notify: false })).toMatchObject({ code: 'storage_full' });
  expect(settings.view.notify).toEqual({ kind: 'on' });
});

test.each(['by error', 'silently'] as const)(
  'when the system refuses %s, the switch says so and shows the real state',
  async (how) => {
    await settings.checkAvailability();
    system.refuses = how;
    expect(await settings.change({ startAtLogin: true })).toMatchObject({
      code: 'start_at_login_refused',
    });
    expect(settings.view.startAtLogin).toEqual({ kind: 'off' });
  },
);

test('a system without a list of login items offers no switch', async () => {
  system.list = null;
  await settings.checkAvailability();
  expect(settings.view.startAtLogin).toEqual({ kind: 'not_possible', why: 'not_known_here' });
});

test('without a tray, or where closing never quits an app, there is nothing to choose; the choice is kept', async () => {
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

test('the system’s own list decides, also after a change made there', async () => {
  expect(await settings.change({ startAtLogin: true })).toBeNull();
  expect(settings.view.startAtLogin).toEqual({ kind: 'on' });
  system.list = false;
  await settings.checkAvailability();
  expect(settings.view.startAtLogin).toEqual({ kind: 'off' });
});

test('what the desktop no longer offers cannot be chosen once the settings are opened', async () => {
  await settings.change({ closeToTray: true });
  await settings.checkAvailability();
  expect(settings.view.closeToTray).toEqual({ kind: 'on' });
  desktop = { tray: 'no_tray', canNotify: false };
  await settings.checkAvailability();
  expect(settings.view.closeToTray).toEqual({ kind: 'not_possible', why: 'no_tray' });
  expect(emitted.at(-1)?.notify).toEqual({ kind: 'not_possible', why: 'not_offered' });
});

test('what is left out stays; the window is sent only changes', async () => {
  await settings.checkAvailability();
  emitted.length = 0;
  expect(await settings.change({ notify: false })).toBeNull();
  expect(stored).toMatchObject({ closeToTray: false, notify: false });
  await settings.change({});
  settings.updateOffers({ canNotify: true });
  expect(emitted).toHaveLength(1);
});

test('the tray is explained once', () => {
  expect(settings.shouldExplainTray()).toBe(true);
  expect(settings.shouldExplainTray()).toBe(false);
});
