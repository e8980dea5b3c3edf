/**
 * A JWT that a client presents as an authorization grant (RFC 7523 §2.1). Its issuer and the server
 * judge it; here it is only told apart from what cannot be one.
 */
import { readJwtClaims } from './jwt-claims.js';

/** The most that is read of one, in bytes. */
export const longestAssertion = 64 * 1024;

export type ReadAssertion =
  | { readonly kind: 'ok'; readonly assertion: string }
  | { readonly kind: 'not_a_jwt' }
  /** RFC 7523 §3: the server must refuse it. */
  | { readonly kind: 'expired' };

/** @param text may end in a line break, as files do */
export function readAssertion(text: string, now: number): ReadAssertion {
  const assertion = text.trim();
  const claims = readJwtClaims(assertion);
  if (claims === null) return { kind: 'not_a_jwt' };
  const { exp } = claims;
  return typeof exp === 'number' && exp * 1_000 <= now
    ? { kind: 'expired' }
    : { kind: 'ok', assertion };
}
