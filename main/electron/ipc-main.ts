/** The only file that receives requests of the window and sends events to it; ipc-guard.ts decides which pass. */
import { ipcMain, type WebContents } from 'electron';

import { requestChannels, type EventChannel } from '../../ipc/channels.js';
import type { Events } from '../../ipc/contract.js';
import type { Guard } from './ipc-guard.js';

/**
 * Registers every channel at once; requests wait until there is a guard.
 * @returns a function that sets the guard
 */
export function registerHandlers(): (guard: Guard) => void {
  let setGuard: (guard: Guard) => void = () => undefined;
  const guardSet = new Promise<Guard>((resolve) => (setGuard = resolve));
  for (const channel of requestChannels) {
    ipcMain.handle(channel, async (event, request: unknown) => {
      const guard = await guardSet;
      return guard(channel, event, request);
    });
  }
  return setGuard;
}

/** Sends an event to a window that still exists, as JSON text (window-api.ts). */
export function send<C extends EventChannel>(
  contents: WebContents,
  channel: C,
  payload: Events[C],
): void {
  if (!contents.isDestroyed()) contents.send(channel, JSON.stringify(payload));
}
