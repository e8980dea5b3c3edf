import type { EventName, PayloadOf } from '../../ipc/contract.js';

/** The window, which shows what it is sent. Needed by connections/views/window-events.ts. */
export interface WindowPort {
  /** Dropped while there is no window. */
  emit: EmitEvent;
  /** True if an event emitted now reaches a window. */
  isOpen(): boolean;
}

export type EmitEvent = <E extends EventName>(event: E, payload: PayloadOf<E>) => void;
