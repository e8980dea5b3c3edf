/** Sleep, screen lock and network of this computer. Needed by connections/refresh/availability.ts and connections/vault-retry.ts. */
export interface SystemState {
  /** False: there is no network. True is no promise that there is one. */
  isOnline(): boolean;
  readonly onChange: (listener: (event: SystemEvent) => void) => void;
}

export type SystemEvent =
  { readonly kind: 'suspending' } | { readonly kind: 'resumed' } | { readonly kind: 'unlocked' };
