/** The form that token introspection (RFC 7662 §2.1) and revocation (RFC 7009 §2.1) have in common. */
import type * as oauth from 'oauth4webapi';

import type { AuthorizationServer, Client } from './authorization-server.js';
import { libraryAuthentication } from './client-authentication.js';
import type { OAuthContext } from './context.js';
import type { HttpResponse } from './http-response.js';
import { sendRequest } from './http.js';
import { libraryClient, libraryServer, requestOptions } from './library-terms.js';
import type { Outcome } from './outcome.js';
import { type ProofKey, withProof } from './proof-of-possession.js';
import type { RequestContext } from './request-context.js';

/** RFC 7009 §2.1. */
export type TokenTypeHint = 'refresh_token' | 'access_token';

export interface RequestAboutToken {
  readonly server: AuthorizationServer;
  readonly client: Client;
  readonly token: string;
  readonly hint: TokenTypeHint;
  /** The key that the token is bound to; null or none: it is a bearer token. */
  readonly proofKey?: ProofKey | null | undefined;
}

/** @param send the library's function for this message */
export async function sendAboutToken(
  { server, client, token, hint, proofKey = null }: RequestAboutToken,
  send: typeof oauth.introspectionRequest | typeof oauth.revocationRequest,
  requestContext: RequestContext,
  context: OAuthContext,
): Promise<Outcome<HttpResponse>> {
  const libClient = libraryClient(client, context);
  const plain = requestOptions(requestContext.endpoint, context);
  const options = await withProof(plain, proofKey, libClient, context);
  return sendRequest(requestContext, () =>
    send(libraryServer(server), libClient, libraryAuthentication(client.authentication), token, {
      ...options,
      additionalParameters: { token_type_hint: hint },
    }),
  );
}
