/**
 * The one door between window and main. A request passes when it comes from the top frame of our
 * own window and fits its schema; everything else is refused as data and changes nothing (E17).
 */
import { ipcMain, type IpcMainInvokeEvent, type WebContents } from 'electron';

import { requestChannels, type EventChannel, type RequestChannel } from '../../ipc/channels.js';
import { type Events, requests } from '../../ipc/contract.js';
import type { Failure, Result } from '../../ipc/failure.js';
import type { RequestHandlers } from '../connections/requests.js';
import { isOurs } from './walls.js';

/** @param isKnown whether these contents are a window of ours, as made by window.ts. */
export function openTheDoor(
  handlers: RequestHandlers,
  isKnown: (contents: WebContents) => boolean,
): void {
  for (const channel of requestChannels) {
    ipcMain.handle(channel, (event, request: unknown) =>
      isFromOurWindow(event, isKnown) ? answer(handlers, channel, request) : refused('the sender'),
    );
  }
}

/** Sends an event to a window that is still there. */
export function send<C extends EventChannel>(
  contents: WebContents,
  channel: C,
  payload: Events[C],
): void {
  if (!contents.isDestroyed()) contents.send(channel, payload);
}

/** `senderFrame` is null once the frame has gone elsewhere: then nobody is there to be trusted. */
function isFromOurWindow(
  { sender, senderFrame }: IpcMainInvokeEvent,
  isKnown: (contents: WebContents) => boolean,
): boolean {
  return (
    senderFrame !== null &&
    senderFrame === senderFrame.top &&
    isOurs(senderFrame.url) &&
    isKnown(sender)
  );
}

async function answer(
  handlers: RequestHandlers,
  channel: RequestChannel,
  request: unknown,
): Promise<Result<unknown>> {
  const parsed = requests[channel].safeParse(request);
  if (!parsed.success) return refused('the schema');
  // The schema of a channel is what its handler takes: the compiler loses that link in the table.
  const handle = handlers[channel] as (request: unknown) => unknown;
  try {
    return (await handle(parsed.data)) as Result<unknown>;
  } catch (error) {
    // Only the kind of the error: its message could hold anything.
    return unexpected(error instanceof Error ? error.name : typeof error);
  }
}

function refused(by: string): Result<never> {
  return { ok: false, failure: failure('invalid_request', `refused by ${by}`) };
}

function unexpected(cause: string): Result<never> {
  return { ok: false, failure: failure('unexpected', cause) };
}

function failure(code: Failure['code'], cause: string): Failure {
  return { code, cause, host: null, serverError: null };
}
