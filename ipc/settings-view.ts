/** What a window may know of how Lanyard lives on this computer. */

/** A choice of the person, where the computer lets them choose. */
export type Switch<Why extends string> =
  | { readonly kind: 'on' }
  | { readonly kind: 'off' }
  | { readonly kind: 'not_possible'; readonly why: Why };

export interface SettingsView {
  /** Closing the window leaves Lanyard running in the tray. */
  readonly closeToTray: Switch<'no_tray' | 'stays_in_dock'>;
  /** As the system says it, not as it was last asked for. */
  readonly startAtLogin: Switch<'not_known_here'>;
  /** One notification per change for the worse. */
  readonly notify: Switch<'not_offered'>;
  readonly about: AboutView;
}

export interface AboutView {
  readonly version: string;
  readonly electron: string;
  /** Where everything is kept, with `~` for the person's home: fit for a screenshot. */
  readonly dataFolder: string;
}
