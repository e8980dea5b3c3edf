/** The user's settings of the app itself, combined with what this computer offers. */
import type { Failure } from '../../ipc/failure.js';
import type { AboutView, SettingsView, Switch } from '../../ipc/settings-view.js';
import { failureOf, storageFailure } from '../connections/failures.js';
import type { LoginItem, Settings, SettingsFile } from '../ports/settings.js';
import { StorageError } from '../ports/storage-error.js';

export interface AppSettings extends Settings {
  /** Takes what was detected since; notifies listeners if that changes the view. */
  updateOffers(changes: Partial<DesktopOffers>): void;
  /** True the first time: then explain where the closed window went. */
  markTrayExplained(): boolean;
}

export interface AppSettingsOptions {
  readonly file: SettingsFile;
  readonly loginItem: LoginItem;
  /** Detects what the desktop offers now; that can change at any time. */
  readonly detectOffers: () => Promise<DesktopOffers>;
  readonly about: AboutView;
}

export interface DesktopOffers {
  readonly tray: 'tray' | 'no_tray' | 'stays_in_dock';
  readonly canNotify: boolean;
}

export function createAppSettings(options: AppSettingsOptions): AppSettings {
  const { file, loginItem, detectOffers, about } = options;
  const listeners: ((view: SettingsView) => void)[] = [];
  let offers: DesktopOffers = { tray: 'no_tray', canNotify: true };
  let startsAtLogin: boolean | null = null;
  /** Once per start: the place of the program does not change while it runs. */
  let repaired: Promise<void> | null = null;
  let view = currentView();

  function currentView(): SettingsView {
    const { closeToTray, notify, theme, language, lockAfter, lockWithSystem } = file.current;
    const { tray, canNotify } = offers;
    return {
      closeToTray: tray === 'tray' ? onOrOff(closeToTray) : { kind: 'not_possible', why: tray },
      startAtLogin:
        startsAtLogin === null
          ? { kind: 'not_possible', why: 'not_known_here' }
          : onOrOff(startsAtLogin),
      notify: canNotify ? onOrOff(notify) : { kind: 'not_possible', why: 'not_offered' },
      theme,
      language,
      lockAfter,
      lockWithSystem,
      file: file.state,
      about,
    };
  }

  function update(): void {
    const before = view;
    view = currentView();
    if (JSON.stringify(view) !== JSON.stringify(before))
      listeners.forEach((notify) => notify(view));
  }

  async function checkLoginItem(): Promise<void> {
    // Where it cannot be repaired, nothing starts at login, and the switch says so.
    repaired ??= loginItem.repair().catch(() => undefined);
    await repaired;
    startsAtLogin = await loginItem.isOn().catch(() => null);
    update();
  }

  return {
    get view() {
      return view;
    },
    onChange: (listener) => void listeners.push(listener),
    async checkAvailability() {
      [offers] = await Promise.all([detectOffers(), checkLoginItem()]);
      update();
    },
    updateOffers(changes) {
      offers = { ...offers, ...changes };
      update();
    },
    markTrayExplained() {
      if (file.current.trayNoticeShown) return false;
      void file.change({ trayNoticeShown: true }).catch(() => undefined);
      return true;
    },
    async change({ startAtLogin, ...stored }) {
      const given = Object.entries(stored).filter(([, value]) => value !== undefined);
      try {
        if (given.length > 0) await file.change(Object.fromEntries(given));
        if (startAtLogin !== undefined) await loginItem.set(startAtLogin);
      } catch (error) {
        return changeFailure(error);
      } finally {
        await checkLoginItem();
      }
      // The system's list decides, even when it reported success.
      return startAtLogin !== undefined && startAtLogin !== startsAtLogin
        ? failureOf('start_at_login_refused', 'the system did not apply it')
        : null;
    },
  };
}

function changeFailure(error: unknown): Failure {
  if (!(error instanceof StorageError)) {
    return failureOf('start_at_login_refused', error instanceof Error ? error.name : '');
  }
  return error.kind === 'full'
    ? storageFailure(error)
    : failureOf('settings_not_saved', error.message);
}

function onOrOff(on: boolean): Switch<never> {
  return { kind: on ? 'on' : 'off' };
}
