/** The hashes that tie an ID token to what came with it (OpenID Connect Core §3.1.3.6, §3.3.2.11). */
import type { Claims } from './identity-claims.js';
import { jwtAlgorithm } from './jwt-claims.js';
import { RejectedResponse } from './oauth-error.js';

/**
 * Checks `at_hash` and `c_hash` where the ID token has them. Rejects with RejectedResponse.
 *
 * @param code null: none came with it
 */
export async function checkTokenHashes(
  idToken: string,
  claims: Claims,
  { accessToken, code }: { readonly accessToken: string; readonly code: string | null },
): Promise<void> {
  const algorithm = hashAlgorithm(jwtAlgorithm(idToken));
  if (algorithm === null) return;
  const { at_hash: ofAccessToken, c_hash: ofCode } = claims;
  if (ofAccessToken !== undefined && ofAccessToken !== (await leftHalf(algorithm, accessToken))) {
    throw new RejectedResponse('the ID token came with another access token ("at_hash")');
  }
  if (code !== null && ofCode !== undefined && ofCode !== (await leftHalf(algorithm, code))) {
    throw new RejectedResponse('the ID token came with another code ("c_hash")');
  }
}

/** The hash of the signature's algorithm; Ed25519 signs with SHA-512 (RFC 8032 §5.1). */
function hashAlgorithm(algorithm: string | null): string | null {
  if (algorithm === 'EdDSA' || algorithm === 'Ed25519') return 'SHA-512';
  const [, bits] = /^(?:RS|PS|ES)(256|384|512)$/.exec(algorithm ?? '') ?? [];
  return bits === undefined ? null : `SHA-${bits}`;
}

async function leftHalf(algorithm: string, text: string): Promise<string> {
  const digest = Buffer.from(await crypto.subtle.digest(algorithm, Buffer.from(text)));
  return digest.subarray(0, digest.length / 2).toString('base64url');
}
