/** The app's settings as the window sees them. */
import type { LanguageChoice } from './language.js';
import type { LockDelay, Theme } from './limits.js';

/** A choice of the user, where the computer offers it. */
export type Switch<Why extends string> =
  | { readonly kind: 'on' }
  | { readonly kind: 'off' }
  | { readonly kind: 'not_possible'; readonly why: Why };

export interface SettingsView {
  /** Closing the window leaves Lanyard running in the tray. */
  readonly closeToTray: Switch<'no_tray' | 'stays_in_dock'>;
  /** As the system reports it, not as it was last requested. */
  readonly startAtLogin: Switch<'not_known_here'>;
  /** One notification whenever a connection gets worse. */
  readonly notify: Switch<'not_offered'>;
  readonly theme: Theme;
  readonly language: LanguageChoice;
  readonly lockAfter: LockDelay;
  /** Lock when the screen is locked and when the computer falls asleep. */
  readonly lockWithSystem: boolean;
  readonly file: SettingsFileState;
  readonly about: AboutView;
}

/** How much of the settings file was read. */
export type SettingsFileState =
  | { readonly kind: 'understood' }
  /** A newer version wrote it, or somebody else: what this version does not know is kept in it. */
  | { readonly kind: 'partly_understood' }
  /** It was damaged and is kept under this name, in the same folder. */
  | { readonly kind: 'set_aside'; readonly name: string }
  /** It could not be read, and is where it was. */
  | { readonly kind: 'not_readable' };

export interface AboutView {
  readonly version: string;
  readonly electron: string;
  /** The folder that holds everything, with `~` for the home directory, so that a screenshot names nobody. */
  readonly dataFolder: string;
}
