/** Responses of a token endpoint (RFC 6749 §5), the same for every grant. */
import type * as oauth from 'oauth4webapi';

import { type JsonObject, type JsonValue, textOf } from '../text/json.js';
import { authorizationDetailsIn } from './authorization-details.js';
import type { AuthorizationServer } from './authorization-server.js';
import type { OAuthContext } from './context.js';
import type { HttpResponse } from './http-response.js';
import { processResponse } from './http.js';
import { verifiedIdTokenClaims } from './id-token.js';
import type { Claims } from './identity-claims.js';
import { checkAccessToken, checkTokenLength } from './issued-token.js';
import { libraryClient, libraryServer } from './library-terms.js';
import { RejectedResponse } from './oauth-error.js';
import type { OAuthErrorCode, Outcome } from './outcome.js';
import type { ProofKey } from './proof-of-possession.js';
import type { ErrorTable } from './request-context.js';
import { scopesIn } from './scope.js';
import { serverTimeOf } from './server-date.js';
import { serverClaimed } from './tenant-issuer.js';
import {
  type GrantRules,
  type TokenRequest,
  tokenRequestContext,
} from './token-request-context.js';
import {
  adjustTokenResponse,
  type ResponseAdjustment,
  unnestedTokens,
} from './token-response-adjustments.js';
import { inStandardForm, isStatement, refusalInPlainText } from './token-response-form.js';
import type { TokenSet } from './token-set.js';

const longestLifetime = 365 * 24 * 60 * 60;
const longestRefreshLifetime = 10 * longestLifetime;

/** RFC 6749 §5.2 and OpenID Connect Core §3.1.2.6. An error that is not listed changes nothing. */
export const tokenEndpointErrors: ErrorTable = {
  invalid_grant: ['needs_sign_in', 'grant_refused'],
  interaction_required: ['needs_sign_in', 'interaction_required'],
  login_required: ['needs_sign_in', 'interaction_required'],
  consent_required: ['needs_sign_in', 'interaction_required'],
  account_selection_required: ['needs_sign_in', 'interaction_required'],
  invalid_client: ['misconfigured', 'client_refused'],
  unauthorized_client: ['misconfigured', 'client_refused'],
  unsupported_grant_type: ['misconfigured', 'grant_type_refused'],
  redirect_uri_mismatch: ['misconfigured', 'redirect_uri_refused'],
  invalid_scope: ['rejected_response', 'scope_refused'],
  temporarily_unavailable: ['server_fault_retry', 'server_busy'],
  slow_down: ['server_fault_retry', 'server_busy'],
  server_error: ['server_fault_retry', 'server_error'],
};

/** How one grant reads its response. */
export interface TokenResponseReader<T> {
  /** oauth4webapi's process function of the grant. */
  readonly process: (
    as: oauth.AuthorizationServer,
    client: oauth.Client,
    response: Response,
  ) => Promise<oauth.TokenEndpointResponse>;
  /** Checks of our own, and the result. Throws RejectedResponse. */
  readonly accept: (tokens: TokenSet, idTokenClaims: Claims | null, body: Claims) => T;
  /** The scopes in force when the server names none (RFC 6749 §5.1, §6). */
  readonly scopesIfUnnamed: readonly string[];
  /** The server as its authorization response named it (tenant-issuer.ts). Default: the request's. */
  readonly namedServer?: AuthorizationServer;
  /** The authorization code that was exchanged. */
  readonly code?: string | null;
  /** The failure where the tokens are not bound to the key. Default: `response_rejected`. */
  readonly ifUnbound?: OAuthErrorCode;
  /** An ID token in the response is not read: the grant has no user, or the token cannot be verified. */
  readonly ignoresIdToken?: boolean;
}

export function processTokenResponse<T>(
  request: TokenRequest,
  rules: GrantRules,
  response: HttpResponse,
  context: OAuthContext,
  reader: TokenResponseReader<T>,
): Promise<Outcome<T>> {
  const { server, client, proofKey } = request;
  const { adjusted, adjustments } = adjustedResponse(response, reader);
  return processResponse(
    tokenRequestContext(request, rules, context),
    adjusted,
    async (readable) => {
      const claimed = serverClaimed(reader.namedServer ?? server, adjusted.body?.['id_token']);
      const result = await reader.process(
        libraryServer(claimed),
        libraryClient(client, context),
        readable,
      );
      const now = response.receivedAt;
      const tokens = {
        ...tokenSetOf(result, proofKey, reader, now, adjustments),
        ...authorizationDetailsIn(adjusted.body),
      };
      const idTokenClaims =
        reader.ignoresIdToken === true
          ? null
          : await verifiedIdTokenClaims(server, readable, result, context, reader.code ?? null);
      return reader.accept(tokens, idTokenClaims, adjusted.body ?? {});
    },
  );
}

/** A success as RFC 6749 §5.1 has it; any other response stays. */
function adjustedResponse(
  response: HttpResponse,
  reader: Omit<TokenResponseReader<unknown>, 'accept'>,
): {
  readonly adjusted: HttpResponse;
  readonly adjustments: readonly ResponseAdjustment[];
} {
  const tidied = tidyTokenResponse(response);
  if (tidied.status !== 200 || tidied.body === null) return { adjusted: tidied, adjustments: [] };
  const members = Object.entries(tidied.body).filter(
    ([name]) => reader.ignoresIdToken !== true || name !== 'id_token',
  );
  const { body, adjustments } = adjustTokenResponse(Object.fromEntries(members), {
    scopes: reader.scopesIfUnnamed,
    serverTime: serverTimeOf(response),
  });
  return {
    adjusted: { ...tidied, text: textOf(body), body },
    adjustments: [...adjustmentsOfForm(response), ...adjustments],
  };
}

function adjustmentsOfForm(response: HttpResponse): readonly ResponseAdjustment[] {
  const whole = inStandardForm(response);
  const isNested = whole.body !== null && unnestedTokens(whole.body) !== null;
  return [
    ...(whole === response ? [] : (['response_form'] as const)),
    ...(isNested ? (['tokens_nested'] as const) : []),
  ];
}

/**
 * Evens out, before oauth4webapi reads it, what the library would refuse as a whole and so lose
 * tokens that the server has already issued: another status or wrapping, `null` and `""` for a member
 * that is not there, tokens below another member, and an error sent with status 200.
 */
export function tidyTokenResponse(received: HttpResponse): HttpResponse {
  const known = tidiedResponses.get(received);
  if (known !== undefined) return known;
  const tidied = tidyMembers(inStandardForm(received));
  const { status, body } = tidied;
  const isRefusal = status === 200 && body !== null && isStatement(body);
  const result = isRefusal ? { ...tidied, status: 400 } : (refusalInPlainText(tidied) ?? tidied);
  tidiedResponses.set(received, result);
  return result;
}

/** Several steps read one response, and tidying writes all of it again. */
const tidiedResponses = new WeakMap<HttpResponse, HttpResponse>();

/** The same for a success that has no tokens. */
export function tidyMembers(response: HttpResponse): HttpResponse {
  const { status, body: received } = response;
  if (received === null) return response;
  const unnested = status === 200 ? unnestedTokens(received) : null;
  const body = Object.fromEntries(
    Object.entries(unnested ?? received).filter(([name, value]) => isPresent(name, value)),
  );
  return {
    ...response,
    status: isErrorResponse(response) ? 400 : response.status,
    text: textOf(body),
    body,
  };
}

/** True for every response that is no success, also for an error sent with the status of one. */
export function isRefusedTokenResponse(response: HttpResponse): boolean {
  return tidyTokenResponse(response).status !== 200;
}

function isErrorResponse({ status, body }: HttpResponse): boolean {
  if (status !== 200 || body === null || Boolean(body['access_token'])) return false;
  return (has(body, 'error') || has(body, 'errors')) && unnestedTokens(body) === null;
}

function has(body: JsonObject, name: string): boolean {
  return name in body && isPresent(name, body[name] ?? null);
}

function isPresent(name: string, value: JsonValue): boolean {
  // PHP and Odoo say `false` for what is not there.
  const isNoToken = value === false && tokenNames.has(name);
  return value !== null && !(value === '' && optional.has(name)) && !isNoToken;
}

const tokenNames = new Set(['access_token', 'refresh_token', 'id_token']);

const optional = new Set(['refresh_token', 'scope', 'id_token', 'expires_in', 'error']);

/** True if an ID token has to be verified first, for which the server's keys may have to be fetched. */
export function hasIdToken(response: HttpResponse): boolean {
  return tidyTokenResponse(response).body?.['id_token'] !== undefined;
}

const otherType = {
  bearer: 'token type is not Bearer',
  dpop: 'token type is not DPoP, which was requested',
};

/**
 * @param proofKey The key the tokens were to be bound to. A server that has not bound them has not
 *   done what was requested, and such tokens are discarded (RFC 9449 §5).
 * @param now When the response arrived, ms since 1970: lifetimes count from here.
 */
function tokenSetOf(
  result: oauth.TokenEndpointResponse,
  proofKey: ProofKey | null,
  {
    scopesIfUnnamed,
    ifUnbound,
  }: Pick<TokenResponseReader<unknown>, 'scopesIfUnnamed' | 'ifUnbound'>,
  now: number,
  adjustments: readonly ResponseAdjustment[],
): TokenSet {
  const tokenType = proofKey === null ? 'bearer' : 'dpop';
  if (result.token_type !== tokenType) {
    const code = proofKey === null ? undefined : ifUnbound;
    throw new RejectedResponse(otherType[tokenType], 'rejected_response', code);
  }
  checkAccessToken(result.access_token);
  for (const token of [result.refresh_token, result.id_token]) {
    if (token !== undefined) checkTokenLength(token);
  }
  const { expires_in: lifetime, scope, refresh_token_expires_in: refreshLifetime } = result;
  return {
    accessToken: result.access_token,
    tokenType,
    refreshToken: result.refresh_token ?? null,
    refreshTokenExpiresAt:
      typeof refreshLifetime === 'number'
        ? now + Math.min(refreshLifetime, longestRefreshLifetime) * 1_000
        : null,
    idToken: result.id_token ?? null,
    scopesGranted: scope === undefined ? scopesIfUnnamed : scopesIn(scope),
    issuedAt: now,
    expiresAt:
      lifetime === undefined ? null : now + Math.round(Math.min(lifetime, longestLifetime) * 1_000),
    adjustments,
  };
}
