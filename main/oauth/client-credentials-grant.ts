/** A service account: tokens for the client itself, without a person or a browser (RFC 6749 §4.4). */
import * as oauth from 'oauth4webapi';

import type { AuthorizationServer, Client } from './authorization-server.js';
import { libraryAuthentication } from './client-authentication.js';
import type { OAuthContext } from './context.js';
import { judge, request } from './exchange.js';
import { libraryClient, libraryServer, requestOptions } from './library-terms.js';
import { type Asked, failed, hostOf } from './oauth-failure.js';
import type { Outcome } from './outcome.js';
import { type ProofKey, proofOptions } from './proof-of-possession.js';
import { resourceParameter } from './resource-indicator.js';
import {
  checkLifetime,
  tidyTokenAnswer,
  tokenEndpointRefusals,
  tokenSetOf,
} from './token-response.js';
import type { TokenSet } from './token-set.js';

export interface ClientCredentialsRequest {
  readonly server: AuthorizationServer;
  /** One that authenticates: this grant is for no other. */
  readonly client: Client;
  /** Empty: the server's default. */
  readonly scopes: readonly string[];
  readonly resource: string | null;
  readonly proofKey: ProofKey | null;
}

/**
 * The token set never has a refresh token (§4.4.3): when it ends, the same request brings the next.
 * A refusal of the grant is one of the client's settings, for there is no person to sign in.
 */
export async function requestClientCredentials(
  { server, client, scopes, resource, proofKey }: ClientCredentialsRequest,
  context: OAuthContext,
): Promise<Outcome<TokenSet>> {
  if (client.authentication.kind === 'none') {
    return failed('misconfigured', 'client_refused', {
      cause: 'a service account needs a client secret or a private key',
      host: hostOf(server.issuer),
    });
  }
  const as = libraryServer(server);
  const libClient = libraryClient(client, context);
  const asked: Asked = {
    endpoint: server.tokenEndpoint,
    refusals: {
      ...tokenEndpointRefusals,
      invalid_grant: ['misconfigured', 'client_refused'],
      invalid_scope: ['misconfigured', 'scope_refused'],
    },
    proven: proofKey !== null,
    now: context.now,
  };
  const options = {
    ...requestOptions(server.tokenEndpoint, context),
    ...(await proofOptions(proofKey, libClient, context)),
  };
  const parameters = {
    ...(scopes.length > 0 && { scope: scopes.join(' ') }),
    ...resourceParameter(resource),
  };
  const answer = await request(asked, () =>
    oauth.clientCredentialsGrantRequest(
      as,
      libClient,
      libraryAuthentication(client.authentication),
      parameters,
      options,
    ),
  );
  if (answer.kind !== 'ok') return answer;
  const arrivedAt = context.now();
  const tidied = tidyTokenAnswer(answer.value);
  return judge(asked, tidied, async (response) => {
    checkLifetime(tidied.body);
    const result = await oauth.processClientCredentialsResponse(as, libClient, response);
    const tokens = tokenSetOf(result, proofKey, scopes, arrivedAt);
    return { ...tokens, refreshToken: null, refreshTokenExpiresAt: null, idToken: null };
  });
}
