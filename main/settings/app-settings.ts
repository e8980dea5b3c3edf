/** The person's choices about the app itself, joined with what this computer lets them choose. */
import type { AboutView, SettingsView, Switch } from '../../ipc/settings-view.js';
import { failureOf, storageFailure } from '../connections/failures.js';
import type { LoginItem, Settings, SettingsFile } from '../ports/settings.js';
import { StorageError } from '../ports/storage-error.js';

export interface AppSettings extends Settings {
  /** What was found out since about this computer; tells the window where that changes something. */
  updateOffers(news: Partial<DesktopOffers>): void;
  /** Whether to say now where the closed window has gone; once. */
  markTrayExplained(): boolean;
}

export interface AppSettingsOptions {
  readonly file: SettingsFile;
  readonly loginItem: LoginItem;
  /** Asks the desktop, which can take away what it offered. */
  readonly desktop: () => Promise<DesktopOffers>;
  readonly about: AboutView;
}

/** What this desktop offers to apps. */
export interface DesktopOffers {
  readonly tray: 'tray' | 'no_tray' | 'stays_in_dock';
  readonly canNotify: boolean;
}

export function createAppSettings(needs: AppSettingsOptions): AppSettings {
  const { file, loginItem, desktop, about } = needs;
  const listeners: ((view: SettingsView) => void)[] = [];
  let offers: DesktopOffers = { tray: 'no_tray', canNotify: true };
  let startsAtLogin: boolean | null = null;
  let view = seen();

  function seen(): SettingsView {
    const { closeToTray, notify } = file.current;
    const { tray, canNotify } = offers;
    return {
      closeToTray: tray === 'tray' ? onOrOff(closeToTray) : { kind: 'not_possible', why: tray },
      startAtLogin:
        startsAtLogin === null
          ? { kind: 'not_possible', why: 'not_known_here' }
          : onOrOff(startsAtLogin),
      notify: canNotify ? onOrOff(notify) : { kind: 'not_possible', why: 'not_offered' },
      about,
    };
  }

  function look(): void {
    const before = view;
    view = seen();
    if (JSON.stringify(view) !== JSON.stringify(before)) listeners.forEach((tell) => tell(view));
  }

  async function lookAtLogin(): Promise<void> {
    startsAtLogin = await loginItem.isOn().catch(() => null);
    look();
  }

  return {
    get view() {
      return view;
    },
    onChange: (listener) => void listeners.push(listener),
    async checkAvailability() {
      [offers] = await Promise.all([desktop(), lookAtLogin()]);
      look();
    },
    updateOffers(news) {
      offers = { ...offers, ...news };
      look();
    },
    markTrayExplained() {
      if (file.current.toldOfTray) return false;
      void file.change({ toldOfTray: true }).catch(() => undefined);
      return true;
    },
    async change({ closeToTray, startAtLogin, notify }) {
      try {
        if (closeToTray !== undefined) await file.change({ closeToTray });
        if (notify !== undefined) await file.change({ notify });
        if (startAtLogin !== undefined) await loginItem.set(startAtLogin);
      } catch (error) {
        return error instanceof StorageError
          ? storageFailure(error)
          : failureOf('start_at_login_refused', error instanceof Error ? error.name : '');
      } finally {
        await lookAtLogin();
      }
      // What the system says now is what counts, whatever it answered.
      return startAtLogin !== undefined && startAtLogin !== startsAtLogin
        ? failureOf('start_at_login_refused', 'the system did not take it')
        : null;
    },
  };
}

function onOrOff(on: boolean): Switch<never> {
  return { kind: on ? 'on' : 'off' };
}
