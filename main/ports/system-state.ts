/** What goes on around the app on this computer. */
export interface Surroundings {
  /** False: there is certainly no network. True promises nothing. */
  isOnline(): boolean;
  readonly onChange: (listener: (event: SurroundingsEvent) => void) => void;
}

export type SurroundingsEvent =
  { readonly kind: 'suspending' } | { readonly kind: 'resumed' } | { readonly kind: 'unlocked' };
