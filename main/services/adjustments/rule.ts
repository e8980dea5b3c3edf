/** Adjustments are pure functions around a URL and around fetch, without state. */
import type { AuthorizationServer } from '../../oauth/authorization-server.js';

export type Fetch = typeof globalThis.fetch;

/** The two parties of every message. */
export interface Setting {
  readonly server: AuthorizationServer;
  readonly clientId: string;
}

/**
 * One difference from the standard, around the bounded fetch (oauth/bounded-fetch.ts). A rule passes
 * on every request and response that it does not recognize, and it never rejects by itself: a refresh
 * token in a response must not be lost to an adjustment.
 */
export interface AdjustmentRule {
  readonly authorizationUrl?: (url: URL) => URL;
  readonly fetch?: (fetch: Fetch, setting: Setting) => Fetch;
}

type Init = NonNullable<Parameters<Fetch>[1]>;

/** `adjusted` for requests to this endpoint, `fetch` for all others. */
export function onlyAt(
  endpoint: string | null,
  fetch: Fetch,
  adjusted: (url: string, init: Init) => Promise<Response>,
): Fetch {
  return (input, init) => {
    const url = input instanceof Request ? input.url : String(input);
    return endpoint !== null && isSame(url, endpoint)
      ? adjusted(url, init ?? {})
      : fetch(input, init);
  };
}

function isSame(one: string, other: string): boolean {
  return URL.canParse(one) && URL.canParse(other) && new URL(one).href === new URL(other).href;
}

/** The form-encoded body of a request; empty when it has none. */
export function formOf({ body }: Init): URLSearchParams {
  return new URLSearchParams(
    body instanceof URLSearchParams || typeof body === 'string' ? body : '',
  );
}

export function withHeaders(init: Init, headers: Readonly<Record<string, string>>): Init {
  const all = new Headers(init.headers);
  for (const [name, value] of Object.entries(headers)) all.set(name, value);
  return { ...init, headers: all };
}
