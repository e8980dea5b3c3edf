/** Token introspection (RFC 7662). The result is for display and never decides about a refresh. */
import * as oauth from 'oauth4webapi';

import type { OAuthContext } from './context.js';
import { describeResponse, failureOfStatus } from './error-response.js';
import type { HttpResponse } from './http-response.js';
import { isJwt, processResponse } from './http.js';
import type { Claims } from './identity-claims.js';
import { libraryClient, libraryServer } from './library-terms.js';
import { andThen, failed, hostOf, type OAuthFailure, type Outcome } from './outcome.js';
import { type RequestAboutToken, sendAboutToken } from './request-about-token.js';
import type { RequestContext } from './request-context.js';
import { withoutOpaqueParts } from './server-text.js';
import { verifySignature } from './signature.js';
import { tokenEndpointErrors } from './token-response.js';

export interface IntrospectionResult {
  readonly active: boolean;
  /** All members besides `active`, as they are: some quote the token. */
  readonly claims: Claims;
}

/**
 * `introspection_refused`: the server does not answer this client's questions. Many servers answer
 * APIs only, so it says nothing about the client's settings, nor about the token.
 */
export async function introspectToken(
  request: RequestAboutToken,
  context: OAuthContext,
): Promise<Outcome<IntrospectionResult>> {
  const response = await introspectionRequest(request, context);
  return andThen(response, (value) => processIntrospectionResponse(request, value, context));
}

export async function introspectionRequest(
  request: RequestAboutToken,
  context: OAuthContext,
): Promise<Outcome<HttpResponse>> {
  const { server } = request;
  if (server.introspectionEndpoint === null) {
    return failed('rejected_response', 'request_refused', {
      cause: 'the server has no introspection endpoint',
      host: hostOf(server.issuer),
    });
  }
  return sendAboutToken(
    request,
    oauth.introspectionRequest,
    requestContextOf(request, context),
    context,
  );
}

export async function processIntrospectionResponse(
  request: RequestAboutToken,
  response: HttpResponse,
  context: OAuthContext,
): Promise<Outcome<IntrospectionResult>> {
  const { server, client } = request;
  const requestContext = requestContextOf(request, context);
  const refusal = refusalIn(response, requestContext);
  if (refusal !== null) return refusal;
  return processResponse(requestContext, response, async (readable) => {
    const result = await oauth.processIntrospectionResponse(
      libraryServer(server),
      libraryClient(client, context),
      readable,
    );
    if (isJwt(readable)) await verifySignature(server, readable, context);
    const { active, ...claims } = result as unknown as Claims & { readonly active: boolean };
    return { active, claims };
  });
}

/** A server that says it is only busy refuses nothing. */
const passingErrors = ['temporarily_unavailable', 'server_error', 'slow_down'];

/** Null: not a refusal. */
function refusalIn(response: HttpResponse, request: RequestContext): OAuthFailure | null {
  const { status, body } = response;
  const error = body?.['error'] ?? null;
  const isPassing =
    failureOfStatus(response, request) !== null || passingErrors.some((each) => each === error);
  const isRefusal =
    (status >= 400 && status < 500) || (error !== null && body?.['active'] !== true);
  if (isPassing || !isRefusal) return null;
  return failed('rejected_response', 'introspection_refused', {
    cause: describeResponse(response),
    host: hostOf(request.endpoint),
    serverError: typeof error === 'string' ? withoutOpaqueParts(error) : null,
  });
}

function requestContextOf(
  { server, proofKey = null }: RequestAboutToken,
  { now }: OAuthContext,
): RequestContext {
  const endpoint = server.introspectionEndpoint ?? '';
  const dpop = proofKey !== null;
  return { endpoint, errors: tokenEndpointErrors, body: 'json_or_jwt', dpop, now };
}
