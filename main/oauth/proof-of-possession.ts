/** DPoP (RFC 9449): tokens that are useless without a key of ours. */
import * as oauth from 'oauth4webapi';

import type { AuthorizationServer } from './authorization-server.js';
import type { OAuthContext } from './context.js';
import {
  generatePrivateKey,
  importPrivateKey,
  importPublicKey,
  type PrivateKey,
} from './private-key.js';

/** The private key that a connection's tokens are bound to; as secret as they are. */
export type ProofKey = PrivateKey;

/** A new key for one connection; null when the server does not offer DPoP with an algorithm we have. */
export function createProofKey(server: AuthorizationServer): Promise<ProofKey | null> {
  return generatePrivateKey(server.dpopSigningAlgorithms ?? []);
}

/**
 * The request option that adds a fresh proof, with the server's latest nonce (§8), each time the
 * request is sent. Empty when the tokens are not bound to a key.
 */
export async function proofOptions(
  proofKey: ProofKey | null,
  client: Pick<oauth.Client, typeof oauth.clockSkew>,
  context: OAuthContext,
): Promise<{ readonly DPoP?: oauth.DPoPHandle }> {
  if (proofKey === null) return {};
  const [privateKey, publicKey] = await Promise.all([
    importPrivateKey(proofKey),
    importPublicKey(proofKey),
  ]);
  const proof = oauth.DPoP(
    client,
    { privateKey, publicKey },
    {
      [oauth.modifyAssertion]: (header, payload) => {
        header['alg'] = proofKey.alg;
        const { htu, nonce } = payload;
        const newest = typeof htu === 'string' && context.proofNonces?.get(new URL(htu).origin);
        payload['nonce'] = newest || nonce;
      },
    },
  );
  return { DPoP: proof };
}
