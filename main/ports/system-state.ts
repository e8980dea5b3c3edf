/**
 * Sleep, screen lock and network of this computer. Needed by connections/refresh/availability.ts,
 * connections/vault-retry.ts and connections/auto-lock.ts.
 */
export interface SystemState {
  /** False: there is no network. True is no promise that there is one. */
  isOnline(): boolean;
  readonly onChange: (listener: (event: SystemEvent) => void) => void;
  /**
   * Some systems report `unlocked` only while this watches for it, and some never do. Returns the
   * function that stops watching.
   */
  watchForUnlock(): () => void;
  /** How long nobody has used this computer, s. */
  idleSeconds(): number;
  /** False: `screen_locked` never comes; `isScreenLocked` tells as far as the system does. */
  readonly reportsScreenLock: boolean;
  isScreenLocked(): boolean;
}

/** `unlocked`: somebody has just unlocked the screen. Waking alone is never reported as that. */
export type SystemEvent =
  | { readonly kind: 'suspending' }
  | { readonly kind: 'resumed' }
  | { readonly kind: 'screen_locked' }
  | { readonly kind: 'unlocked' };
