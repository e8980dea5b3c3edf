/** Authorization requests: the URL that the browser opens (RFC 6749 §4.1.1, RFC 7636, RFC 9126). */
import * as oauth from 'oauth4webapi';

import type { AuthorizationServer, Client } from './authorization-server.js';
import type { OAuthContext } from './context.js';
import { libraryClient } from './library-terms.js';
import { failed, hostOf, type Outcome } from './outcome.js';
import { type ProofKey, proofOptions } from './proof-of-possession.js';
import { pushAuthorizationRequest } from './pushed-authorization-request.js';
import type { ErrorTable } from './request-context.js';
import { tokenEndpointErrors } from './token-response.js';

export interface AuthorizationRequest {
  readonly server: AuthorizationServer;
  readonly client: Client;
  readonly redirectUri: string;
  /** Empty: the server's default (RFC 6749 §3.3). */
  readonly scopes: readonly string[];
  /** OpenID Connect Core §3.1.2.1, e.g. 'select_account'. */
  readonly prompt: string | null;
  readonly loginHint: string | null;
  /** The API the tokens are for (RFC 8707 §2); null: the server's own. */
  readonly resource: string | null;
  /** The key the tokens are to be bound to (RFC 9449 §10); null: bearer tokens. */
  readonly proofKey: ProofKey | null;
  /** Longest time since the user signed in, in seconds (OpenID Connect Core §3.1.2.1). */
  readonly maxAgeSeconds?: number | null;
  readonly acrValues?: readonly string[];
  /** Parameters of the service's own; they cannot replace one of the protocol. */
  readonly extraParameters?: Readonly<Record<string, string>>;
  /** The values of a request already prepared, to repeat it when the browser is opened again. */
  readonly again?: Pick<PreparedAuthorization, 'state' | 'nonce' | 'codeVerifier'>;
}

export interface PreparedAuthorization {
  readonly authorizationUrl: string;
  /**
   * Null: the URL can be opened any number of times. Otherwise it works once, until then (ms since
   * 1970); to open the browser again, prepare the request again with `again`.
   */
  readonly usableOnceUntil: number | null;
  readonly state: string;
  /** Null without the scope `openid`. */
  readonly nonce: string | null;
  readonly codeVerifier: string;
}

/** RFC 6749 §4.1.2.1, OpenID Connect Core §3.1.2.6. */
export const authorizationErrors: ErrorTable = {
  ...tokenEndpointErrors,
  access_denied: ['user_cancelled', 'access_denied'],
  // Google: the organisation does not allow the app.
  admin_policy_enforced: ['needs_sign_in', 'admin_consent_required'],
  account_selection_required: ['needs_sign_in', 'account_selection_required'],
  // OpenID Connect Core Error Code unmet_authentication_requirements 1.0
  unmet_authentication_requirements: ['needs_sign_in', 'authentication_not_met'],
  invalid_scope: ['misconfigured', 'scope_refused'],
};

/**
 * State, nonce and verifier have 256 bits each, fresh for every sign-in; PKCE is S256 and nothing
 * else. Where the server accepts pushed requests (RFC 9126), the URL holds a reference only.
 */
export async function prepareAuthorization(
  request: AuthorizationRequest,
  context: OAuthContext,
): Promise<Outcome<PreparedAuthorization>> {
  const { server, client, scopes } = request;
  const { authorizationEndpoint } = server;
  if (authorizationEndpoint === null) {
    return failed('misconfigured', 'authorization_code_not_offered', {
      cause: 'the server has no authorization endpoint',
      host: hostOf(server.issuer),
    });
  }
  const { state, nonce, codeVerifier } = request.again ?? {
    state: oauth.generateRandomState(),
    nonce: scopes.includes('openid') ? oauth.generateRandomNonce() : null,
    codeVerifier: oauth.generateRandomCodeVerifier(),
  };
  const transaction = { state, nonce, codeVerifier };
  const parameters = await parametersOf(request, transaction, context);
  const plain = addressOf(authorizationEndpoint, parameters);

  if (server.pushedAuthorizationRequestEndpoint === null) {
    if (server.requiresPushedAuthorizationRequests) {
      return failed('rejected_response', 'metadata_invalid', {
        cause:
          'require_pushed_authorization_requests without pushed_authorization_request_endpoint',
        host: hostOf(server.issuer),
      });
    }
    return ready(plain, null);
  }
  const pushed = await pushAuthorizationRequest(
    { server, client, parameters, errors: authorizationErrors, proofKey: request.proofKey },
    context,
  );
  switch (pushed.kind) {
    case 'ok': {
      const { requestUri, expiresAt } = pushed.value;
      const reference = { client_id: client.clientId, request_uri: requestUri };
      return ready(addressOf(authorizationEndpoint, reference), expiresAt);
    }
    case 'not_supported':
      return server.requiresPushedAuthorizationRequests ? pushed.failure : ready(plain, null);
    default:
      return pushed;
  }

  function ready(
    authorizationUrl: string,
    usableOnceUntil: number | null,
  ): Outcome<PreparedAuthorization> {
    return { kind: 'ok', value: { authorizationUrl, usableOnceUntil, ...transaction } };
  }
}

async function parametersOf(
  request: AuthorizationRequest,
  { state, nonce, codeVerifier }: Pick<PreparedAuthorization, 'state' | 'nonce' | 'codeVerifier'>,
  context: OAuthContext,
): Promise<Readonly<Record<string, string>>> {
  const { client, scopes, proofKey, maxAgeSeconds = null, acrValues = [] } = request;
  const { DPoP: proof } = await proofOptions(proofKey, libraryClient(client, context), context);
  const parameters = {
    ...request.extraParameters,
    // A request object would take the place of all that follows (RFC 9101), and another mode would lead
    // the answer elsewhere.
    request: null,
    request_uri: null,
    response_mode: null,
    response_type: 'code',
    client_id: client.clientId,
    redirect_uri: request.redirectUri,
    scope: scopes.length === 0 ? null : scopes.join(' '),
    state,
    nonce,
    code_challenge: await oauth.calculatePKCECodeChallenge(codeVerifier),
    code_challenge_method: 'S256',
    prompt: request.prompt,
    login_hint: request.loginHint,
    resource: request.resource,
    max_age: maxAgeSeconds === null ? null : String(maxAgeSeconds),
    acr_values: acrValues.length === 0 ? null : acrValues.join(' '),
    dpop_jkt: (await proof?.calculateThumbprint()) ?? null,
  };
  return Object.fromEntries(
    Object.entries(parameters).filter((each): each is [string, string] => each[1] !== null),
  );
}

/** RFC 6749 §3.1: a query of the endpoint stays, and no parameter is repeated. */
function addressOf(
  authorizationEndpoint: string,
  parameters: Readonly<Record<string, string>>,
): string {
  const url = new URL(authorizationEndpoint);
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return url.href;
}
