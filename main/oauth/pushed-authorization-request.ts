/** Handing an authorization request to the server before the browser opens (RFC 9126). */
import * as oauth from 'oauth4webapi';

import type { AuthorizationServer, Client } from './authorization-server.js';
import { libraryAuthentication } from './client-authentication.js';
import type { OAuthContext } from './context.js';
import { type Answer, judge, request } from './exchange.js';
import { libraryClient, libraryServer, requestOptions } from './library-terms.js';
import { type Asked, type Refusals, RejectedAnswer } from './oauth-failure.js';
import type { OAuthFailure, Outcome } from './outcome.js';
import { type ProofKey, proofOptions } from './proof-of-possession.js';

export interface PushedRequest {
  readonly server: AuthorizationServer;
  readonly client: Client;
  readonly parameters: Readonly<Record<string, string>>;
  readonly refusals: Refusals;
  readonly proofKey: ProofKey | null;
}

export interface PushedReference {
  /** Used once (§4). */
  readonly requestUri: string;
  /** Ms since 1970. */
  readonly expiresAt: number;
}

export type Pushed =
  | Outcome<PushedReference>
  /** The server does not take it this way, which says nothing about the request itself. */
  | { readonly kind: 'not_taken'; readonly failure: OAuthFailure };

const longestUri = 2_048;
const longestLifetime = 24 * 60 * 60;

export async function pushAuthorizationRequest(
  { server, client, parameters, refusals, proofKey }: PushedRequest,
  context: OAuthContext,
): Promise<Pushed> {
  const endpoint = server.pushedAuthorizationRequestEndpoint ?? '';
  const as = libraryServer(server);
  const libClient = libraryClient(client, context);
  const asked: Asked = {
    endpoint,
    refusals: { ...refusals, invalid_redirect_uri: ['misconfigured', 'redirect_refused'] },
    success: 201,
    proven: proofKey !== null,
    now: context.now,
  };
  const options = {
    ...requestOptions(endpoint, context),
    ...(await proofOptions(proofKey, libClient, context)),
  };
  const answer = await request(asked, () =>
    oauth.pushedAuthorizationRequest(
      as,
      libClient,
      libraryAuthentication(client.authentication),
      new URLSearchParams(parameters),
      options,
    ),
  );
  if (answer.kind !== 'ok') return answer;
  const arrivedAt = context.now();
  const outcome = await judge(asked, answer.value, async (response) => {
    const { request_uri: requestUri, expires_in: lifetime } =
      await oauth.processPushedAuthorizationResponse(as, libClient, response);
    if (requestUri.length > longestUri) throw new RejectedAnswer('"request_uri" is too long');
    return { requestUri, expiresAt: arrivedAt + Math.min(lifetime, longestLifetime) * 1_000 };
  });
  if (outcome.kind === 'ok') return outcome;
  const failure = isAboutTheRedirect(answer.value) ? redirectRefused(outcome) : outcome;
  return isAboutTheWay(failure, answer.value) ? { kind: 'not_taken', failure } : failure;
}

/** There is a code for it (OpenID Connect Registration §3.3), yet many say `invalid_request` and name it in words. */
function isAboutTheRedirect({ body }: Answer): boolean {
  const description = body?.['error_description'];
  return (
    body?.['error'] === 'invalid_request' &&
    typeof description === 'string' &&
    /redirect[_ ]?ur[il]/i.test(description)
  );
}

function redirectRefused({ failure, retryAfterMs }: OAuthFailure): OAuthFailure {
  return {
    kind: 'misconfigured',
    failure: { ...failure, code: 'redirect_refused' },
    retryAfterMs,
  };
}

/** A 4xx that complains neither of the client nor of where the answer is to go, nor asks to wait. */
function isAboutTheWay({ kind, failure }: OAuthFailure, { status }: Answer): boolean {
  if (status < 400 || status > 499 || [408, 425, 429].includes(status)) return false;
  if (kind === 'network_fault_retry') return false;
  return failure.code !== 'client_refused' && failure.code !== 'redirect_refused';
}
