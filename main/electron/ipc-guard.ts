/**
 * Lets a request pass only when it comes from the top frame of our own window and fits its schema.
 * Everything else is refused as data and changes nothing (E17), and so is what opens something without
 * a click or key of the user (N5). A refusal never echoes the request.
 */
import type { IpcMainInvokeEvent, WebContents } from 'electron';

import { gestureRequests, type RequestHandlers, type RequestName } from '../../ipc/contract.js';
import type { Failure, FailureCode, Result } from '../../ipc/failure.js';
import { schemas } from '../../ipc/schemas.js';
import { isOurs } from './app-origin.js';
import type { UserGestures } from './user-gestures.js';

export type Caller = Pick<IpcMainInvokeEvent, 'sender' | 'senderFrame'>;

/** Never rejects. */
export type Guard = (
  name: RequestName,
  caller: Caller,
  request: unknown,
) => Promise<Result<unknown>>;

const needsGesture: ReadonlySet<RequestName> = new Set(gestureRequests);

/** After these the window signs in at the service, which takes a request of its own. */
const goesOn: ReadonlySet<RequestName> = new Set(['addService', 'setUpService', 'importClients']);

export type Gestures = Pick<UserGestures, 'take' | 'giveBack'>;

/** @param shown the failure as the window may see it: a server may have written into it */
export function filteringFailures(guard: Guard, shown: (failure: Failure) => Failure): Guard {
  return async (...request) => {
    const reply = await guard(...request);
    return reply.ok ? reply : { ok: false, failure: shown(reply.failure) };
  };
}

/** @param isKnown whether these contents are a window made by window.ts */
export function createGuard(
  handlers: RequestHandlers,
  isKnown: (contents: WebContents) => boolean,
  gestures: Gestures,
): Guard {
  return async (name, caller, request) => {
    if (!isFromOurWindow(caller, isKnown)) {
      return failed('invalid_request', 'refused by the sender');
    }
    const parsed = parse(name, request);
    if (!parsed) return failed('invalid_request', 'refused by the schema');
    if (needsGesture.has(name) && !(await gestures.take(caller.sender))) {
      return failed('gesture_missing', 'no click or key came before it');
    }
    const result = await handle(handlers, name, parsed.data);
    if (goesOn.has(name) && result.ok) gestures.giveBack();
    return result;
  };
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
  parsed: unknown,
): Promise<Result<unknown>> {
  // The compiler cannot see that the schema and the handler of one name belong together.
  const handler = handlers[name] as (request: unknown) => unknown;
  try {
    return (await handler(parsed)) as Result<unknown>;
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
