/** What token endpoints answer (RFC 6749 §5), for every grant. */
import type { TokenEndpointResponse } from 'oauth4webapi';

import type { Answer } from './exchange.js';
import { type Refusals, RejectedAnswer } from './oauth-failure.js';
import type { ProofKey } from './proof-of-possession.js';
import type { TokenSet } from './token-set.js';

const longestToken = 256 * 1024;
const longestLifetime = 365 * 24 * 60 * 60;
const longestRefreshLifetime = 10 * longestLifetime;

/** RFC 6749 §5.2 and OpenID Connect Core §3.1.2.6. What is not here is not understood and changes nothing. */
export const tokenEndpointRefusals: Refusals = {
  invalid_grant: ['needs_sign_in', 'grant_refused'],
  interaction_required: ['needs_sign_in', 'interaction_required'],
  login_required: ['needs_sign_in', 'interaction_required'],
  consent_required: ['needs_sign_in', 'interaction_required'],
  account_selection_required: ['needs_sign_in', 'interaction_required'],
  invalid_client: ['misconfigured', 'client_refused'],
  unauthorized_client: ['misconfigured', 'client_refused'],
  redirect_uri_mismatch: ['misconfigured', 'redirect_refused'],
  invalid_scope: ['rejected_response', 'scope_refused'],
  temporarily_unavailable: ['server_fault_retry', 'server_busy'],
  slow_down: ['server_fault_retry', 'server_busy'],
  server_error: ['server_fault_retry', 'server_fault'],
};

/**
 * Evens out, before oauth4webapi reads it, what it would refuse as a whole and with it lose tokens
 * that the server has already issued: `null` and `""` for a member that is not there, and an error
 * sent with status 200.
 */
export function tidyTokenAnswer(answer: Answer): Answer {
  if (answer.body === null) return answer;
  const body = Object.fromEntries(
    Object.entries(answer.body).filter(
      ([name, value]) => value !== null && !(value === '' && optional.has(name)),
    ),
  );
  const isError = typeof body['error'] === 'string' && body['access_token'] === undefined;
  const { status, headers } = answer;
  return {
    status: isError && status === 200 ? 400 : status,
    headers,
    text: JSON.stringify(body),
    body,
  };
}

const optional = new Set(['refresh_token', 'scope', 'id_token', 'expires_in', 'error']);

/** The refresh token in an answer that may yet be refused; null when there is none to keep. */
export function refreshTokenIn({ status, text }: Answer): string | null {
  if (status !== 200) return null;
  try {
    const body: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    if (typeof body !== 'object' || body === null || !('refresh_token' in body)) return null;
    const token = body.refresh_token;
    const isToken = typeof token === 'string' && token !== '' && token.length <= longestToken;
    return isToken ? token : null;
  } catch {
    return null;
  }
}

/** Throws RejectedAnswer for lifetimes that oauth4webapi would read as numbers they are not. */
export function checkLifetime(body: Answer['body']): void {
  const value = body?.['expires_in'];
  if (value === undefined) return;
  const isNumeric =
    typeof value === 'number' || (typeof value === 'string' && /^\d+(\.\d+)?$/.test(value));
  if (!isNumeric || Number(value) > Number.MAX_SAFE_INTEGER) {
    throw new RejectedAnswer('"expires_in" is not a number of seconds');
  }
}

/**
 * No RFC has it: `refresh_token_expires_in` is what most call it (GitHub, Google), Keycloak says
 * `refresh_expires_in`, and 0 for "never". A value that makes no sense says nothing.
 */
function refreshTokenEnd(result: TokenEndpointResponse, now: number): number | null {
  const value = result['refresh_token_expires_in'] ?? result['refresh_expires_in'];
  const isNumeric = typeof value === 'number' || (typeof value === 'string' && /^\d+$/.test(value));
  const seconds = isNumeric ? Number(value) : 0;
  return seconds > 0 && Number.isSafeInteger(seconds)
    ? now + Math.min(seconds, longestRefreshLifetime) * 1_000
    : null;
}

const otherType = {
  bearer: 'token type is not Bearer',
  dpop: 'token type is not DPoP, which was asked for',
};

/**
 * @param proofKey The key the tokens were asked to be bound to. A server that has not bound them
 *   has not done what was asked, and such tokens are discarded (RFC 9449 §5).
 * @param scopesIfUnnamed The scopes in force when the server names none (RFC 6749 §5.1, §6).
 * @param now When the answer arrived, ms since 1970: lifetimes count from here, not from any clock of the server.
 */
export function tokenSetOf(
  result: TokenEndpointResponse,
  proofKey: ProofKey | null,
  scopesIfUnnamed: readonly string[],
  now: number,
): TokenSet {
  const tokenType = proofKey === null ? 'bearer' : 'dpop';
  if (result.token_type !== tokenType) throw new RejectedAnswer(otherType[tokenType]);
  // RFC 6750 §2.1: it goes into a header, where a space or a line break would end it.
  if (!/^[\x21-\x7e]+$/.test(result.access_token)) {
    throw new RejectedAnswer('access token holds characters that no header can carry');
  }
  for (const token of [result.access_token, result.refresh_token, result.id_token]) {
    if (token !== undefined && token.length > longestToken) {
      throw new RejectedAnswer(`token over ${String(longestToken)} characters`);
    }
  }
  const { expires_in: lifetime, scope } = result;
  return {
    accessToken: result.access_token,
    tokenType,
    refreshToken: result.refresh_token ?? null,
    refreshTokenExpiresAt: refreshTokenEnd(result, now),
    idToken: result.id_token ?? null,
    scopesGranted: scope === undefined ? scopesIfUnnamed : scope.split(/\s+/).filter(Boolean),
    issuedAt: now,
    expiresAt:
      lifetime === undefined ? null : now + Math.round(Math.min(lifetime, longestLifetime) * 1_000),
  };
}
