/** The checks of an ID token's claims that oauth4webapi leaves to us (OpenID Connect Core §3.1.3.7, §12.2). */
import type { Client } from './authorization-server.js';
import type { Claims } from './identity-claims.js';
import { RejectedResponse } from './oauth-error.js';

/** Tolerated difference between the clocks, in seconds. */
const clockDifference = 5 * 60;
/** An older signature was not made for this sign-in, in seconds. */
const oldestSignature = 60 * 60;
/** The same as oauth4webapi's for `exp`, in seconds. */
const tolerance = 30;

export interface IdTokenExpectations {
  readonly client: Client;
  /** The requested `max_age`, in seconds (§3.1.2.1). */
  readonly maxAgeSeconds?: number | null;
  /** The requested `acr_values`; empty: none. */
  readonly acrValues?: readonly string[];
  /** When they were requested, ms since 1970: a sign-in after that is as recent as can be. */
  readonly requestedAt?: number;
}

/**
 * The steps of §3.1.3.7 for `azp` (5), `iat` (10), `acr` (12) and `auth_time` (13) after a sign-in.
 * Throws RejectedResponse.
 *
 * @param now when the response arrived, ms since 1970
 */
export function checkIdToken(claims: Claims, expectations: IdTokenExpectations, now: number): void {
  const seconds = now / 1_000;
  checkAuthorizedParty(claims, expectations.client);
  const issuedAt = claims['iat'];
  if (typeof issuedAt !== 'number') throw new RejectedResponse('"iat" is not a number');
  if (issuedAt > seconds + clockDifference) {
    throw clockMismatch('ID token from the future: one of the clocks is wrong');
  }
  if (issuedAt < seconds - oldestSignature) {
    throw clockMismatch('ID token signed long ago: one of the clocks is wrong');
  }
  checkAuthentication(claims, expectations, now);
}

/** Throws RejectedResponse. */
function checkAuthentication(
  { acr, auth_time: signedInAt }: Claims,
  { maxAgeSeconds = null, acrValues = [], requestedAt = Infinity }: IdTokenExpectations,
  now: number,
): void {
  if (acrValues.length > 0 && !(typeof acr === 'string' && acrValues.includes(acr))) {
    throw notMet('signed in, but by none of the requested methods ("acr")');
  }
  if (maxAgeSeconds === null) return;
  if (typeof signedInAt !== 'number') throw notMet('"auth_time" was requested');
  const earliest = Math.min(now / 1_000 - maxAgeSeconds, requestedAt / 1_000);
  if (signedInAt < earliest - tolerance) {
    throw notMet('signed in longer ago than requested ("auth_time")');
  }
}

/**
 * After a refresh, where the new token repeats `nonce`, `auth_time`, `azp` or `aud`, they have to be
 * those of the sign-in. Issuer and subject are compared elsewhere. Throws RejectedResponse.
 */
export function checkRefreshedIdToken(
  claims: Claims,
  before: { readonly client: Client; readonly idTokenClaimsBefore: Claims | null },
): void {
  checkAuthorizedParty(claims, before.client);
  const original = before.idTokenClaimsBefore;
  if (original === null) return;
  if (claims['nonce'] !== undefined && claims['nonce'] !== original['nonce']) {
    throw new RejectedResponse('the ID token has the nonce of another sign-in');
  }
  const [signedInAt, signedInBefore] = [claims['auth_time'], original['auth_time']];
  if (signedInAt !== undefined && signedInBefore !== undefined && signedInAt !== signedInBefore) {
    throw new RejectedResponse('the ID token is of another sign-in ("auth_time")');
  }
  if (audience(claims) !== audience(original)) {
    throw new RejectedResponse('the ID token has another audience than before ("aud")');
  }
}

function notMet(message: string): RejectedResponse {
  return new RejectedResponse(message, 'rejected_response', 'authentication_not_met');
}

function clockMismatch(message: string): RejectedResponse {
  return new RejectedResponse(message, 'rejected_response', 'clock_mismatch');
}

function checkAuthorizedParty(claims: Claims, client: Client): void {
  const party = claims['azp'];
  if (party !== undefined && party !== client.clientId) {
    throw new RejectedResponse('the ID token was issued to another client ("azp")');
  }
}

function audience({ aud }: Claims): string {
  return JSON.stringify(aud instanceof Array ? [...aud].sort() : [aud]);
}
