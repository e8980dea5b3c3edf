/** What goes on around the app on this computer. */
export interface SystemState {
  /** False: there is certainly no network. True promises nothing. */
  isOnline(): boolean;
  readonly onChange: (listener: (event: SystemEvent) => void) => void;
}

export type SystemEvent =
  { readonly kind: 'suspending' } | { readonly kind: 'resumed' } | { readonly kind: 'unlocked' };
