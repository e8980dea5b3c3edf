/** Token introspection (RFC 7662). The result is for display and never decides about a refresh. */
import * as oauth from 'oauth4webapi';

import type { AuthorizationServer, Client } from './authorization-server.js';
import { libraryAuthentication } from './client-authentication.js';
import type { OAuthContext } from './context.js';
import type { HttpResponse } from './http-response.js';
import { isJwt, processResponse, sendRequest } from './http.js';
import type { Claims } from './identity-claims.js';
import type { JsonValue } from './json.js';
import { libraryClient, libraryServer, requestOptions } from './library-terms.js';
import { andThen, failed, hostOf, type Outcome } from './outcome.js';
import type { RequestContext } from './request-context.js';
import { verifySignature } from './signature.js';
import { tokenEndpointErrors } from './token-response.js';
import type { TokenTypeHint } from './token-revocation.js';

export interface IntrospectionRequest {
  readonly server: AuthorizationServer;
  readonly client: Client;
  readonly token: string;
  readonly hint: TokenTypeHint;
}

export interface IntrospectionResult {
  readonly active: boolean;
  /** All members besides `active`; what quotes the token is left out. */
  readonly claims: Claims;
}

export async function introspectToken(
  request: IntrospectionRequest,
  context: OAuthContext,
): Promise<Outcome<IntrospectionResult>> {
  const response = await introspectionRequest(request, context);
  return andThen(response, (value) => processIntrospectionResponse(request, value, context));
}

export async function introspectionRequest(
  request: IntrospectionRequest,
  context: OAuthContext,
): Promise<Outcome<HttpResponse>> {
  const { server, client, token, hint } = request;
  const endpoint = server.introspectionEndpoint;
  if (endpoint === null) {
    return failed('rejected_response', 'request_refused', {
      cause: 'the server has no introspection endpoint',
      host: hostOf(server.issuer),
    });
  }
  return sendRequest(requestContextOf(request, context), () =>
    oauth.introspectionRequest(
      libraryServer(server),
      libraryClient(client, context),
      libraryAuthentication(client.authentication),
      token,
      { ...requestOptions(endpoint, context), additionalParameters: { token_type_hint: hint } },
    ),
  );
}

export function processIntrospectionResponse(
  request: IntrospectionRequest,
  response: HttpResponse,
  context: OAuthContext,
): Promise<Outcome<IntrospectionResult>> {
  const { server, client, token } = request;
  return processResponse(requestContextOf(request, context), response, async (readable) => {
    const result = await oauth.processIntrospectionResponse(
      libraryServer(server),
      libraryClient(client, context),
      readable,
    );
    if (isJwt(readable)) await verifySignature(server, readable, context);
    const { active, ...claims } = result as unknown as Claims & { readonly active: boolean };
    return { active, claims: without(token, claims) as Claims };
  });
}

function requestContextOf({ server }: IntrospectionRequest, { now }: OAuthContext): RequestContext {
  const endpoint = server.introspectionEndpoint ?? '';
  return { endpoint, errors: tokenEndpointErrors, body: 'json_or_jwt', now };
}

/** The same value with every text that holds the token left out, at any depth, keys included. */
function without(token: string, value: JsonValue): JsonValue {
  if (typeof value === 'string') return value.includes(token) ? '…' : value;
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Array) return value.map((each) => without(token, each));
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !name.includes(token))
      .map(([name, each]) => [name, without(token, each)]),
  );
}
