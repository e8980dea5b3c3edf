/** A service account: tokens for the client itself, without a user or a browser (RFC 6749 §4.4). */
import * as oauth from 'oauth4webapi';

import type { ClientAuthentication } from './authorization-server.js';
import type { OAuthContext } from './context.js';
import type { HttpResponse } from './http-response.js';
import { andThen, failed, hostOf, type Outcome } from './outcome.js';
import { discardIfRefused } from './refused-tokens.js';
import { resourceParameter } from './resource-indicator.js';
import type { GrantRules, TokenRequest } from './token-request-context.js';
import { type AuthenticatedResponse, tokenRequest } from './token-request.js';
import { processTokenResponse, tokenEndpointErrors } from './token-response.js';
import type { TokenSet } from './token-set.js';

/** Its client has to authenticate: the grant is for no other. */
export interface ClientCredentialsGrantRequest extends TokenRequest {
  /** Empty: the server's default. */
  readonly scopes: readonly string[];
}

export interface ClientCredentialsGrant {
  readonly tokens: TokenSet;
  /** The client authentication that the server has accepted. */
  readonly authentication: ClientAuthentication;
}

/** A refusal concerns the client's settings, for there is no user to sign in. */
const rules: GrantRules = {
  errors: {
    ...tokenEndpointErrors,
    invalid_grant: ['misconfigured', 'client_refused'],
    invalid_scope: ['misconfigured', 'scope_refused'],
  },
  sent: 'none',
};

/** The token set never has a refresh token (§4.4.3): when it ends, the same request brings the next. */
export async function clientCredentialsGrant(
  request: ClientCredentialsGrantRequest,
  context: OAuthContext,
): Promise<Outcome<ClientCredentialsGrant>> {
  const response = await clientCredentialsGrantRequest(request, context);
  return andThen(response, async (value) => {
    const processed = processClientCredentialsResponse(request, value, context);
    const tokens = await discardIfRefused(processed, value, context);
    const { authentication } = value;
    return tokens.kind === 'ok'
      ? { kind: 'ok', value: { tokens: tokens.value, authentication } }
      : tokens;
  });
}

export async function clientCredentialsGrantRequest(
  request: ClientCredentialsGrantRequest,
  context: OAuthContext,
): Promise<Outcome<AuthenticatedResponse>> {
  const { server, scopes, resource } = request;
  if (request.client.authentication.kind === 'none') {
    return failed('misconfigured', 'client_refused', {
      cause: 'a service account needs a client secret or a private key',
      host: hostOf(server.issuer),
    });
  }
  const parameters = {
    ...(scopes.length > 0 && { scope: scopes.join(' ') }),
    ...resourceParameter(resource),
  };
  return tokenRequest(request, rules, context, (as, client, authentication, options) =>
    oauth.clientCredentialsGrantRequest(as, client, authentication, parameters, options),
  );
}

export function processClientCredentialsResponse(
  request: ClientCredentialsGrantRequest,
  response: HttpResponse,
  context: OAuthContext,
): Promise<Outcome<TokenSet>> {
  return processTokenResponse(request, rules, response, context, {
    process: oauth.processClientCredentialsResponse,
    scopesIfUnnamed: request.scopes,
    ignoresIdToken: true,
    accept: (tokens) => ({
      ...tokens,
      refreshToken: null,
      refreshTokenExpiresAt: null,
      idToken: null,
    }),
  });
}
