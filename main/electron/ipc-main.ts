/** Registers the requests of the contract with Electron and sends its events; ipc-guard.ts decides what passes. */
import { ipcMain, type WebContents } from 'electron';

import { type EventName, type PayloadOf, requestNames } from '../../ipc/contract.js';
import type { Guard } from './ipc-guard.js';

/**
 * Registers every channel at once, before the rest of the app is loaded. Requests wait until the
 * guard is set.
 * @returns the function that sets it
 */
export function registerHandlers(): (guard: Guard) => void {
  let setGuard: (guard: Guard) => void = () => undefined;
  const guardIsSet = new Promise<Guard>((resolve) => (setGuard = resolve));
  for (const name of requestNames) {
    ipcMain.handle(name, async (event, request: unknown) => {
      const guard = await guardIsSet;
      return guard(name, event, request);
    });
  }
  return setGuard;
}

/** Sends an event as JSON text (`WindowApi`), unless the window is gone. */
export function sendEvent<E extends EventName>(
  contents: WebContents,
  event: E,
  payload: PayloadOf<E>,
): void {
  if (!contents.isDestroyed()) contents.send(event, JSON.stringify(payload));
}
