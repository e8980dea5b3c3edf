import { EventEmitter } from 'node:events';

import { beforeEach, expect, test, vi } from 'vitest';

import type { VaultView } from '../../ipc/vault-view.js';
import { createTestClock, openMemoryVault } from '../../testing/test-world.js';
import { createConnectionStore } from '../connections/connection-store.js';
import type { Core } from '../connections/core.js';
import type { AppSettings } from '../settings/app-settings.js';
import type { MainWindow } from './main-window.js';

// Stand-ins for the desktop: these tests are about when something is shown and withdrawn.
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
vi.mock('./tray.js', () => ({
  createTray: () => ({ show: () => undefined, setShown: () => undefined }),
}));
const traySupport = vi.hoisted(() => ({ value: 'tray' }));
vi.mock('./tray-support.js', () => ({
  detectTraySupport: () => Promise.resolve(traySupport.value),
  waitForTraySupport: () => Promise.resolve(traySupport.value),
}));
const { createBackgroundMode } = await import('./background-mode.js');

beforeEach(() => {
  onScreen.clear();
  app.removeAllListeners();
  traySupport.value = 'tray';
});

/** Starts hidden with a locked vault. */
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
    view: { notify: { kind: notify }, closeToTray: { kind: 'off' } },
    checkAvailability: () => Promise.resolve(),
    updateOffers: () => undefined,
    onChange: () => undefined,
  } as unknown as AppSettings;
  const open = vi.fn(() => Promise.resolve());
  const window: MainWindow = {
    open,
    contents: () => null,
    isLoaded: () => false,
    whileBlocked: (work) => work,
    isFocused: () => false,
    isVisible: () => false,
    destroy: () => undefined,
    gestures: {
      watch: () => undefined,
      take: () => Promise.resolve(false),
      giveBack: () => undefined,
    },
  };
  const core = {
    store: createConnectionStore(vault),
    vault,
    lock: { isLocked: false, hidesNames: true, onChange: () => undefined },
    emit: () => undefined,
  };
  const backgroundMode = createBackgroundMode({
    core: core as unknown as Core,
    settings,
    language: { onChange: () => undefined },
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

test('does not notify about a locked vault when notifications are off', async () => {
  const { open } = await startedHidden('off');
  expect(onScreen.size).toBe(0);
  expect(open).not.toHaveBeenCalled();
});

test('opens the window for a locked vault when the desktop has no notifications', async () => {
  const { open } = await startedHidden('not_possible');
  expect(onScreen.size).toBe(0);
  expect(open).toHaveBeenCalledOnce();
});

test('opens the window and notifies nothing when there is no tray', async () => {
  traySupport.value = 'no_tray';
  const { open } = await startedHidden('on');
  expect(open).toHaveBeenCalledOnce();
  expect(onScreen.size).toBe(0);
});

test('notifies once about a locked vault, and a click opens the window', async () => {
  const { open } = await startedHidden('on');
  const [notification] = onScreen;
  expect(onScreen.size).toBe(1);
  expect(open).not.toHaveBeenCalled();
  notification?.emit('click');
  expect(open).toHaveBeenCalledOnce();
  expect(onScreen.size).toBe(0);
});

test('withdraws the notification when the vault opens', async () => {
  const { unlock } = await startedHidden('on');
  unlock();
  expect(onScreen.size).toBe(0);
});

test.each(['browser-window-focus', 'will-quit'])(
  'withdraws the notification at %s',
  async (event) => {
    await startedHidden('on');
    app.emit(event);
    expect(onScreen.size).toBe(0);
  },
);
