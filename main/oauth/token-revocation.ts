/** Asking the server to end a token (RFC 7009). */
import * as oauth from 'oauth4webapi';

import type { OAuthContext } from './context.js';
import { failureOfErrorCode, failureWithoutErrorCode } from './error-response.js';
import type { HttpResponse } from './http-response.js';
import { processResponse } from './http.js';
import { andThen, failed, hostOf, type OAuthFailure, type Outcome } from './outcome.js';
import { type RequestAboutToken, sendAboutToken } from './request-about-token.js';
import type { ErrorTable, RequestContext } from './request-context.js';
import { deniesRevocation } from './revocation-statement.js';
import { hasEndedAlready } from './token-statement.js';

const errors: ErrorTable = {
  invalid_client: ['misconfigured', 'client_refused'],
  unauthorized_client: ['misconfigured', 'client_refused'],
  temporarily_unavailable: ['server_fault_retry', 'server_busy'],
  server_error: ['server_fault_retry', 'server_error'],
  slow_down: ['server_fault_retry', 'server_busy'],
};

/**
 * `ok` means that the server accepted the request, which it also does for tokens that it does not
 * know (§2.2), as some say with 400: access-token-probe.ts finds out whether the token has ended. Servers answer 202 or 204
 * too, and some put an error into the body of a success. After a 503 the token has to be assumed alive
 * (§2.2.1).
 */
export async function revokeToken(
  request: RequestAboutToken,
  context: OAuthContext,
): Promise<Outcome<null>> {
  const response = await revocationRequest(request, context);
  return andThen(response, (value) => processRevocationResponse(request, value, context));
}

export async function revocationRequest(
  request: RequestAboutToken,
  context: OAuthContext,
): Promise<Outcome<HttpResponse>> {
  const { server } = request;
  if (server.revocationEndpoint === null) {
    return failed('rejected_response', 'revocation_refused', {
      cause: 'the server has no revocation endpoint',
      host: hostOf(server.issuer),
    });
  }
  return sendAboutToken(
    request,
    oauth.revocationRequest,
    requestContextOf(request, context),
    context,
  );
}

export async function processRevocationResponse(
  request: RequestAboutToken,
  response: HttpResponse,
  context: OAuthContext,
): Promise<Outcome<null>> {
  const requestContext = requestContextOf(request, context);
  if (hasEndedAlready(response)) return { kind: 'ok', value: null };
  return (
    failureInSuccess(response, requestContext) ??
    processResponse(requestContext, response, async (readable) => {
      if (!readable.ok) await oauth.processRevocationResponse(readable);
      return null;
    })
  );
}

/** Null: an error status says it all, or the server has accepted the request. */
function failureInSuccess(response: HttpResponse, request: RequestContext): OAuthFailure | null {
  const { status, body } = response;
  if (status < 200 || status >= 300) return null;
  const { error, error_description: description } = body ?? {};
  if (typeof error === 'string' && error !== '') {
    return failureOfErrorCode(error, description, response, request);
  }
  return deniesRevocation(response) ? failureWithoutErrorCode(response, request) : null;
}

function requestContextOf(
  { server, proofKey = null }: RequestAboutToken,
  { now }: OAuthContext,
): RequestContext {
  const endpoint = server.revocationEndpoint ?? '';
  const dpop = proofKey !== null;
  return { endpoint, errors, otherError: 'revocation_refused', body: 'empty', dpop, now };
}
