/** Asking the server to end a token (RFC 7009). */
import * as oauth from 'oauth4webapi';

import type { AuthorizationServer, Client } from './authorization-server.js';
import { libraryAuthentication } from './client-authentication.js';
import type { OAuthContext } from './context.js';
import { ask } from './exchange.js';
import { libraryClient, libraryServer, requestOptions } from './library-terms.js';
import { failed, hostOf, type Refusals } from './oauth-failure.js';
import type { Outcome } from './outcome.js';

/** RFC 7009 §2.1. */
export type TokenTypeHint = 'refresh_token' | 'access_token';

export interface Revocation {
  readonly server: AuthorizationServer;
  readonly client: Client;
  readonly token: string;
  readonly hint: TokenTypeHint;
}

const refusals: Refusals = {
  invalid_client: ['misconfigured', 'client_refused'],
  unauthorized_client: ['misconfigured', 'client_refused'],
  temporarily_unavailable: ['server_fault_retry', 'server_busy'],
  server_error: ['server_fault_retry', 'server_fault'],
  slow_down: ['server_fault_retry', 'server_busy'],
};

/**
 * `ok` says that the server took the request, which it also does for tokens it does not know
 * (§2.2): whether the token is dead, access-token-probe.ts finds out. Anything but 200 is no
 * success; after a 503 the token is to be taken as alive (§2.2.1).
 */
export async function revokeToken(
  { server, client, token, hint }: Revocation,
  context: OAuthContext,
): Promise<Outcome<null>> {
  const endpoint = server.revocationEndpoint;
  if (endpoint === null) {
    return failed('rejected_response', 'revocation_refused', {
      cause: 'the server has no revocation endpoint',
      host: hostOf(server.issuer),
    });
  }
  return ask(
    { endpoint, refusals, otherRefusal: 'revocation_refused', answer: 'empty', now: context.now },
    () =>
      oauth.revocationRequest(
        libraryServer(server),
        libraryClient(client, context),
        libraryAuthentication(client.authentication),
        token,
        {
          ...requestOptions(endpoint, context),
          additionalParameters: { token_type_hint: hint },
        },
      ),
    async (response) => {
      await oauth.processRevocationResponse(response);
      return null;
    },
  );
}
