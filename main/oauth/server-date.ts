/** The time by a server's clock, as its answers tell it (`Date`, RFC 9110 §6.6.1). */

/**
 * Wraps a fetch and notes the time each answer bears. Answers that come from a cache (`Age`) or bear
 * no readable time tell nothing.
 * @param note host, and its time in ms since 1970 (to the second)
 */
export function notingServerDates(
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
