/** The outside world of protocol code, as a parameter: there are no globals here. */
import type { JWKSCacheInput } from 'oauth4webapi';

import type { Refusals } from './refusal-forms.js';
import type { IssuedTokens } from './token-set.js';

export interface OAuthContext {
  /** The bounded fetch (bounded-fetch.ts) over whatever network the caller has. */
  readonly fetch: typeof globalThis.fetch;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** The forms in which this server is known to refuse, beside the standard's. */
  readonly refusals?: Refusals;
  /** Called with tokens that the server has issued in a response that is refused: nobody keeps them. */
  readonly discardTokens?: (tokens: IssuedTokens) => void;
  /** Aborts the request: the user cancelled, or the app quits. */
  readonly signal?: AbortSignal;
  /**
   * Servers' key sets by `jwks_uri`, kept by the caller so that not every ID token takes another
   * request. oauth4webapi fills it, uses an entry for 5 minutes, and less for a key it does not find.
   */
  readonly keySets?: Map<string, JWKSCacheInput>;
  /**
   * The latest DPoP nonce of each server by its origin, kept by the caller so that not every proof
   * has to be sent twice (RFC 9449 §8.2). library-terms.ts fills it.
   */
  readonly proofNonces?: Map<string, string>;
}
