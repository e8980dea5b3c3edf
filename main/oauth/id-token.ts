/** ID tokens (OpenID Connect Core §2, §3.1.3.7): the signature is always checked, also where §3.1.3.7 (6) lets it be. */
import * as oauth from 'oauth4webapi';

import type { AuthorizationServer } from './authorization-server.js';
import type { OAuthContext } from './context.js';
import type { Claims } from './identity-claims.js';
import { libraryServer, requestOptions } from './library-terms.js';
import { RejectedAnswer } from './oauth-failure.js';

const mostKeys = 100;

/**
 * Claims of the ID token in a token response that oauth4webapi has processed, once the server's key
 * has proved them; null when the response has none. Rejects as oauth4webapi does.
 */
export async function verifiedIdTokenClaims(
  server: AuthorizationServer,
  response: Response,
  result: oauth.TokenEndpointResponse,
  context: OAuthContext,
): Promise<Claims | null> {
  const claims = oauth.getValidatedIdTokenClaims(result);
  if (claims === undefined) return null;
  const { jwksUri } = server;
  if (jwksUri === null) throw new RejectedAnswer('ID token of a server that publishes no keys');
  const cache = context.keySets?.get(jwksUri) ?? {};
  await oauth.validateApplicationLevelSignature(libraryServer(server), response, {
    ...requestOptions(jwksUri, { ...context, fetch: fewKeys(context.fetch) }),
    [oauth.jwksCache]: cache,
  });
  if ('jwks' in cache) context.keySets?.set(jwksUri, cache);
  return claims as Claims;
}

/** Drops from a key set what is no key, and all beyond the first hundred. */
function fewKeys(fetch: typeof globalThis.fetch): typeof globalThis.fetch {
  return async (input, init) => {
    const response = await fetch(input, init);
    if (response.status !== 200) return response;
    const set: unknown = await response
      .clone()
      .json()
      .catch(() => null);
    if (typeof set !== 'object' || set === null || !('keys' in set) || !Array.isArray(set.keys)) {
      return response;
    }
    const keys = (set.keys as unknown[]).filter((key) => typeof key === 'object' && key !== null);
    const { status, headers } = response;
    return new Response(JSON.stringify({ keys: keys.slice(0, mostKeys) }), { status, headers });
  };
}
