import type { SettingsView } from '../../ipc/settings-view.js';
import type { Failure } from '../../ipc/failure.js';

/** How Lanyard lives on this computer, as the person wants it and as the computer lets them. */
export interface Settings {
  readonly view: SettingsView;
  /** What is left out stays as it is. Resolves to why it could not be done, null when it was. */
  change(wish: SettingsChange): Promise<Failure | null>;
  /** Asks system and desktop anew what they offer: that can be changed there too. */
  checkAvailability(): Promise<void>;
  onChange(listener: (view: SettingsView) => void): void;
}

export interface SettingsChange {
  readonly closeToTray?: boolean | undefined;
  readonly startAtLogin?: boolean | undefined;
  readonly notify?: boolean | undefined;
}

/** What of that is remembered by us; whether Lanyard starts at login is remembered by the system. */
export interface StoredSettings {
  readonly closeToTray: boolean;
  readonly notify: boolean;
  /** The person has been told where the window went when it was first closed to the tray. */
  readonly toldOfTray: boolean;
}

export interface SettingsFile {
  readonly current: StoredSettings;
  /** Resolves once it is on the disk; rejects with StorageError and changes nothing. */
  change(wish: Partial<StoredSettings>): Promise<void>;
}

/** The system's own list of what starts when the person logs in. */
export interface LoginItem {
  /** Null: this system keeps no such list that we know. */
  isOn(): Promise<boolean | null>;
  /** Rejects when the system did not take it. */
  set(on: boolean): Promise<void>;
}
