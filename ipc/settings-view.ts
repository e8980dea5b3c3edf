/** The app's settings as the window sees them. */

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
  readonly about: AboutView;
}

export interface AboutView {
  readonly version: string;
  readonly electron: string;
  /** The folder that holds everything, with `~` for the home directory, so that a screenshot names nobody. */
  readonly dataFolder: string;
}
