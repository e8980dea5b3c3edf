/**
 * What protocol code may reach of the outside world, handed in as an argument: no globals here.
 */
export interface OAuthContext {
  /** The bounded fetch (bounded-fetch.ts) over whatever network the caller has. */
  readonly fetch: typeof globalThis.fetch;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Ends the exchange early: the person cancelled, the app quits. */
  readonly signal?: AbortSignal;
}
