/** Authorization code grant with PKCE (RFC 6749 §4.1, RFC 7636, RFC 9207, OpenID Connect Core §3.1). */
import * as oauth from 'oauth4webapi';

import { authorizationErrors } from './authorization-request.js';
import type { AuthorizationServer } from './authorization-server.js';
import type { CallbackResponse } from './callback.js';
import type { OAuthContext } from './context.js';
import type { HttpResponse } from './http-response.js';
import { checkIdToken, type IdTokenExpectations } from './id-token-claims.js';
import { type Claims, type Identity, identityOf, subjectIn } from './identity-claims.js';
import { libraryClient, libraryServer } from './library-terms.js';
import { failureOfResponse, RejectedResponse } from './oauth-error.js';
import { failed, hostOf, type OAuthFailure, type Outcome } from './outcome.js';
import { isSameRedirect } from './redirect-uri.js';
import { type Authenticated, processTokens } from './refused-tokens.js';
import { serverNamed } from './tenant-issuer.js';
import type { GrantRules, TokenRequest } from './token-request-context.js';
import { type AuthenticatedResponse, tokenRequest } from './token-request.js';
import { hasIdToken, processTokenResponse, tokenEndpointErrors } from './token-response.js';
import type { TokenSet } from './token-set.js';

export interface AuthorizationCodeGrantRequest extends TokenRequest, IdTokenExpectations {
  /** As frozen when the sign-in began: the code goes to this server's token endpoint and to no other. */
  readonly server: AuthorizationServer;
  readonly redirectUri: string;
  readonly callback: CallbackResponse;
  readonly state: string;
  readonly nonce: string | null;
  readonly codeVerifier: string;
  readonly scopesRequested: readonly string[];
}

export interface Grant {
  readonly tokens: TokenSet;
  /** The identity in the ID token; null when there is none (userinfo.ts may have one). */
  readonly identity: Identity | null;
  /** `sub` beside the tokens, as atproto's and some MCP servers name the account; null: none. */
  readonly subject: string | null;
  readonly idTokenClaims: Claims | null;
}

export type AuthorizationCodeGrant = Grant & Authenticated;

const rules: GrantRules = {
  errors: {
    ...tokenEndpointErrors,
    invalid_grant: ['needs_sign_in', 'code_refused'],
    invalid_code: ['needs_sign_in', 'code_refused'],
    // RFC 9449 §5
    invalid_dpop_proof: ['rejected_response', 'proof_refused'],
  },
  sent: 'authorization_code',
};

/**
 * Validates the authorization response that came to this sign-in and exchanges its code for tokens.
 * Nothing is sent unless the response arrived at our redirect URI, has our state and comes from
 * this very server.
 */
export async function authorizationCodeGrant(
  request: AuthorizationCodeGrantRequest,
  context: OAuthContext,
): Promise<Outcome<AuthorizationCodeGrant>> {
  const parameters = validateAuthorizationResponse(request, context);
  if (parameters.kind !== 'ok') return parameters;
  return processTokens(
    authorizationCodeGrantRequest(request, parameters.value, context),
    (response) => processAuthorizationCodeResponse(request, response, context),
    context,
  );
}

/** @see https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2 and RFC 9207 §2.4 */
export function validateAuthorizationResponse(
  request: AuthorizationCodeGrantRequest,
  context: OAuthContext,
): Outcome<URLSearchParams> {
  const { client, redirectUri, callback, state } = request;
  if (!isSameRedirect(redirectUri, callback.redirectUri)) {
    return failed('rejected_response', 'authorization_response_mismatch', {
      cause: 'the response arrived at the redirect URI of another service',
      host: hostOf(request.server.issuer),
    });
  }
  const server = namedServer(request);
  try {
    const parameters = oauth.validateAuthResponse(
      libraryServer(server),
      libraryClient(client, context),
      callback.parameters,
      state,
    );
    if (parameters.getAll('code').filter(Boolean).length !== 1) {
      throw new RejectedResponse('not exactly one authorization code');
    }
    return { kind: 'ok', value: parameters };
  } catch (error) {
    return failureOfAuthorizationResponse(error, server, callback, context);
  }
}

export function authorizationCodeGrantRequest(
  request: AuthorizationCodeGrantRequest,
  parameters: URLSearchParams,
  context: OAuthContext,
): Promise<Outcome<AuthenticatedResponse>> {
  const { redirectUri, codeVerifier } = request;
  return tokenRequest(
    { ...request, server: namedServer(request) },
    rules,
    context,
    (as, client, authentication, options) =>
      oauth.authorizationCodeGrantRequest(
        as,
        client,
        authentication,
        parameters,
        redirectUri,
        codeVerifier,
        options,
      ),
  );
}

export function processAuthorizationCodeResponse(
  request: AuthorizationCodeGrantRequest,
  response: HttpResponse,
  context: OAuthContext,
): Promise<Outcome<Grant>> {
  const { nonce, server } = request;
  // A server may publish OpenID's document without being a provider, for clients that look there only.
  const isProvider = server.scopesSupported?.includes('openid') === true;
  const expectsIdToken = nonce !== null && (isProvider || hasIdToken(response));
  return processTokenResponse(request, rules, response, context, {
    process: (as, client, readable) =>
      oauth.processAuthorizationCodeResponse(as, client, readable, {
        ...(expectsIdToken && { expectedNonce: nonce, requireIdToken: true }),
      }),
    scopesIfUnnamed: request.scopesRequested,
    ifUnbound: 'proof_refused',
    namedServer: namedServer(request),
    code: request.callback.parameters.get('code'),
    accept: (tokens, idTokenClaims, body) => ({
      ...grantOf(tokens, idTokenClaims, request, response.receivedAt),
      subject: subjectIn(body),
    }),
  });
}

/** The grant of a sign-in, with or without a browser. Throws RejectedResponse. */
export function grantOf(
  tokens: TokenSet,
  idTokenClaims: Claims | null,
  expectations: IdTokenExpectations,
  receivedAt: number,
): Omit<Grant, 'subject'> {
  if (idTokenClaims === null) return { tokens, identity: null, idTokenClaims };
  checkIdToken(idTokenClaims, expectations, receivedAt);
  return { tokens, identity: identityOf(idTokenClaims), idTokenClaims };
}

function namedServer({ server, callback }: AuthorizationCodeGrantRequest): AuthorizationServer {
  return serverNamed(server, callback.parameters.get('iss'));
}

/** The response belongs to someone else, is incomplete, or is an error (RFC 6749 §4.1.2.1). */
function failureOfAuthorizationResponse(
  error: unknown,
  server: AuthorizationServer,
  callback: CallbackResponse,
  { now }: OAuthContext,
): OAuthFailure {
  const failure = failureOfResponse(error, {
    endpoint: server.issuer,
    errors: authorizationErrors,
    now,
  });
  if (error instanceof oauth.AuthorizationResponseError) return failure;
  const iss = callback.parameters.get('iss');
  const isForeign = iss === null ? server.sendsIssuer : iss !== server.issuer;
  return failed(
    'rejected_response',
    isForeign ? 'authorization_response_mismatch' : 'authorization_response_rejected',
    failure.error,
  );
}
