/**
 * Refreshing an access token (RFC 6749 §6, OpenID Connect Core §12). A caller that must not lose the
 * new refresh token stores it between the two functions: `refreshTokenIn(response)` reads it
 * whatever is wrong with the rest.
 */
import * as oauth from 'oauth4webapi';

import type { OAuthContext } from './context.js';
import type { HttpResponse } from './http-response.js';
import { checkRefreshedIdToken } from './id-token-claims.js';
import { type Claims, type Identity, identityIn } from './identity-claims.js';
import { RejectedResponse } from './oauth-error.js';
import type { Outcome } from './outcome.js';
import type { GrantRules, TokenRequest } from './token-request-context.js';
import { type AuthenticatedResponse, tokenRequest } from './token-request.js';
import { processTokenResponse, tokenEndpointErrors } from './token-response.js';
import type { TokenSet } from './token-set.js';

export interface RefreshTokenGrantRequest extends TokenRequest {
  readonly refreshToken: string;
  /** When it ends, as far as known; it still does where the server sends no other token. */
  readonly refreshTokenExpiresAt?: number | null;
  /** In force before; they stay so when the server names none. */
  readonly scopesBefore: readonly string[];
  /** `sub` of the account; null when the server has never named one. */
  readonly expectedSubject: string | null;
  /** The claims of the sign-in's ID token, which a new one has to agree with (OpenID Connect Core §12.2). */
  readonly idTokenClaimsBefore: Claims | null;
}

export interface RefreshedTokens {
  /** Its refresh token is the one to use from now on: the new one, or the old one where none came. */
  readonly tokens: TokenSet;
  readonly idTokenClaims: Claims | null;
  /** In the ID token, or `sub` beside the tokens; null: the response names no account. */
  readonly identity: Identity | null;
}

const rules: GrantRules = {
  errors: tokenEndpointErrors,
  sent: 'refresh_token',
  lostResponse: 'unknown_outcome',
};

/**
 * Sends the refresh token, and again only where the client was refused (token-request.ts). `unknown_outcome` means that the server may have
 * acted on the request and its response is lost.
 */
export function refreshTokenGrantRequest(
  request: RefreshTokenGrantRequest,
  context: OAuthContext,
): Promise<Outcome<AuthenticatedResponse>> {
  return tokenRequest(request, rules, context, (as, client, authentication, options) =>
    oauth.refreshTokenGrantRequest(as, client, authentication, request.refreshToken, options),
  );
}

/** Reaches the network only to verify an ID token. */
export function processRefreshTokenResponse(
  request: RefreshTokenGrantRequest,
  response: HttpResponse,
  context: OAuthContext,
): Promise<Outcome<RefreshedTokens>> {
  return processTokenResponse(request, rules, response, context, {
    process: oauth.processRefreshTokenResponse,
    scopesIfUnnamed: request.scopesBefore,
    accept(tokens, idTokenClaims, body) {
      if (idTokenClaims !== null) checkRefreshedIdToken(idTokenClaims, request);
      const { expectedSubject } = request;
      const subject = idTokenClaims?.['sub'];
      if (expectedSubject !== null && subject !== undefined && subject !== expectedSubject) {
        throw new RejectedResponse('the ID token belongs to another account');
      }
      const refreshed = { ...tokens, ...refreshTokenAfter(request, tokens) };
      return {
        tokens: refreshed,
        idTokenClaims,
        identity: identityIn(idTokenClaims ?? subjectOnly(body)),
      };
    },
  });
}

/** Other members beside the tokens may mean anything. */
function subjectOnly({ sub = null }: Claims): Claims {
  return { sub };
}

function refreshTokenAfter(
  { refreshToken: before, refreshTokenExpiresAt: endBefore = null }: RefreshTokenGrantRequest,
  tokens: TokenSet,
): Pick<TokenSet, 'refreshToken' | 'refreshTokenExpiresAt'> {
  const refreshToken = tokens.refreshToken ?? before;
  const knownEnd = refreshToken === before ? endBefore : null;
  return { refreshToken, refreshTokenExpiresAt: tokens.refreshTokenExpiresAt ?? knownEnd };
}
