/** Lanyard without a window: the tray icon, notifications, and the ways back to the window. */
import { app } from 'electron';

import type { SettingsView } from '../../ipc/settings-view.js';
import type { Core } from '../connections/core.js';
import { AttentionNotifier } from '../connections/views/attention-notifier.js';
import { isClosed, watchSummary } from '../connections/views/tray-summary.js';
import type { AppSettings, DesktopOffers } from '../settings/app-settings.js';
import type { AppLanguage } from './app-language.js';
import type { MainWindow } from './main-window.js';
import { canNotify, createNotifier, notifyHiddenToTray, notifyLocked } from './notifications.js';
import { systemClock } from './system-clock.js';
import { detectTraySupport, waitForTraySupport } from './tray-support.js';
import { createTray } from './tray.js';

export interface BackgroundModeOptions {
  readonly core: Core;
  readonly settings: AppSettings;
  readonly language: AppLanguage;
  readonly window: MainWindow;
  /** Started without a window. One opens after all where no tray could open it. */
  readonly startedHidden: boolean;
}

export interface BackgroundMode {
  /** Detects what this desktop offers. Slow, so call it last. */
  start(): Promise<void>;
}

/**
 * Create before the connections are loaded, so that problems that already existed do not trigger
 * notifications.
 */
export function createBackgroundMode(options: BackgroundModeOptions): BackgroundMode {
  const { core, settings, language, window, startedHidden } = options;
  const { store, vault, lock } = core;

  const openAt = (connectionId: string | null) =>
    void window.open().then(() => core.emit('attentionRequested', { connectionId }));

  const tray = createTray(process.platform, {
    open: () => void window.open(),
    show: openAt,
    connect: () => void window.open().then(() => core.emit('actionChosen', { action: 'connect' })),
    refreshAll: () => core.refreshAll(),
    lock: () => void lock.lock(),
    quit: () => app.quit(),
  });
  const showIfPossible = ({ closeToTray }: SettingsView) => {
    tray.setShown(closeToTray.kind !== 'not_possible' || closeToTray.why !== 'no_tray');
  };
  showIfPossible(settings.view);
  settings.onChange(showIfPossible);
  const showAgain = watchSummary({ store, vault, lock, clock: systemClock }, (summary) =>
    tray.show(summary),
  );
  language.onChange(showAgain);

  const attention = new AttentionNotifier({
    store,
    clock: systemClock,
    notifier: createNotifier(openAt),
    hidesNames: () => lock.hidesNames,
    mayNotify: () => settings.view.notify.kind === 'on' && !window.isFocused(),
  });
  app.on('browser-window-focus', () => attention.markSeen());
  app.on('will-quit', () => attention.stop());
  // The one on the screen may name somebody.
  lock.onChange(() => attention.markSeen());
  settings.onChange((view) => view.notify.kind === 'on' || attention.markSeen());

  return {
    async start() {
      await settings.checkAvailability();
      const support = await waitForTraySupport(process.platform);
      settings.updateOffers({ tray: support });
      if (!startedHidden) return;
      if (support === 'no_tray') await window.open();
      else if (isClosed(vault.view.kind)) await requestUnlock();
    },
  };

  /** Started hidden with a locked vault, nothing is refreshed until the user notices. Tell them once. */
  async function requestUnlock(): Promise<void> {
    const { kind } = settings.view.notify;
    if (kind === 'not_possible') await window.open();
    if (kind !== 'on') return;
    const withdraw = notifyLocked(() => void window.open());
    app.once('browser-window-focus', withdraw);
    app.once('will-quit', withdraw);
    const unsubscribe = vault.onChange((view) => {
      if (isClosed(view.kind)) return;
      unsubscribe();
      withdraw();
    });
  }
}

export async function detectDesktopOffers(): Promise<DesktopOffers> {
  return { tray: await detectTraySupport(process.platform), canNotify: canNotify() };
}

/**
 * True when closing the window only hides it. Checks for a tray again, because without one the hidden
 * window could not be reached.
 */
export async function shouldHideToTray(settings: AppSettings, open: () => void): Promise<boolean> {
  // Without a tray before, there may be one now.
  if (settings.view.closeToTray.kind === 'off') return false;
  settings.updateOffers({ tray: await detectTraySupport(process.platform) });
  if (settings.view.closeToTray.kind !== 'on') return false;
  if (settings.markTrayExplained()) notifyHiddenToTray(open);
  return true;
}
