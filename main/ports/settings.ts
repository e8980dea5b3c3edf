import type { Failure } from '../../ipc/failure.js';
import type { LanguageChoice } from '../../ipc/language.js';
import type { LockDelay, Theme } from '../../ipc/limits.js';
import type { SettingsFileState, SettingsView } from '../../ipc/settings-view.js';

export type { SettingsFileState } from '../../ipc/settings-view.js';

/** The app's settings: the user's choices within what this computer allows. Needed by core.ts and main/requests. */
export interface Settings {
  readonly view: SettingsView;
  /** Members that are left out stay as they are. Resolves to null, or to why it could not be changed. */
  change(change: SettingsChange): Promise<Failure | null>;
  /** Detects again what system and desktop offer: it can change outside the app. */
  checkAvailability(): Promise<void>;
  onChange(listener: (view: SettingsView) => void): void;
}

export interface SettingsChange {
  readonly closeToTray?: boolean | undefined;
  readonly startAtLogin?: boolean | undefined;
  readonly notify?: boolean | undefined;
  readonly theme?: Theme | undefined;
  readonly language?: LanguageChoice | undefined;
  readonly lockAfter?: LockDelay | undefined;
  readonly lockWithSystem?: boolean | undefined;
}

/** The settings we store; the system stores whether Lanyard starts at login. */
export interface StoredSettings {
  readonly closeToTray: boolean;
  readonly notify: boolean;
  readonly language: LanguageChoice;
  /** The user has been shown where the window goes when it is closed to the tray. */
  readonly trayNoticeShown: boolean;
  readonly theme: Theme;
  readonly lockAfter: LockDelay;
  readonly lockWithSystem: boolean;
}

/** Needed by settings/app-settings.ts. */
export interface SettingsFile {
  readonly current: StoredSettings;
  readonly state: SettingsFileState;
  /** Resolves once it is on the disk; rejects with StorageError and changes nothing. */
  change(change: Partial<StoredSettings>): Promise<void>;
}

/** The system's list of what starts when the user logs in. Needed by settings/app-settings.ts. */
export interface LoginItem {
  /** Null: this system has no such list that we know. */
  isOn(): Promise<boolean | null>;
  /** Rejects when the system refuses. */
  set(on: boolean): Promise<void>;
  /**
   * Makes an entry that is on start this Lanyard again after an update or a move changed its place. One
   * that the user has turned off or made themselves stays as it is. Rejects when the system refuses.
   */
  repair(): Promise<void>;
}
