/** The one place where requests of the window come in, and events go out; door.ts says what passes. */
import { ipcMain, type WebContents } from 'electron';

import { requestChannels, type EventChannel } from '../../ipc/channels.js';
import type { Events } from '../../ipc/contract.js';
import type { Guard } from './ipc-guard.js';

/**
 * Every channel is there at once; whoever knocks before the door is answered waits until it is.
 * @returns by which it is answered from now on
 */
export function registerHandlers(): (guard: Guard) => void {
  let answer: (guard: Guard) => void = () => undefined;
  const answered = new Promise<Guard>((resolve) => (answer = resolve));
  for (const channel of requestChannels) {
    ipcMain.handle(channel, async (event, request: unknown) => {
      const guard = await answered;
      return guard(channel, event, request);
    });
  }
  return answer;
}

/** Sends an event to a window that is still there, as the text that crosses to it (window-api.ts). */
export function send<C extends EventChannel>(
  contents: WebContents,
  channel: C,
  payload: Events[C],
): void {
  if (!contents.isDestroyed()) contents.send(channel, JSON.stringify(payload));
}
