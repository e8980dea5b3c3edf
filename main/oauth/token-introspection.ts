/** Asking the server what it says of a token (RFC 7662). Shown as its word, never taken as the truth for refresh. */
import * as oauth from 'oauth4webapi';

import type { JsonValue } from '../../ipc/connection-view.js';
import type { AuthorizationServer, Client } from './authorization-server.js';
import { libraryAuthentication } from './client-authentication.js';
import type { OAuthContext } from './context.js';
import { ask, isJwt } from './exchange.js';
import type { Claims } from './identity-claims.js';
import { libraryClient, libraryServer, requestOptions } from './library-terms.js';
import { failed, hostOf } from './oauth-failure.js';
import type { Outcome } from './outcome.js';
import { verifySignature } from './signature.js';
import { tokenEndpointRefusals } from './token-response.js';
import type { TokenTypeHint } from './token-revocation.js';

export interface Introspection {
  readonly server: AuthorizationServer;
  readonly client: Client;
  readonly token: string;
  readonly hint: TokenTypeHint;
}

export interface IntrospectionAnswer {
  readonly active: boolean;
  /** All the server said besides `active`; what quotes the token is left out. */
  readonly claims: Claims;
}

export async function introspectToken(
  { server, client, token, hint }: Introspection,
  context: OAuthContext,
): Promise<Outcome<IntrospectionAnswer>> {
  const endpoint = server.introspectionEndpoint;
  if (endpoint === null) {
    return failed('rejected_response', 'request_refused', {
      cause: 'the server has no introspection endpoint',
      host: hostOf(server.issuer),
    });
  }
  const as = libraryServer(server);
  const libClient = libraryClient(client, context);
  return ask(
    { endpoint, refusals: tokenEndpointRefusals, answer: 'json_or_jwt', now: context.now },
    () =>
      oauth.introspectionRequest(
        as,
        libClient,
        libraryAuthentication(client.authentication),
        token,
        { ...requestOptions(endpoint, context), additionalParameters: { token_type_hint: hint } },
      ),
    async (response) => {
      const said = await oauth.processIntrospectionResponse(as, libClient, response);
      if (isJwt(response)) await verifySignature(server, response, context);
      const { active, ...claims } = said as unknown as Claims & { readonly active: boolean };
      return { active, claims: without(token, claims) as Claims };
    },
  );
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
