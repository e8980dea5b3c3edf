/** DPoP (RFC 9449): tokens that are useless without a key of ours. */
import * as oauth from 'oauth4webapi';

import type { AuthorizationServer } from './authorization-server.js';
import type { OAuthContext } from './context.js';
import type { requestOptions } from './library-terms.js';
import {
  generatePrivateKey,
  importPrivateKey,
  importPublicKey,
  type PrivateKey,
} from './private-key.js';

/** The private key that a connection's tokens are bound to; as secret as they are. */
export type ProofKey = PrivateKey;

/** Algorithms of the proofs that an API accepts; `any`: it does not name them; null: it accepts none. */
export type AcceptedProofs = readonly string[] | 'any' | null;

/**
 * A new key for one connection; null where no algorithm of ours suits both the server, which binds the
 * tokens, and the API, which has to check the proofs: many do not, and refuse bound tokens.
 */
export function createProofKey(
  { dpopSigningAlgorithms }: AuthorizationServer,
  accepted: AcceptedProofs = 'any',
): Promise<ProofKey | null> {
  const offered = dpopSigningAlgorithms ?? [];
  return generatePrivateKey(
    accepted === 'any' ? offered : offered.filter((each) => accepted?.includes(each)),
  );
}

/** False for a key that is damaged, or for an algorithm that this computer does not have. */
export async function canSign(proofKey: ProofKey): Promise<boolean> {
  try {
    const [privateKey, publicKey] = await Promise.all([
      importPrivateKey(proofKey),
      importPublicKey(proofKey),
    ]);
    // Chromium's library imports a damaged key that Node's refuses: only a signature tells.
    const algorithm = { name: privateKey.algorithm.name, hash: 'SHA-256', saltLength: 32 };
    const signature = await crypto.subtle.sign(algorithm, privateKey, new Uint8Array(32));
    return await crypto.subtle.verify(algorithm, publicKey, signature, new Uint8Array(32));
  } catch {
    return false;
  }
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

type RequestOptions = ReturnType<typeof requestOptions>;

/**
 * The request options with a proof for a request that the library sends without one: servers that want
 * it with every request refuse a revocation or an introspection otherwise. The library proves a pushed
 * request in the same way, so the proof is that of one. A key that cannot sign proves nothing, and the
 * server decides.
 */
export async function withProof(
  options: RequestOptions,
  proofKey: ProofKey | null,
  client: oauth.Client,
  context: OAuthContext,
): Promise<RequestOptions> {
  if (proofKey === null || !(await canSign(proofKey))) return options;
  const proof = await proofOptions(proofKey, client, context);
  const send = options[oauth.customFetch];
  return {
    ...options,
    [oauth.customFetch]: (url: string, init: { readonly headers?: object }) =>
      oauth.pushedAuthorizationRequest(
        { issuer: url, pushed_authorization_request_endpoint: url },
        client,
        oauth.None(),
        {},
        {
          ...options,
          ...proof,
          [oauth.customFetch]: (_, { headers: { dpop } }) =>
            send(url, { ...init, headers: { ...init.headers, dpop } }),
        },
      ),
  };
}
