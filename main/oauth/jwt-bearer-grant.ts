/** Tokens for an assertion that somebody else signed: a platform or an identity provider (RFC 7523 §2.1). */
import * as oauth from 'oauth4webapi';

import type { ClientAuthentication } from './authorization-server.js';
import type { OAuthContext } from './context.js';
import type { HttpResponse } from './http-response.js';
import { andThen, type Outcome } from './outcome.js';
import { discardIfRefused } from './refused-tokens.js';
import { resourceParameter } from './resource-indicator.js';
import type { GrantRules, TokenRequest } from './token-request-context.js';
import { type AuthenticatedResponse, tokenRequest } from './token-request.js';
import { processTokenResponse, tokenEndpointErrors } from './token-response.js';
import type { TokenSet } from './token-set.js';

export interface JwtBearerGrantRequest extends TokenRequest {
  /** A secret until it expires. */
  readonly assertion: string;
  /** Empty: the server's default. */
  readonly scopes: readonly string[];
}

export interface JwtBearerGrant {
  readonly tokens: TokenSet;
  /** The client authentication that the server has accepted. */
  readonly authentication: ClientAuthentication;
}

/** `invalid_grant` is about the assertion (§3.1): no user could sign in again. */
const rules: GrantRules = {
  errors: {
    ...tokenEndpointErrors,
    invalid_grant: ['misconfigured', 'assertion_refused'],
    invalid_scope: ['misconfigured', 'scope_refused'],
  },
  sent: 'none',
};

/** The token set never has a refresh token (RFC 7521 §4.1): a new assertion brings the next. */
export async function jwtBearerGrant(
  request: JwtBearerGrantRequest,
  context: OAuthContext,
): Promise<Outcome<JwtBearerGrant>> {
  const response = await jwtBearerGrantRequest(request, context);
  return andThen(response, async (value) => {
    const processed = processJwtBearerResponse(request, value, context);
    const tokens = await discardIfRefused(processed, value, context);
    const { authentication } = value;
    return tokens.kind === 'ok'
      ? { kind: 'ok', value: { tokens: tokens.value, authentication } }
      : tokens;
  });
}

export function jwtBearerGrantRequest(
  request: JwtBearerGrantRequest,
  context: OAuthContext,
): Promise<Outcome<AuthenticatedResponse>> {
  const { assertion, scopes, resource } = request;
  const parameters = {
    assertion,
    ...(scopes.length > 0 && { scope: scopes.join(' ') }),
    ...resourceParameter(resource),
  };
  return tokenRequest(request, rules, context, (as, client, authentication, options) =>
    oauth.genericTokenEndpointRequest(
      as,
      client,
      authentication,
      'urn:ietf:params:oauth:grant-type:jwt-bearer',
      parameters,
      options,
    ),
  );
}

export function processJwtBearerResponse(
  request: JwtBearerGrantRequest,
  response: HttpResponse,
  context: OAuthContext,
): Promise<Outcome<TokenSet>> {
  return processTokenResponse(request, rules, response, context, {
    process: oauth.processGenericTokenEndpointResponse,
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
