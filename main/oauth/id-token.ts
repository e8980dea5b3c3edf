/** ID tokens (OpenID Connect Core §2). The signature is always checked, also where §3.1.3.7 (6) makes it optional. */
import * as oauth from 'oauth4webapi';

import type { AuthorizationServer } from './authorization-server.js';
import type { OAuthContext } from './context.js';
import { checkTokenHashes } from './id-token-hashes.js';
import type { Claims } from './identity-claims.js';
import { verifySignature } from './signature.js';
import { checkTenant } from './tenant-issuer.js';

/**
 * The claims of the ID token in a token response that oauth4webapi has processed, verified with the
 * server's keys; null when the response has none. Rejects as oauth4webapi does.
 *
 * @param code the authorization code that was exchanged; null: none
 */
export async function verifiedIdTokenClaims(
  server: AuthorizationServer,
  response: Response,
  result: oauth.TokenEndpointResponse,
  context: OAuthContext,
  code: string | null,
): Promise<Claims | null> {
  const claims = (oauth.getValidatedIdTokenClaims(result) ?? null) as Claims | null;
  const { id_token: idToken, access_token: accessToken } = result;
  if (claims !== null && idToken !== undefined) {
    await verifySignature(server, response, context);
    await checkTokenHashes(idToken, claims, { accessToken, code });
  }
  checkTenant(server, claims);
  return claims;
}
