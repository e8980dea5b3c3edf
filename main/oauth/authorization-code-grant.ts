/** Authorization code grant with PKCE (RFC 6749 §4.1, RFC 7636, RFC 9207, OpenID Connect Core §3.1). */
import * as oauth from 'oauth4webapi';

import type { AuthorizationServer, Client } from './authorization-server.js';
import type { CallbackResponse } from './callback.js';
import { libraryAuthentication } from './client-authentication.js';
import type { OAuthContext } from './context.js';
import { judge, request } from './exchange.js';
import { verifiedIdTokenClaims } from './id-token.js';
import { type Claims, type Identity, identityOf } from './identity-claims.js';
import { libraryClient, libraryServer, requestOptions } from './library-terms.js';
import {
  type Asked,
  failed,
  failureOfAnswer,
  hostOf,
  type Refusals,
  RejectedAnswer,
} from './oauth-failure.js';
import type { Outcome } from './outcome.js';
import {
  checkLifetime,
  tidyTokenAnswer,
  tokenEndpointRefusals,
  tokenSetOf,
} from './token-response.js';
import type { TokenSet } from './token-set.js';

export interface AuthorizationRequest {
  readonly server: AuthorizationServer;
  readonly client: Client;
  readonly redirectUri: string;
  /** Empty: the server's default (RFC 6749 §3.3). */
  readonly scopes: readonly string[];
  /** OpenID Connect Core §3.1.2.1, e.g. 'select_account'. */
  readonly prompt: string | null;
  readonly loginHint: string | null;
  /** What a service wants besides; it cannot replace a parameter of the protocol. */
  readonly extraParameters?: Readonly<Record<string, string>>;
}

export interface PreparedAuthorization {
  readonly authorizationUrl: string;
  readonly state: string;
  /** Null without the scope `openid`. */
  readonly nonce: string | null;
  readonly codeVerifier: string;
}

export interface Completion {
  /** As frozen when the sign-in began: the code goes to this server's token endpoint and to no other. */
  readonly server: AuthorizationServer;
  readonly client: Client;
  readonly redirectUri: string;
  readonly callback: CallbackResponse;
  readonly state: string;
  readonly nonce: string | null;
  readonly codeVerifier: string;
  readonly scopesAsked: readonly string[];
}

export interface Grant {
  readonly tokens: TokenSet;
  /** From the ID token; null when there is none (then userinfo.ts may know). */
  readonly identity: Identity | null;
  readonly idTokenClaims: Claims | null;
}

/** 256 bits each of state, nonce and verifier, fresh every time; PKCE by S256 and nothing else. */
export async function prepareAuthorization({
  server,
  client,
  redirectUri,
  scopes,
  prompt,
  loginHint,
  extraParameters = {},
}: AuthorizationRequest): Promise<PreparedAuthorization> {
  const state = oauth.generateRandomState();
  const codeVerifier = oauth.generateRandomCodeVerifier();
  const nonce = scopes.includes('openid') ? oauth.generateRandomNonce() : null;
  const parameters = {
    ...extraParameters,
    response_type: 'code',
    client_id: client.clientId,
    redirect_uri: redirectUri,
    scope: scopes.length === 0 ? null : scopes.join(' '),
    state,
    nonce,
    code_challenge: await oauth.calculatePKCECodeChallenge(codeVerifier),
    code_challenge_method: 'S256',
    prompt,
    login_hint: loginHint,
  };
  const url = new URL(server.authorizationEndpoint);
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== null) url.searchParams.set(name, value);
  }
  return { authorizationUrl: url.href, state, nonce, codeVerifier };
}

const authorizationRefusals: Refusals = {
  ...tokenEndpointRefusals,
  access_denied: ['user_cancelled', 'access_denied'],
  account_selection_required: ['needs_sign_in', 'account_selection_needed'],
  invalid_scope: ['misconfigured', 'scope_refused'],
};

const codeRefusals: Refusals = {
  ...tokenEndpointRefusals,
  invalid_grant: ['needs_sign_in', 'code_refused'],
};

/**
 * Judges an answer that came to this sign-in and exchanges its code for tokens. Nothing is sent
 * unless the answer arrived where it had to, bears our state and comes from this very server.
 */
export async function completeAuthorization(
  completion: Completion,
  context: OAuthContext,
): Promise<Outcome<Grant>> {
  const { server, client, callback, nonce, scopesAsked } = completion;
  const as = libraryServer(server);
  const libClient = libraryClient(client, context);
  const host = hostOf(server.issuer);

  if (callback.redirectUri !== completion.redirectUri) {
    return failed('rejected_response', 'answer_from_other_service', {
      cause: 'the answer arrived on the address of another service',
      host,
    });
  }
  let parameters: URLSearchParams;
  try {
    parameters = oauth.validateAuthResponse(as, libClient, callback.parameters, completion.state);
    if (parameters.getAll('code').filter(Boolean).length !== 1) throw new RejectedAnswer(oneCode);
  } catch (error) {
    return failureOfAuthorization(error, completion, context);
  }

  const asked: Asked = {
    endpoint: server.tokenEndpoint,
    refusals: codeRefusals,
    now: context.now,
  };
  const answer = await request(asked, () =>
    oauth.authorizationCodeGrantRequest(
      as,
      libClient,
      libraryAuthentication(client.authentication),
      parameters,
      completion.redirectUri,
      completion.codeVerifier,
      requestOptions(server.tokenEndpoint, context),
    ),
  );
  if (answer.kind !== 'ok') return answer;
  const arrivedAt = context.now();
  const tidied = tidyTokenAnswer(answer.value);
  return judge(asked, tidied, async (response) => {
    checkLifetime(tidied.body);
    const result = await oauth.processAuthorizationCodeResponse(as, libClient, response, {
      ...(nonce !== null && { expectedNonce: nonce, requireIdToken: true }),
    });
    const tokens = tokenSetOf(result, scopesAsked, arrivedAt);
    const idTokenClaims = await verifiedIdTokenClaims(server, response, result, context);
    const identity = idTokenClaims === null ? null : identityOf(idTokenClaims);
    return { tokens, identity, idTokenClaims };
  });
}

const oneCode = 'not exactly one authorization code';

/** The answer itself is refused: it is someone else's, or not whole, or it says no. */
function failureOfAuthorization(
  error: unknown,
  { server, callback }: Completion,
  context: OAuthContext,
) {
  const asked = {
    endpoint: server.issuer,
    refusals: authorizationRefusals,
    now: context.now,
  };
  const failure = failureOfAnswer(error, asked);
  if (error instanceof oauth.AuthorizationResponseError) return failure;
  const iss = callback.parameters.get('iss');
  const foreign = iss === null ? server.sendsIssuer : iss !== server.issuer;
  const code = foreign ? 'answer_from_other_service' : 'answer_rejected';
  return failed('rejected_response', code, failure.failure);
}
