/** Lanyard out of sight and still there: its place in the tray, what it says from there, and the way back. */
import { app } from 'electron';

import { isClosed, keepInSight } from '../connections/views/tray-summary.js';
import type { Lanyard } from '../connections/core.js';
import { createNewsDesk } from '../connections/views/attention-notifier.js';
import type { DesktopOffers, SettingsDesk } from '../settings/app-settings.js';
import { canNotify, createNotifier, tellOfLock, tellOfTray } from './notifications.js';
import { systemClock } from './system-clock.js';
import type { TheWindow } from './main-window.js';
import { createTray } from './tray.js';
import { awaitTrayPlace, trayPlace } from './tray-support.js';

export interface AlwaysThereNeeds {
  readonly lanyard: Lanyard;
  readonly settings: SettingsDesk;
  readonly window: TheWindow;
  /** Started without a window: one opens after all where there is no tray to open it from. */
  readonly outOfSight: boolean;
}

export interface AlwaysThere {
  /** Finds out what this desktop offers; comes last, for nobody waits for it. */
  settle(): Promise<void>;
}

/** Must be there before the connections are: what was wrong already is no news. */
export function createAlwaysThere(needs: AlwaysThereNeeds): AlwaysThere {
  const { lanyard, settings, window, outOfSight } = needs;
  const { book, vault } = lanyard;

  const show = (connectionId: string | null) =>
    void window.open().then(() => lanyard.tell('attention:called', { connectionId }));

  const tray = createTray(process.platform, {
    open: () => void window.open(),
    show,
    quit: () => app.quit(),
  });
  keepInSight({ book, vault, clock: systemClock }, (seen) => tray.show(seen));

  const news = createNewsDesk({
    book,
    clock: systemClock,
    notifier: createNotifier(show),
    mayTell: () => settings.view.notify.kind === 'on' && !window.isLookedAt(),
  });
  app.on('browser-window-focus', news.looked);
  app.on('will-quit', () => news.stop());
  settings.onChange((view) => view.notify.kind === 'on' || news.looked());

  return {
    async settle() {
      await settings.lookAround();
      if (!outOfSight) return;
      const tray = await awaitTrayPlace(process.platform);
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
    const takeBack = tellOfLock(() => void window.open());
    app.once('browser-window-focus', takeBack);
    app.once('will-quit', takeBack);
    const forget = vault.onChange((view) => {
      if (isClosed(view.kind)) return;
      forget();
      takeBack();
    });
  }
}

export async function desktopOffers(): Promise<DesktopOffers> {
  return { tray: await trayPlace(process.platform), canNotify: canNotify() };
}

/** Whether a window that is being closed goes to the tray: the desktop is asked again, so that it never goes nowhere. */
export async function goesToTray(settings: SettingsDesk, open: () => void): Promise<boolean> {
  if (settings.view.closeToTray.kind !== 'on') return false;
  const place = await trayPlace(process.platform);
  settings.learned({ tray: place });
  if (place !== 'tray') return false;
  if (settings.firstTimeInTray()) tellOfTray(open);
  return true;
}
