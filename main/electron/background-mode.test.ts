import { EventEmitter } from 'node:events';

import { beforeEach, expect, test, vi } from 'vitest';

import type { VaultView } from '../../ipc/vault-view.js';
import { createConnectionStore } from '../connections/connection-store.js';
import type { Core } from '../connections/core.js';
import type { AppSettings } from '../settings/app-settings.js';
import { createTestClock, openMemoryVault } from '../../testing/test-world.js';
import type { MainWindow } from './main-window.js';

// Stand-ins for what a desktop shows: what is tried is when something is shown, and when it goes.
const app = new EventEmitter();
const onScreen = new Set<FakeNotification>();
class FakeNotification extends EventEmitter {
  show() {
    onScreen.add(this);
  }
  close() {
    onScreen.delete(this);
  }
}
vi.mock('electron', () => ({
  app,
  Menu: {},
  nativeImage: {},
  Notification: FakeNotification,
  Tray: {},
}));
vi.mock('./tray.js', () => ({ createTray: () => ({ show: () => undefined }) }));
const place = vi.hoisted(() => ({ is: 'tray' }));
vi.mock('./tray-support.js', () => ({
  detectTraySupport: () => Promise.resolve(place.is),
  waitForTraySupport: () => Promise.resolve(place.is),
}));
const { createBackgroundMode } = await import('./background-mode.js');

beforeEach(() => {
  onScreen.clear();
  app.removeAllListeners();
  place.is = 'tray';
});

/** Started at login, hidden, with a vault that did not open by itself. */
async function startedHidden(notify: 'on' | 'off' | 'not_possible') {
  const disk = await openMemoryVault(createTestClock());
  const listeners = new Set<(view: VaultView) => void>();
  let view: VaultView = { kind: 'passphrase_required' };
  const vault = {
    ...disk,
    get view() {
      return view;
    },
    onChange(listener: (view: VaultView) => void) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
  const settings = {
    view: { notify: { kind: notify } },
    checkAvailability: () => Promise.resolve(),
    updateOffers: () => undefined,
    onChange: () => undefined,
  } as unknown as AppSettings;
  const open = vi.fn(() => Promise.resolve());
  const window: MainWindow = { open, contents: () => null, isFocused: () => false };
  const core = { store: createConnectionStore(vault), vault, tell: () => undefined };
  const backgroundMode = createBackgroundMode({
    core: core as unknown as Core,
    settings,
    window,
    startedHidden: true,
  });
  await backgroundMode.start();
  return {
    open,
    unlock: () => {
      view = disk.view;
      listeners.forEach((listener) => listener(view));
    },
  };
}

test('a locked vault is not told of where the person wants no notifications', async () => {
  const { open } = await startedHidden('off');
  expect(onScreen.size).toBe(0);
  expect(open).not.toHaveBeenCalled();
});

test('where the desktop has no notifications, a locked vault opens the window', async () => {
  const { open } = await startedHidden('not_possible');
  expect(onScreen.size).toBe(0);
  expect(open).toHaveBeenCalledOnce();
});

test('where there is no tray to open it from, the window opens and nothing else is said', async () => {
  place.is = 'no_tray';
  const { open } = await startedHidden('on');
  expect(open).toHaveBeenCalledOnce();
  expect(onScreen.size).toBe(0);
});

test('a locked vault is told of once, and a click opens the window', async () => {
  const { open } = await startedHidden('on');
  const [told] = onScreen;
  expect(onScreen.size).toBe(1);
  expect(open).not.toHaveBeenCalled();
  told?.emit('click');
  expect(open).toHaveBeenCalledOnce();
  expect(onScreen.size).toBe(0);
});

test('the vault opens: what was said of its lock is taken back', async () => {
  const { unlock } = await startedHidden('on');
  unlock();
  expect(onScreen.size).toBe(0);
});

test.each(['browser-window-focus', 'will-quit'])(
  'what was said of the lock is taken back at %s',
  async (event) => {
    await startedHidden('on');
    app.emit(event);
    expect(onScreen.size).toBe(0);
  },
);
