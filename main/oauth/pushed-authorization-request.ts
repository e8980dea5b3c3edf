/** Handing an authorization request to the server before the browser opens (RFC 9126). */
import * as oauth from 'oauth4webapi';

import type { AuthorizationServer, Client } from './authorization-server.js';
import { libraryAuthentication } from './client-authentication.js';
import type { OAuthContext } from './context.js';
import type { HttpResponse } from './http-response.js';
import { processResponse, sendRequest } from './http.js';
import { libraryClient, libraryServer, requestOptions } from './library-terms.js';
import { RejectedResponse } from './oauth-error.js';
import type { OAuthFailure, Outcome } from './outcome.js';
import { type ProofKey, proofOptions } from './proof-of-possession.js';
import type { ErrorTable, RequestContext } from './request-context.js';

export interface PushedAuthorizationRequest {
  readonly server: AuthorizationServer;
  readonly client: Client;
  readonly parameters: Readonly<Record<string, string>>;
  readonly errors: ErrorTable;
  readonly proofKey: ProofKey | null;
}

export interface PushedAuthorization {
  /** Can be used once (§4). */
  readonly requestUri: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

export type PushedAuthorizationResult =
  | Outcome<PushedAuthorization>
  /** The server does not accept pushed requests, which says nothing about the request itself. */
  | { readonly kind: 'not_supported'; readonly failure: OAuthFailure };

const longestUri = 2_048;
const longestLifetime = 24 * 60 * 60;

export async function pushAuthorizationRequest(
  request: PushedAuthorizationRequest,
  context: OAuthContext,
): Promise<PushedAuthorizationResult> {
  const response = await pushedAuthorizationRequest(request, context);
  return response.kind === 'ok'
    ? processPushedAuthorizationResponse(request, response.value, context)
    : response;
}

export async function pushedAuthorizationRequest(
  request: PushedAuthorizationRequest,
  context: OAuthContext,
): Promise<Outcome<HttpResponse>> {
  const { server, client, parameters, proofKey } = request;
  const requestContext = requestContextOf(request, context);
  const libClient = libraryClient(client, context);
  const options = {
    ...requestOptions(requestContext.endpoint, context),
    ...(await proofOptions(proofKey, libClient, context)),
  };
  return sendRequest(requestContext, () =>
    oauth.pushedAuthorizationRequest(
      libraryServer(server),
      libClient,
      libraryAuthentication(client.authentication),
      new URLSearchParams(parameters),
      options,
    ),
  );
}

export async function processPushedAuthorizationResponse(
  request: PushedAuthorizationRequest,
  response: HttpResponse,
  context: OAuthContext,
): Promise<PushedAuthorizationResult> {
  const { server, client } = request;
  const requestContext = requestContextOf(request, context);
  const outcome = await processResponse(requestContext, response, async (readable) => {
    const { request_uri: requestUri, expires_in: lifetime } =
      await oauth.processPushedAuthorizationResponse(
        libraryServer(server),
        libraryClient(client, context),
        readable,
      );
    if (requestUri.length > longestUri) throw new RejectedResponse('"request_uri" is too long');
    const expiresAt = response.receivedAt + Math.min(lifetime, longestLifetime) * 1_000;
    return { requestUri, expiresAt };
  });
  if (outcome.kind === 'ok') return outcome;
  const failure = isAboutRedirectUri(response) ? redirectUriRefused(outcome) : outcome;
  return isAboutPushing(failure, response) ? { kind: 'not_supported', failure } : failure;
}

function requestContextOf(
  { server, errors, proofKey }: PushedAuthorizationRequest,
  { now }: OAuthContext,
): RequestContext {
  return {
    endpoint: server.pushedAuthorizationRequestEndpoint ?? '',
    errors: { ...errors, invalid_redirect_uri: ['misconfigured', 'redirect_uri_refused'] },
    successStatus: 201,
    dpop: proofKey !== null,
    now,
  };
}

/**
 * There is a code for it (OpenID Connect Registration §3.3), yet many servers send `invalid_request`
 * and name the redirect URI in the description.
 */
function isAboutRedirectUri({ body }: HttpResponse): boolean {
  const description = body?.['error_description'];
  return (
    body?.['error'] === 'invalid_request' &&
    typeof description === 'string' &&
    /redirect[_ ]?ur[il]/i.test(description)
  );
}

function redirectUriRefused({ error, retryAfterMs }: OAuthFailure): OAuthFailure {
  return { kind: 'misconfigured', error: { ...error, code: 'redirect_uri_refused' }, retryAfterMs };
}

/** A 4xx that neither complains of the client, the redirect URI or the prompt nor asks to wait. */
function isAboutPushing({ kind, error }: OAuthFailure, { status }: HttpResponse): boolean {
  if (status < 400 || status > 499 || [408, 425, 429].includes(status)) return false;
  if (kind === 'network_fault_retry') return false;
  return !['client_refused', 'redirect_uri_refused', 'prompt_refused'].includes(error.code);
}
