/**
 * Accepts a request only from the top frame of our own window and only when it fits its schema. The
 * rest is refused with a Failure and changes nothing (E17). The refusal never echoes the request.
 */
import type { IpcMainInvokeEvent, WebContents } from 'electron';

import type { RequestChannel } from '../../ipc/channels.js';
import { requests } from '../../ipc/contract.js';
import type { Failure, Result } from '../../ipc/failure.js';
import type { RequestHandlers } from '../requests/request-handlers.js';
import { isOurs } from './app-origin.js';

export type Caller = Pick<IpcMainInvokeEvent, 'sender' | 'senderFrame'>;

/** Never rejects. */
export type Guard = (
  channel: RequestChannel,
  caller: Caller,
  request: unknown,
) => Promise<Result<unknown>>;

/** @param isKnown whether window.ts created these contents */
export function createGuard(
  handlers: RequestHandlers,
  isKnown: (contents: WebContents) => boolean,
): Guard {
  return async (channel, caller, request) =>
    isFromOurWindow(caller, isKnown)
      ? handleRequest(handlers, channel, request)
      : refused('the sender');
}

/** `senderFrame` is null once the frame has navigated or is gone: there is nothing left to trust. */
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

async function handleRequest(
  handlers: RequestHandlers,
  channel: RequestChannel,
  request: unknown,
): Promise<Result<unknown>> {
  // The handler takes what its schema parses to, a relation that the compiler cannot follow through the table.
  const handle = handlers[channel] as (request: unknown) => unknown;
  const parsed = parseRequest(channel, request);
  if (!parsed) return refused('the schema');
  try {
    return (await handle(parsed.data)) as Result<unknown>;
  } catch (error) {
    // Only the name of the error: its message could hold a secret.
    return unexpected(error instanceof Error ? error.name : typeof error);
  }
}

/** Null when it does not fit. A `length` that cannot be compared makes a schema throw. */
function parseRequest(
  channel: RequestChannel,
  request: unknown,
): { readonly data: unknown } | null {
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
