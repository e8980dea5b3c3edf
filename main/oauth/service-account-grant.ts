/** Grants without a user (RFC 6749 §4.4, RFC 7521 §4.1): their responses are read alike. */
import type { OAuthContext } from './context.js';
import type { Outcome } from './outcome.js';
import { type Authenticated, processTokens } from './refused-tokens.js';
import type { GrantRules, TokenRequest } from './token-request-context.js';
import type { AuthenticatedResponse } from './token-request.js';
import { processTokenResponse, type TokenResponseReader } from './token-response.js';
import type { TokenSet } from './token-set.js';

export interface ServiceAccountRequest extends TokenRequest {
  /** Empty: the server's default. */
  readonly scopes: readonly string[];
}

export interface ServiceAccountGrant extends Authenticated {
  /** Never with a refresh token: when the access token ends, the same request brings the next. */
  readonly tokens: TokenSet;
}

/** @param process oauth4webapi's function of the grant */
export function serviceAccountGrant(
  request: ServiceAccountRequest,
  response: Promise<Outcome<AuthenticatedResponse>>,
  rules: GrantRules,
  context: OAuthContext,
  process: TokenResponseReader<unknown>['process'],
): Promise<Outcome<ServiceAccountGrant>> {
  const reader = {
    process,
    scopesIfUnnamed: request.scopes,
    ignoresIdToken: true,
    accept: (tokens: TokenSet) => ({
      tokens: { ...tokens, refreshToken: null, refreshTokenExpiresAt: null, idToken: null },
    }),
  };
  return processTokens(
    response,
    (received) => processTokenResponse(request, rules, received, context, reader),
    context,
  );
}
