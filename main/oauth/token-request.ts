/** Requests to a token endpoint (RFC 6749 §3.2), the same for every grant. Private to oauth/. */
import type * as oauth from 'oauth4webapi';

import type { AuthorizationServer, Client } from './authorization-server.js';
import { libraryAuthentication } from './client-authentication.js';
import type { OAuthContext } from './context.js';
import { sendRequest } from './http.js';
import type { HttpResponse } from './http-response.js';
import { libraryClient, libraryServer, requestOptions } from './library-terms.js';
import type { RequestContext } from './request-context.js';
import type { Outcome } from './outcome.js';
import { type ProofKey, proofOptions } from './proof-of-possession.js';
import type { SentCredential } from './refusal.js';
import { resourceParameter } from './resource-indicator.js';

export interface TokenRequest {
  readonly server: AuthorizationServer;
  readonly client: Client;
  /** The API the tokens are for (RFC 8707 §2); null: the server's own. */
  readonly resource: string | null;
  /** The key the tokens are to be bound to (RFC 9449 §5); null: bearer tokens. */
  readonly proofKey: ProofKey | null;
}

/** The meaning of failures, which differs between grants. */
export type GrantRules = Pick<RequestContext, 'errors' | 'lostResponse'> & {
  readonly sent: SentCredential;
};

type SendGrant = (
  as: oauth.AuthorizationServer,
  client: oauth.Client,
  authentication: oauth.ClientAuth,
  options: oauth.TokenEndpointRequestOptions,
) => Promise<Response>;

/** @param send oauth4webapi's request function of the grant */
export async function tokenRequest(
  request: TokenRequest,
  rules: GrantRules,
  context: OAuthContext,
  send: SendGrant,
): Promise<Outcome<HttpResponse>> {
  const { server, client, resource, proofKey } = request;
  const libClient = libraryClient(client, context);
  const options = {
    ...requestOptions(server.tokenEndpoint, context),
    ...(await proofOptions(proofKey, libClient, context)),
    additionalParameters: resourceParameter(resource),
  };
  return sendRequest(tokenRequestContext(request, rules, context), () =>
    send(libraryServer(server), libClient, libraryAuthentication(client.authentication), options),
  );
}

export function tokenRequestContext(
  { server, proofKey }: TokenRequest,
  rules: GrantRules,
  { now, refusals }: OAuthContext,
): RequestContext {
  return { ...rules, endpoint: server.tokenEndpoint, dpop: proofKey !== null, refusals, now };
}
