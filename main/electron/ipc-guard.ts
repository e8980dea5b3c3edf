/**
 * Lets a request pass only when it comes from the top frame of our own window and fits its schema.
 * Everything else is refused as data and changes nothing (E17). A refusal never echoes the request.
 */
import type { IpcMainInvokeEvent, WebContents } from 'electron';

import type { RequestHandlers, RequestName } from '../../ipc/contract.js';
import type { FailureCode, Result } from '../../ipc/failure.js';
import { schemas } from '../../ipc/schemas.js';
import { isOurs } from './app-origin.js';

export type Caller = Pick<IpcMainInvokeEvent, 'sender' | 'senderFrame'>;

/** Never rejects. */
export type Guard = (
  name: RequestName,
  caller: Caller,
  request: unknown,
) => Promise<Result<unknown>>;

/** @param isKnown whether these contents are a window made by window.ts */
export function createGuard(
  handlers: RequestHandlers,
  isKnown: (contents: WebContents) => boolean,
): Guard {
  return async (name, caller, request) =>
    isFromOurWindow(caller, isKnown)
      ? handle(handlers, name, request)
      : failed('invalid_request', 'refused by the sender');
}

/** `senderFrame` is null once the frame has navigated away: then there is nobody to trust. */
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

async function handle(
  handlers: RequestHandlers,
  name: RequestName,
  request: unknown,
): Promise<Result<unknown>> {
  // The compiler cannot see that the schema and the handler of one name belong together.
  const handler = handlers[name] as (request: unknown) => unknown;
  const parsed = parse(name, request);
  if (!parsed) return failed('invalid_request', 'refused by the schema');
  try {
    return (await handler(parsed.data)) as Result<unknown>;
  } catch (error) {
    // Only the kind of the error: its message could hold anything.
    return failed('unexpected', error instanceof Error ? error.name : typeof error);
  }
}

/** Null: it does not fit. A schema throws on what cannot even be compared, as a `length` may be. */
function parse(name: RequestName, request: unknown): { readonly data: unknown } | null {
  try {
    const { success, data } = schemas[name].safeParse(request);
    return success ? { data } : null;
  } catch {
    return null;
  }
}

function failed(code: FailureCode, cause: string): Result<never> {
  return { ok: false, failure: { code, cause, host: null, serverError: null } };
}
