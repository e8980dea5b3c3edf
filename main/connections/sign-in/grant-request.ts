/** A sign-in as the protocol needs it, to check its authorization response and redeem the code. */
import type { AuthorizationCodeGrantRequest } from '../../oauth/authorization-code-grant.js';
import type { CallbackResponse } from '../../oauth/callback.js';
import type { PendingInBrowser } from '../connection.js';

export function grantRequest(
  pending: PendingInBrowser,
  callback: CallbackResponse,
): AuthorizationCodeGrantRequest {
  const { parameters, redirectUri, state, nonce, codeVerifier, openedAt } = pending;
  const { server, client, proofKey, resource, scopesRequested } = parameters;
  return {
    server,
    client,
    redirectUri,
    callback,
    state,
    nonce,
    codeVerifier,
    scopesRequested,
    resource,
    proofKey,
    requestedAt: openedAt,
    ...pending.requiredAuthentication,
  };
}
