/** The time of a server's clock, from the `Date` of its responses (RFC 9110 §6.6.1). */
import type { HttpResponse } from './http-response.js';

/**
 * Wraps a fetch and reports the time in each response, except for responses from a cache (`Age`) and
 * those without a valid `Date`.
 * @param note gets the host, and its time in ms since 1970 (to the second)
 */
export function observeServerDates(
  fetch: typeof globalThis.fetch,
  note: (host: string, serverTime: number) => void,
): typeof globalThis.fetch {
  return async (input, init) => {
    const response = await fetch(input, init);
    const serverTime = Date.parse(response.headers.get('date') ?? '');
    if (!Number.isNaN(serverTime) && !response.headers.has('age')) {
      note(new URL(input instanceof Request ? input.url : input).host, serverTime);
    }
    return response;
  };
}

/** The server's clock where it names it (RFC 9110 §6.6.1): ours may be wrong. */
export function serverTimeOf({ headers, receivedAt }: HttpResponse): number {
  const date = headers.has('age') ? Number.NaN : Date.parse(headers.get('date') ?? '');
  return Number.isNaN(date) ? receivedAt : date;
}
