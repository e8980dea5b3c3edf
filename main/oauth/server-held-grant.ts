/**
 * A grant that the server holds: it refreshes by itself and hands out access tokens for a client ID and
 * an identity (ADR 17). This is not OAuth, so oauth4webapi has no part in it.
 *
 * @see https://apps.odoo.com/apps/modules/18.0/api_auth_oauth2
 */
import type { JsonObject } from '../text/json.js';
import { problemWithShowing, outsideText } from '../text/outside-text.js';
import { meaningOfDenial } from './access-denial.js';
import { mediaType } from './bounded-fetch.js';
import type { OAuthContext } from './context.js';
import type { HttpResponse } from './http-response.js';
import { processResponse, sendRequest } from './http.js';
import type { Identity } from './identity-claims.js';
import { checkAccessToken } from './issued-token.js';
import { requestOptions } from './library-terms.js';
import { RejectedResponse } from './oauth-error.js';
import { andThen, failed, hostOf, type Outcome } from './outcome.js';
import type { ErrorTable, RequestContext } from './request-context.js';
import { deniesRevocation } from './revocation-statement.js';
import { scopesIn } from './scope.js';
import { isProtected, isProtectedAddress } from './server-address.js';
import { lifetimeIn } from './token-lifetimes.js';
import { memberWithin } from './token-member-names.js';
import { adjustTokenResponse } from './token-response-adjustments.js';
import { isSuccess } from './token-response-form.js';
import { tidyMembers, tidyTokenResponse } from './token-response.js';
import type { TokenSet } from './token-set.js';

export interface ServerHeldGrantRequest {
  /** The endpoint of this message. */
  readonly endpoint: string;
  readonly clientId: string;
  /** Names the user to the server. It alone brings their tokens, so it is as secret as a refresh token. */
  readonly identity: string;
}

export interface ServerHeldTokenRequest extends ServerHeldGrantRequest {
  /** The scopes in force where the server names none. */
  readonly scopesIfUnnamed: readonly string[];
}

export interface ServerHeldGrant {
  /** With the identity as its refresh token: that is what brings the next access token. */
  readonly tokens: TokenSet;
  /** The user's login at the server, with its database; null: the server does not say. */
  readonly login: string | null;
}

const longestLifetimeMs = 365 * 24 * 60 * 60_000;

const errors: ErrorTable = {
  invalid_client: ['misconfigured', 'client_refused'],
  unauthorized_client: ['misconfigured', 'client_refused'],
  access_denied: ['user_cancelled', 'access_denied'],
  temporarily_unavailable: ['server_fault_retry', 'server_busy'],
  server_error: ['server_fault_retry', 'server_error'],
  slow_down: ['server_fault_retry', 'server_busy'],
};

/** Where the user agrees to the access. */
export async function serverHeldAuthorization(
  request: ServerHeldGrantRequest,
  context: OAuthContext,
): Promise<Outcome<string>> {
  const response = await serverHeldRequest('GET', request, context);
  return andThen(response, (value) =>
    processServerHeldAuthorizationResponse(request, value, context),
  );
}

/** The current access token. Refused with `grant_refused` while the user has not agreed, or no longer does. */
export async function serverHeldTokens(
  request: ServerHeldTokenRequest,
  context: OAuthContext,
): Promise<Outcome<ServerHeldGrant>> {
  const response = await serverHeldRequest('POST', request, context);
  return andThen(response, (value) => processServerHeldTokenResponse(request, value, context));
}

/** Null: the server does not say whose account it is. */
export function identityOfLogin({ login }: ServerHeldGrant): Identity | null {
  return login === null ? null : { subject: login, name: outsideText('login', login), email: null };
}

/** `ok` means that the server accepted the request. */
export async function revokeServerHeldGrant(
  request: ServerHeldGrantRequest,
  context: OAuthContext,
): Promise<Outcome<null>> {
  const response = await serverHeldRequest('GET', request, context);
  return andThen(response, (value) => processServerHeldRevocationResponse(request, value, context));
}

export async function serverHeldRequest(
  method: 'GET' | 'POST',
  request: ServerHeldGrantRequest,
  context: OAuthContext,
): Promise<Outcome<HttpResponse>> {
  const { endpoint, clientId: client_id, identity: client_user_identity } = request;
  if (!URL.canParse(endpoint) || !isProtected(new URL(endpoint))) {
    return failed('rejected_response', 'server_insecure', { host: hostOf(endpoint) });
  }
  const { headers } = requestOptions(endpoint, context);
  return sendRequest(requestContextOf(request, context), () =>
    context.fetch(endpoint, {
      method,
      headers: { ...headers, accept: 'application/json', 'content-type': 'application/json' },
      body: JSON.stringify({ client_id, client_user_identity }),
      ...(context.signal !== undefined && { signal: context.signal }),
    }),
  );
}

export function processServerHeldAuthorizationResponse(
  request: ServerHeldGrantRequest,
  response: HttpResponse,
  context: OAuthContext,
): Promise<Outcome<string>> {
  const refusal = ['rejected_response', 'request_refused'] as const;
  return processServerHeldResponse(request, response, context, refusal, (body) => {
    const url = memberWithin(body, 'authorization_url');
    if (typeof url !== 'string' || !isProtectedAddress(url)) {
      throw new RejectedResponse('"authorization_url" is not a page');
    }
    return url;
  });
}

export function processServerHeldTokenResponse(
  request: ServerHeldTokenRequest,
  response: HttpResponse,
  context: OAuthContext,
): Promise<Outcome<ServerHeldGrant>> {
  const refusal = ['needs_sign_in', 'grant_refused'] as const;
  return processServerHeldResponse(
    request,
    tidyTokenResponse(response),
    context,
    refusal,
    (tidied) => {
      const { body, adjustments } = adjustTokenResponse(tidied, {
        scopes: request.scopesIfUnnamed,
        serverTime: response.receivedAt,
      });
      const { access_token: accessToken, token_type: type, scope } = body;
      // "Not yet" and "no longer" have no form of their own.
      if (accessToken === undefined) throw new RejectedResponse('no access token', ...refusal);
      if (typeof accessToken !== 'string') throw new RejectedResponse('access token is no string');
      checkAccessToken(accessToken);
      if (type !== undefined && !(typeof type === 'string' && /^bearer$/i.test(type))) {
        throw new RejectedResponse('token type is not Bearer');
      }
      const scopes = typeof scope === 'string' ? scopesIn(scope) : [];
      const tokens: TokenSet = {
        accessToken,
        tokenType: 'bearer',
        refreshToken: request.identity,
        refreshTokenExpiresAt: null,
        idToken: null,
        scopesGranted: scopes.length > 0 ? scopes : request.scopesIfUnnamed,
        issuedAt: response.receivedAt,
        expiresAt: endOf(body, response.receivedAt),
        adjustments,
      };
      return { tokens, login: loginIn(body) };
    },
  );
}

export function processServerHeldRevocationResponse(
  request: ServerHeldGrantRequest,
  response: HttpResponse,
  context: OAuthContext,
): Promise<Outcome<null>> {
  const refusal = ['rejected_response', 'revocation_refused'] as const;
  return processServerHeldResponse(
    request,
    // Some say in a success that they have not.
    isSuccess(response) && deniesRevocation(response)
      ? { ...response, status: 400 }
      : tidyMembers(response),
    context,
    refusal,
    () => null,
    'empty',
  );
}

function requestContextOf(
  { endpoint }: ServerHeldGrantRequest,
  { now }: OAuthContext,
): RequestContext {
  return { endpoint, errors, now };
}

/**
 * Statuses and errors first, then `read`, which may throw RejectedResponse. A 4xx that is a page comes
 * from something in between and refuses nothing.
 *
 * @param refusal the meaning of every other 4xx, which the server does not document
 */
function processServerHeldResponse<T>(
  request: ServerHeldGrantRequest,
  response: HttpResponse,
  context: OAuthContext,
  refusal: ErrorTable[string],
  read: (body: JsonObject) => T,
  body?: 'empty',
): Promise<Outcome<T>> {
  const requestContext = { ...requestContextOf(request, context), ...(body && { body }) };
  return processResponse(requestContext, response, async () => {
    await Promise.resolve();
    const named = response.body?.['error'];
    const isRefused = response.status >= 400 || (named !== undefined && named !== null);
    if (!isRefused) return read(response.body ?? {});
    const cause = `HTTP ${response.status}`;
    if (mediaType(response) === 'text/html') {
      throw new RejectedResponse(cause, 'server_fault_retry', 'server_error');
    }
    throw new RejectedResponse(cause, ...(meaningOf(response.body ?? {}) ?? refusal));
  });
}

function meaningOf({ error, error_description: words }: JsonObject): ErrorTable[string] | null {
  if (typeof error !== 'string') return null;
  const description = typeof words === 'string' ? words : '';
  const known = Object.hasOwn(errors, error) ? errors[error] : null;
  return meaningOfDenial(error, description) ?? known ?? null;
}

/** `expires_at`, in seconds since 1970, is exact; `expires_in` may count from when the server got the token. */
function endOf(body: JsonObject, now: number): number | null {
  const { expires_at: at, expires_in: lifetime = null } = body;
  // Some have 0 for a time that they do not know, and dates come without a zone.
  const exact = at !== undefined && Number(at) > 0 ? lifetimeIn({ expires_in: at }, now) : null;
  const seconds = exact?.seconds ?? lifetimeIn({ expires_in: lifetime }, now).seconds;
  return seconds === null ? null : now + Math.min(Math.round(seconds * 1_000), longestLifetimeMs);
}

/** It names the account, so one that cannot be shown exactly as it is written names none. */
function loginIn({ login, db }: JsonObject): string | null {
  if (typeof login !== 'string' || problemWithShowing('login', login) !== null) return null;
  return typeof db === 'string' && /^[\w.-]{1,128}$/.test(db) ? `${login} (${db})` : login;
}
