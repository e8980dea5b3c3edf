/** Sleep, screen lock and network of this computer. Needed by connections/refresh/availability.ts and connections/vault-retry.ts. */
export interface SystemState {
  /** False: there is no network. True is no promise that there is one. */
  isOnline(): boolean;
  readonly onChange: (listener: (event: SystemEvent) => void) => void;
  /**
   * Some systems report `unlocked` only while this watches for it, and some never do. Returns the
   * function that stops watching.
   */
  watchForUnlock(): () => void;
}

/** `unlocked`: somebody has just unlocked the screen. Waking alone is never reported as that. */
export type SystemEvent =
  { readonly kind: 'suspending' } | { readonly kind: 'resumed' } | { readonly kind: 'unlocked' };
