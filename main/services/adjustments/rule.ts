/** What an adjustment is made of: pure functions around a URL and around fetch, with no state. */
import type { AuthorizationServer } from '../../oauth/authorization-server.js';

export type Fetch = typeof globalThis.fetch;

/** Whom the messages go to, and who sends them. */
export interface Setting {
  readonly server: AuthorizationServer;
  readonly clientId: string;
}

/**
 * One difference from the standard. The fetch handed in is bounded already (oauth/bounded-fetch.ts).
 * What a rule does not recognise, request or answer, it passes on as it is, and it never rejects by
 * itself: a refresh token in an answer must not be lost to an adjustment.
 */
export interface AdjustmentRule {
  /** One sentence for support, under "adjustments applied". */
  readonly words: string;
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

/** What a request says in its form-encoded body; empty when it has none. */
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
