/** The rules for an ID token's claims that oauth4webapi leaves to us (OpenID Connect Core §3.1.3.7, §12.2). */
import type { Client } from './authorization-server.js';
import type { Claims } from './identity-claims.js';
import { RejectedAnswer } from './oauth-failure.js';

/** Seconds that clocks may be apart. */
const clockDifference = 5 * 60;
/** Seconds: what was signed longer ago was not signed for this sign-in. */
const oldestSignature = 60 * 60;
/** Seconds: as oauth4webapi takes it for `exp`. */
const tolerance = 30;

export interface IdTokenWishes {
  readonly client: Client;
  /** `max_age` as it was asked for, in seconds (§3.1.2.1). */
  readonly maxAgeSeconds?: number | null;
  /** `acr_values` as they were asked for; empty: none. */
  readonly acrValues?: readonly string[];
}

/**
 * Of a sign-in: `azp` (5), `iat` (10), `acr` (12), `auth_time` (13). Throws RejectedAnswer.
 *
 * @param now When the answer arrived, ms since 1970.
 */
export function checkIdToken(
  claims: Claims,
  { client, maxAgeSeconds = null, acrValues = [] }: IdTokenWishes,
  now: number,
): void {
  const seconds = now / 1_000;
  checkAuthorizedParty(claims, client);
  const issuedAt = claims['iat'];
  if (typeof issuedAt !== 'number' || issuedAt > seconds + clockDifference) {
    throw new RejectedAnswer('ID token from the future: one of the clocks is wrong');
  }
  if (issuedAt < seconds - oldestSignature) {
    throw new RejectedAnswer('ID token signed long ago: one of the clocks is wrong');
  }
  const acr = claims['acr'];
  if (acrValues.length > 0 && !(typeof acr === 'string' && acrValues.includes(acr))) {
    throw new RejectedAnswer('signed in, but not in one of the ways that were asked for ("acr")');
  }
  const signedInAt = claims['auth_time'];
  if (maxAgeSeconds !== null) {
    if (typeof signedInAt !== 'number') throw new RejectedAnswer('"auth_time" was asked for');
    if (signedInAt + maxAgeSeconds < seconds - tolerance) {
      throw new RejectedAnswer('signed in longer ago than was asked for ("auth_time")');
    }
  }
}

/**
 * Of a refresh: where the new token repeats `nonce`, `auth_time`, `azp` or `aud`, they are those of
 * the sign-in. Issuer and subject are compared elsewhere, always. Throws RejectedAnswer.
 */
export function checkRefreshedIdToken(
  claims: Claims,
  before: { readonly client: Client; readonly idTokenClaimsBefore: Claims | null },
): void {
  checkAuthorizedParty(claims, before.client);
  const original = before.idTokenClaimsBefore;
  if (original === null) return;
  if (claims['nonce'] !== undefined && claims['nonce'] !== original['nonce']) {
    throw new RejectedAnswer('the ID token bears the nonce of another sign-in');
  }
  const [signedInAt, signedInBefore] = [claims['auth_time'], original['auth_time']];
  if (signedInAt !== undefined && signedInBefore !== undefined && signedInAt !== signedInBefore) {
    throw new RejectedAnswer('the ID token tells of another sign-in ("auth_time")');
  }
  if (audience(claims) !== audience(original)) {
    throw new RejectedAnswer('the ID token is meant for others than before ("aud")');
  }
}

function checkAuthorizedParty(claims: Claims, client: Client): void {
  const party = claims['azp'];
  if (party !== undefined && party !== client.clientId) {
    throw new RejectedAnswer('the ID token was issued to another client ("azp")');
  }
}

function audience({ aud }: Claims): string {
  return JSON.stringify(aud instanceof Array ? [...aud].sort() : [aud]);
}
