/** The window's line to main: requests go out, events come in. */
import {
  eventNames,
  type EventName,
  type ReplyOf,
  type RequestName,
  type RequestOf,
} from '../ipc/contract.js';
import type { Result } from '../ipc/failure.js';
import type { EventHandlers, EventMethod, RequestMethods, WindowApi } from '../ipc/window-api.js';

declare global {
  interface Window {
    readonly api: WindowApi;
  }
}

/**
 * Sends a request and resolves to main's reply. Main answers with data in every case; if the line to
 * it breaks, the reply is the failure `unexpected`.
 */
export async function send<R extends RequestName>(
  name: R,
  request: RequestOf<R>,
): Promise<Result<ReplyOf<R>>> {
  const methods: RequestMethods = window.api;
  try {
    return await methods[name](request);
  } catch (error) {
    const cause = error instanceof Error ? error.message : 'no reply';
    return {
      ok: false,
      failure: { code: 'unexpected', cause, host: null, serverError: null },
    };
  }
}

/** Calls `handlers` with the payloads of main's events from now on. */
export function subscribe(handlers: EventHandlers): void {
  for (const event of eventNames) {
    const handler = handlers[event] as (payload: unknown) => void;
    const method = `on${event.charAt(0).toUpperCase()}${event.slice(1)}` as EventMethod<EventName>;
    const on = window.api[method] as (listener: (payload: string) => void) => void;
    on((payload) => handler(JSON.parse(payload)));
  }
}
