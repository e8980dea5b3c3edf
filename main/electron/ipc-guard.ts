/**
 * Who may ask main for something, and in what shape. A request passes when it comes from the top
 * frame of our own window and fits its schema; everything else is refused as data and changes
 * nothing (E17). What is said of a refusal holds nothing of the request.
 */
import type { IpcMainInvokeEvent, WebContents } from 'electron';

import type { RequestChannel } from '../../ipc/channels.js';
import { requests } from '../../ipc/contract.js';
import type { Failure, Result } from '../../ipc/failure.js';
import type { RequestHandlers } from '../requests/request-handlers.js';
import { isOurs } from './app-origin.js';

/** As Electron tells it. */
export type Caller = Pick<IpcMainInvokeEvent, 'sender' | 'senderFrame'>;

/** Never rejects. */
export type Guard = (
  channel: RequestChannel,
  caller: Caller,
  request: unknown,
) => Promise<Result<unknown>>;

/** @param isKnown whether these contents are a window of ours, as made by window.ts. */
export function createGuard(
  handlers: RequestHandlers,
  isKnown: (contents: WebContents) => boolean,
): Guard {
  return async (channel, caller, request) =>
    isFromOurWindow(caller, isKnown) ? answer(handlers, channel, request) : refused('the sender');
}

/** `senderFrame` is null once the frame has gone elsewhere: then nobody is there to be trusted. */
function isFromOurWindow(
  { sender, senderFrame }: Caller,
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
  // The schema of a channel is what its handler takes: the compiler loses that link in the table.
  const handle = handlers[channel] as (request: unknown) => unknown;
  const parsed = fitted(channel, request);
  if (!parsed) return refused('the schema');
  try {
    return (await handle(parsed.data)) as Result<unknown>;
  } catch (error) {
    // Only the kind of the error: its message could hold anything.
    return unexpected(error instanceof Error ? error.name : typeof error);
  }
}

/** Null: it does not fit. What cannot even be compared, as a `length` may be, makes a schema throw. */
function fitted(channel: RequestChannel, request: unknown): { readonly data: unknown } | null {
  try {
    const { success, data } = requests[channel].safeParse(request);
    return success ? { data } : null;
  } catch {
    return null;
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
