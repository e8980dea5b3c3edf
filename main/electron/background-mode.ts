/** Lanyard out of sight and still there: its place in the tray, what it says from there, and the way back. */
import { app } from 'electron';

import { isClosed, watchSummary } from '../connections/views/tray-summary.js';
import type { Core } from '../connections/core.js';
import { createAttentionNotifier } from '../connections/views/attention-notifier.js';
import type { DesktopOffers, AppSettings } from '../settings/app-settings.js';
import { canNotify, createNotifier, tellOfLock, tellOfTray } from './notifications.js';
import { systemClock } from './system-clock.js';
import type { MainWindow } from './main-window.js';
import { createTray } from './tray.js';
import { waitForTraySupport, detectTraySupport } from './tray-support.js';

export interface BackgroundModeOptions {
  readonly core: Core;
  readonly settings: AppSettings;
  readonly window: MainWindow;
  /** Started without a window: one opens after all where there is no tray to open it from. */
  readonly outOfSight: boolean;
}

export interface BackgroundMode {
  /** Finds out what this desktop offers; comes last, for nobody waits for it. */
  settle(): Promise<void>;
}

/** Must be there before the connections are: what was wrong already is no news. */
export function createBackgroundMode(needs: BackgroundModeOptions): BackgroundMode {
  const { core, settings, window, outOfSight } = needs;
  const { store, vault } = core;

  const show = (connectionId: string | null) =>
    void window.open().then(() => core.tell('attentionRequested', { connectionId }));

  const tray = createTray(process.platform, {
    open: () => void window.open(),
    show,
    quit: () => app.quit(),
  });
  watchSummary({ store, vault, clock: systemClock }, (seen) => tray.show(seen));

  const attention = createAttentionNotifier({
    store,
    clock: systemClock,
    notifier: createNotifier(show),
    mayTell: () => settings.view.notify.kind === 'on' && !window.isLookedAt(),
  });
  app.on('browser-window-focus', attention.looked);
  app.on('will-quit', () => attention.stop());
  settings.onChange((view) => view.notify.kind === 'on' || attention.looked());

  return {
    async settle() {
      await settings.checkAvailability();
      if (!outOfSight) return;
      const tray = await waitForTraySupport(process.platform);
      settings.learned({ tray });
      if (tray === 'no_tray') await window.open();
      else if (isClosed(vault.view.kind)) await askToUnlock();
    },
  };

  /** Whoever has it start out of sight may not look for days, and meanwhile nothing is renewed. */
  async function askToUnlock(): Promise<void> {
    const { kind } = settings.view.notify;
    if (kind === 'not_possible') await window.open();
    if (kind !== 'on') return;
    const restoreArchived = tellOfLock(() => void window.open());
    app.once('browser-window-focus', restoreArchived);
    app.once('will-quit', restoreArchived);
    const forget = vault.onChange((view) => {
      if (isClosed(view.kind)) return;
      forget();
      restoreArchived();
    });
  }
}

export async function desktopOffers(): Promise<DesktopOffers> {
  return { tray: await detectTraySupport(process.platform), canNotify: canNotify() };
}

/** Whether a window that is being closed goes to the tray: the desktop is asked again, so that it never goes nowhere. */
export async function shouldHideToTray(settings: AppSettings, open: () => void): Promise<boolean> {
  if (settings.view.closeToTray.kind !== 'on') return false;
  const place = await detectTraySupport(process.platform);
  settings.learned({ tray: place });
  if (place !== 'tray') return false;
  if (settings.firstTimeInTray()) tellOfTray(open);
  return true;
}
