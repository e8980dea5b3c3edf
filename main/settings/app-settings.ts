/** The user's choices about the app itself, combined with what this computer allows. */
import type { AboutView, SettingsView, Switch } from '../../ipc/settings-view.js';
import { failureOf, storageFailure } from '../connections/failures.js';
import type { LoginItem, Settings, SettingsFile } from '../ports/settings.js';
import { StorageError } from '../ports/storage-error.js';

export interface AppSettings extends Settings {
  /** Stores newer findings about this desktop. */
  updateOffers(offers: Partial<DesktopOffers>): void;
  /** True the first time the window closes to the tray, and remembered: explain where it has gone. */
  shouldExplainTray(): boolean;
}

export interface AppSettingsOptions {
  readonly file: SettingsFile;
  readonly loginItem: LoginItem;
  /** Detects what the desktop offers, which can change while the app runs. */
  readonly desktop: () => Promise<DesktopOffers>;
  readonly about: AboutView;
}

/** The offers of this desktop to apps. */
export interface DesktopOffers {
  readonly tray: 'tray' | 'no_tray' | 'stays_in_dock';
  readonly canNotify: boolean;
}

export function createAppSettings({
  file,
  loginItem,
  desktop,
  about,
}: AppSettingsOptions): AppSettings {
  const listeners: ((view: SettingsView) => void)[] = [];
  let offers: DesktopOffers = { tray: 'no_tray', canNotify: true };
  let startsAtLogin: boolean | null = null;
  let view = currentView();

  function currentView(): SettingsView {
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

  /** Notifies the listeners if the view has changed. */
  function update(): void {
    const before = view;
    view = currentView();
    if (JSON.stringify(view) === JSON.stringify(before)) return;
    listeners.forEach((listener) => listener(view));
  }

  async function readLoginItem(): Promise<void> {
    startsAtLogin = await loginItem.isOn().catch(() => null);
    update();
  }

  return {
    get view() {
      return view;
    },
    onChange: (listener) => void listeners.push(listener),
    async checkAvailability() {
      [offers] = await Promise.all([desktop(), readLoginItem()]);
      update();
    },
    updateOffers(changed) {
      offers = { ...offers, ...changed };
      update();
    },
    shouldExplainTray() {
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
        await readLoginItem();
      }
      // The system's list decides, whatever set() returned.
      return startAtLogin !== undefined && startAtLogin !== startsAtLogin
        ? failureOf('start_at_login_refused', 'the system did not apply it')
        : null;
    },
  };
}

function onOrOff(on: boolean): Switch<never> {
  return { kind: on ? 'on' : 'off' };
}
