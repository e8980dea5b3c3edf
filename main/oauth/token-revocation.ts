/** Asking the server to end a token (RFC 7009). */
import * as oauth from 'oauth4webapi';

import type { AuthorizationServer, Client } from './authorization-server.js';
import { libraryAuthentication } from './client-authentication.js';
import type { OAuthContext } from './context.js';
import type { HttpResponse } from './http-response.js';
import { processResponse, sendRequest } from './http.js';
import { libraryClient, libraryServer, requestOptions } from './library-terms.js';
import { andThen, failed, hostOf, type Outcome } from './outcome.js';
import type { ErrorTable, RequestContext } from './request-context.js';

/** RFC 7009 §2.1. */
export type TokenTypeHint = 'refresh_token' | 'access_token';

export interface RevocationRequest {
  readonly server: AuthorizationServer;
  readonly client: Client;
  readonly token: string;
  readonly hint: TokenTypeHint;
}

const errors: ErrorTable = {
  invalid_client: ['misconfigured', 'client_refused'],
  unauthorized_client: ['misconfigured', 'client_refused'],
  temporarily_unavailable: ['server_fault_retry', 'server_busy'],
  server_error: ['server_fault_retry', 'server_error'],
  slow_down: ['server_fault_retry', 'server_busy'],
};

/**
 * `ok` means that the server accepted the request, which it also does for tokens that it does not
 * know (§2.2): access-token-probe.ts finds out whether the token has ended. Anything but 200 is no
 * success; after a 503 the token has to be assumed alive (§2.2.1).
 */
export async function revokeToken(
  request: RevocationRequest,
  context: OAuthContext,
): Promise<Outcome<null>> {
  const response = await revocationRequest(request, context);
  return andThen(response, (value) => processRevocationResponse(request, value, context));
}

export async function revocationRequest(
  request: RevocationRequest,
  context: OAuthContext,
): Promise<Outcome<HttpResponse>> {
  const { server, client, token, hint } = request;
  const endpoint = server.revocationEndpoint;
  if (endpoint === null) {
    return failed('rejected_response', 'revocation_refused', {
      cause: 'the server has no revocation endpoint',
      host: hostOf(server.issuer),
    });
  }
  return sendRequest(requestContextOf(request, context), () =>
    oauth.revocationRequest(
      libraryServer(server),
      libraryClient(client, context),
      libraryAuthentication(client.authentication),
      token,
      { ...requestOptions(endpoint, context), additionalParameters: { token_type_hint: hint } },
    ),
  );
}

export function processRevocationResponse(
  request: RevocationRequest,
  response: HttpResponse,
  context: OAuthContext,
): Promise<Outcome<null>> {
  return processResponse(requestContextOf(request, context), response, async (readable) => {
    await oauth.processRevocationResponse(readable);
    return null;
  });
}

function requestContextOf({ server }: RevocationRequest, { now }: OAuthContext): RequestContext {
  const endpoint = server.revocationEndpoint ?? '';
  return { endpoint, errors, otherError: 'revocation_refused', body: 'empty', now };
}
