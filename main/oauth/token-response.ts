/** Responses of a token endpoint (RFC 6749 §5), the same for every grant. */
import type * as oauth from 'oauth4webapi';

import type { AuthorizationServer } from './authorization-server.js';
import type { OAuthContext } from './context.js';
import type { HttpResponse } from './http-response.js';
import { processResponse } from './http.js';
import { verifiedIdTokenClaims } from './id-token.js';
import type { Claims } from './identity-claims.js';
import { checkAccessToken, checkTokenLength, longestToken } from './issued-token.js';
import { type JsonObject, type JsonValue, parseJsonObject } from './json.js';
import { libraryClient, libraryServer } from './library-terms.js';
import { RejectedResponse } from './oauth-error.js';
import type { Outcome } from './outcome.js';
import type { ProofKey } from './proof-of-possession.js';
import type { ErrorTable } from './request-context.js';
import { scopesIn } from './scope.js';
import { serverClaimed } from './tenant-issuer.js';
import {
  type GrantRules,
  type TokenRequest,
  tokenRequestContext,
} from './token-request-context.js';
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
  /** The grant has no user, so an ID token in its response says nothing. */
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
  const tidied = tidyTokenResponse(response);
  return processResponse(tokenRequestContext(request, rules, context), tidied, async (readable) => {
    checkLifetime(tidied.body);
    const claimed = serverClaimed(reader.namedServer ?? server, tidied.body?.['id_token']);
    const result = await reader.process(
      libraryServer(claimed),
      libraryClient(client, context),
      readable,
    );
    const tokens = tokenSetOf(result, proofKey, reader.scopesIfUnnamed, response.receivedAt);
    const idTokenClaims =
      reader.ignoresIdToken === true
        ? null
        : await verifiedIdTokenClaims(server, readable, result, context);
    return reader.accept(tokens, idTokenClaims, tidied.body ?? {});
  });
}

/**
 * Evens out, before oauth4webapi reads it, what the library would refuse as a whole and so lose
 * tokens that the server has already issued: `null` and `""` for a member that is not there, and an
 * error sent with status 200.
 */
export function tidyTokenResponse(response: HttpResponse): HttpResponse {
  if (response.body === null) return response;
  const body = Object.fromEntries(
    Object.entries(response.body).filter(([name, value]) => isPresent(name, value)),
  );
  return {
    ...response,
    status: isErrorResponse(response) ? 400 : response.status,
    text: textOf(body),
    body,
  };
}

/** True for every response that is no success, also for an error sent with status 200. */
export function isRefusedTokenResponse(response: HttpResponse): boolean {
  return response.status !== 200 || isErrorResponse(response);
}

function isErrorResponse({ status, body }: HttpResponse): boolean {
  const has = (name: string) =>
    body !== null && name in body && isPresent(name, body[name] ?? null);
  return status === 200 && (has('error') || has('errors')) && !has('access_token');
}

function isPresent(name: string, value: JsonValue): boolean {
  return value !== null && !(value === '' && optional.has(name));
}

/** JSON that is nested too deeply to be written again loses the members that are: no token is in one. */
function textOf(body: JsonObject): string {
  try {
    return JSON.stringify(body);
  } catch {
    const flat = Object.entries(body).filter(([, value]) => typeof value !== 'object');
    return JSON.stringify(Object.fromEntries(flat));
  }
}

const optional = new Set(['refresh_token', 'scope', 'id_token', 'expires_in', 'error']);

/** The refresh token in a response that may yet be refused; null when there is none to keep. */
export function refreshTokenIn({ status, text }: HttpResponse): string | null {
  if (status !== 200) return null;
  const token = parseJsonObject(text.replace(/^\uFEFF/, ''))?.['refresh_token'];
  const isToken = typeof token === 'string' && token !== '' && token.length <= longestToken;
  return isToken ? token : null;
}

/** True if an ID token has to be verified first, for which the server's keys may have to be fetched. */
export function hasIdToken({ body }: HttpResponse): boolean {
  const idToken = body?.['id_token'];
  return idToken !== undefined && idToken !== null && idToken !== '';
}

/** Throws RejectedResponse for lifetimes that oauth4webapi would read as numbers they are not. */
export function checkLifetime(body: HttpResponse['body']): void {
  const value = body?.['expires_in'];
  if (value === undefined) return;
  const isNumeric =
    typeof value === 'number' || (typeof value === 'string' && /^\d+(\.\d+)?$/.test(value));
  if (!isNumeric || Number(value) > Number.MAX_SAFE_INTEGER) {
    throw new RejectedResponse('"expires_in" is not a number of seconds');
  }
}

/**
 * No RFC defines it: `refresh_token_expires_in` is what most call it (GitHub, Google), Keycloak says
 * `refresh_expires_in`, with 0 for "never". A value that makes no sense is ignored.
 */
function refreshTokenEnd(result: oauth.TokenEndpointResponse, now: number): number | null {
  const value = result['refresh_token_expires_in'] ?? result['refresh_expires_in'];
  const isNumeric = typeof value === 'number' || (typeof value === 'string' && /^\d+$/.test(value));
  const seconds = isNumeric ? Number(value) : 0;
  return seconds > 0 && Number.isSafeInteger(seconds)
    ? now + Math.min(seconds, longestRefreshLifetime) * 1_000
    : null;
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
  scopesIfUnnamed: readonly string[],
  now: number,
): TokenSet {
  const tokenType = proofKey === null ? 'bearer' : 'dpop';
  if (result.token_type !== tokenType) throw new RejectedResponse(otherType[tokenType]);
  checkAccessToken(result.access_token);
  for (const token of [result.refresh_token, result.id_token]) {
    if (token !== undefined) checkTokenLength(token);
  }
  const { expires_in: lifetime, scope } = result;
  return {
    accessToken: result.access_token,
    tokenType,
    refreshToken: result.refresh_token ?? null,
    refreshTokenExpiresAt: refreshTokenEnd(result, now),
    idToken: result.id_token ?? null,
    scopesGranted: scope === undefined ? scopesIfUnnamed : scopesIn(scope),
    issuedAt: now,
    expiresAt:
      lifetime === undefined ? null : now + Math.round(Math.min(lifetime, longestLifetime) * 1_000),
  };
}
