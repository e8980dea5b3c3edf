/**
 * What protocol code may reach of the outside world, handed in as an argument: no globals here.
 */
import type { JWKSCacheInput } from 'oauth4webapi';

export interface OAuthContext {
  /** The bounded fetch (bounded-fetch.ts) over whatever network the caller has. */
  readonly fetch: typeof globalThis.fetch;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Ends the exchange early: the person cancelled, the app quits. */
  readonly signal?: AbortSignal;
  /**
   * Servers' key sets by `jwks_uri`, kept by the caller so that not every ID token asks for them
   * again. oauth4webapi fills it, uses an entry for 5 minutes, and asks again early for a new key.
   */
  readonly keySets?: Map<string, JWKSCacheInput>;
  /**
   * The newest DPoP nonce of each server by its origin, kept by the caller so that not every proof
   * has to be sent twice (RFC 9449 §8.2). Filled here.
   */
  readonly proofNonces?: Map<string, string>;
}
