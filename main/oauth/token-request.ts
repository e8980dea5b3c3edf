/** Requests to a token endpoint (RFC 6749 §3.2), the same for every grant. Private to oauth/. */
import * as oauth from 'oauth4webapi';

import type { ClientAuthentication, SecretAuthentication } from './authorization-server.js';
import {
  libraryAuthentication,
  otherAuthentication,
  secretFormOf,
} from './client-authentication.js';
import type { OAuthContext } from './context.js';
import type { HttpResponse } from './http-response.js';
import { processResponse, sendRequest } from './http.js';
import { libraryClient, libraryServer, requestOptions } from './library-terms.js';
import type { OAuthFailure, Outcome } from './outcome.js';
import { proofOptions } from './proof-of-possession.js';
import { resourceParameter } from './resource-indicator.js';
import {
  type GrantRules,
  type TokenRequest,
  tokenRequestContext,
} from './token-request-context.js';
import { isRefusedTokenResponse, tidyTokenResponse } from './token-response.js';

/** The response, and the authentication of the request that it responds to. */
export interface AuthenticatedResponse extends HttpResponse {
  readonly authentication: ClientAuthentication;
}

type SendGrant = (
  as: oauth.AuthorizationServer,
  client: oauth.Client,
  authentication: oauth.ClientAuth,
  options: oauth.TokenEndpointRequestOptions,
) => Promise<Response>;

/**
 * Where the server refuses the client, sends again with each other authentication that it may
 * understand, two at most and each of them once: a server that refuses the client looks at nothing
 * else (RFC 6749 §3.2.1), but not every server keeps to that.
 *
 * @param send oauth4webapi's request function of the grant
 */
export async function tokenRequest(
  request: TokenRequest,
  rules: GrantRules,
  context: OAuthContext,
  send: SendGrant,
): Promise<Outcome<AuthenticatedResponse>> {
  const { server, client } = request;
  const first = await sendWith(client.authentication, request, rules, context, send);
  // A device sign-in has authenticated before, and asks many times.
  if (first.kind !== 'ok' || rules.sent === 'device_code') return first;
  const refusal = await refusalIn(first.value, request, rules, context);
  if (refusal?.error.code !== 'client_refused') return first;
  let other = otherAuthentication(server, client);
  if (other === null) return first;
  for (;;) {
    const next = await sendWith(other, request, rules, context, send);
    if (next.kind !== 'ok') return next;
    const refusedAgain = await refusalIn(next.value, request, rules, context);
    const isPassing = refusedAgain === null || refusedAgain.kind === 'server_fault_retry';
    if (isPassing) return next;
    // Ends: from HTTP Basic there is a way to HTTP Basic unencoded, then to the body, and no way back.
    const another: SecretAuthentication | null =
      refusedAgain.error.code === 'client_refused'
        ? otherAuthentication(server, { ...client, authentication: other })
        : null;
    if (another === null) return refusedTwice(refusal, refusedAgain, other);
    other = another;
  }
}

async function sendWith(
  authentication: ClientAuthentication,
  request: TokenRequest,
  rules: GrantRules,
  context: OAuthContext,
  send: SendGrant,
): Promise<Outcome<AuthenticatedResponse>> {
  const { server, client, resource, proofKey } = request;
  const libClient = libraryClient(client, context);
  const options = {
    ...requestOptions(server.tokenEndpoint, context),
    ...(await proofOptions(proofKey, libClient, context)),
    additionalParameters: resourceParameter(resource),
  };
  const response = await sendRequest(tokenRequestContext(request, rules, context), () =>
    send(libraryServer(server), libClient, libraryAuthentication(authentication), options),
  );
  return response.kind === 'ok'
    ? { kind: 'ok', value: { ...response.value, authentication } }
    : response;
}

/** Null: the response is a success, whatever its tokens are worth. */
async function refusalIn(
  response: HttpResponse,
  request: TokenRequest,
  rules: GrantRules,
  context: OAuthContext,
): Promise<OAuthFailure | null> {
  if (!isRefusedTokenResponse(response)) return null;
  const read = (readable: Response) =>
    oauth.processGenericTokenEndpointResponse(
      libraryServer(request.server),
      libraryClient(request.client, context),
      readable,
    );
  const outcome = await processResponse(
    tokenRequestContext(request, rules, context),
    tidyTokenResponse(response),
    read,
  );
  return outcome.kind === 'ok' ? null : outcome;
}

/**
 * The first refusal stands, unless the server accepted the client the other way and refuses the refresh
 * token. A code may have been spent by the first request, and then the second one fails for that: the
 * cause says so.
 */
function refusedTwice(
  first: OAuthFailure,
  second: OAuthFailure,
  authentication: SecretAuthentication,
): OAuthFailure {
  if (second.error.code === 'grant_refused') return second;
  const isGone = second.error.code === 'code_refused';
  const then = isGone
    ? 'sent once more with the secret in the other way, which finds the code no longer valid: try again'
    : 'and so with the secret sent in the other way';
  const cause = [first.error.cause, then, second.error.cause].filter((part) => part !== '');
  const undecidedForm = (isGone && secretFormOf(authentication)) || undefined;
  return { ...first, error: { ...first.error, cause: cause.join('; '), undecidedForm } };
}
