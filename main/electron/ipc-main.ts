/** The one place where requests of the window come in, and events go out; door.ts says what passes. */
import { ipcMain, type WebContents } from 'electron';

import { requestChannels, type EventChannel } from '../../ipc/channels.js';
import type { Events } from '../../ipc/contract.js';
import type { RequestHandlers } from '../connections/requests.js';
import { createDoor } from './door.js';

/** @param isKnown whether these contents are a window of ours, as made by window.ts. */
export function openTheDoor(
  handlers: RequestHandlers,
  isKnown: (contents: WebContents) => boolean,
): void {
  const door = createDoor(handlers, isKnown);
  for (const channel of requestChannels) {
    ipcMain.handle(channel, (event, request: unknown) => door(channel, event, request));
  }
}

/** Sends an event to a window that is still there, as the text that crosses to it (window-api.ts). */
export function send<C extends EventChannel>(
  contents: WebContents,
  channel: C,
  payload: Events[C],
): void {
  if (!contents.isDestroyed()) contents.send(channel, JSON.stringify(payload));
}
