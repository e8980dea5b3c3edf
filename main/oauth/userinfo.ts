/** The account that an access token belongs to (OpenID Connect Core §5.3). */
import * as oauth from 'oauth4webapi';

import type { AuthorizationServer, Client } from './authorization-server.js';
import type { OAuthContext } from './context.js';
import type { HttpResponse } from './http-response.js';
import { isJwt, processResponse, sendRequest } from './http.js';
import { type Claims, type Identity, identityOf } from './identity-claims.js';
import { libraryClient, libraryServer, requestOptions } from './library-terms.js';
import { andThen, failed, hostOf, type Outcome } from './outcome.js';
import { type ProofKey, proofOptions } from './proof-of-possession.js';
import type { RequestContext } from './request-context.js';
import { verifySignature } from './signature.js';

export interface UserinfoRequest {
  readonly server: AuthorizationServer;
  /** The audience that a signed response has to name. */
  readonly client: Client;
  readonly accessToken: string;
  readonly proofKey: ProofKey | null;
  /** `sub` of the ID token, which userinfo's must equal (§5.3.2); null when there is no ID token. */
  readonly expectedSubject: string | null;
}

export async function fetchUserinfo(
  request: UserinfoRequest,
  context: OAuthContext,
): Promise<Outcome<Identity>> {
  const response = await userinfoRequest(request, context);
  return andThen(response, (value) => processUserinfoResponse(request, value, context));
}

export async function userinfoRequest(
  request: Omit<UserinfoRequest, 'expectedSubject'>,
  context: OAuthContext,
): Promise<Outcome<HttpResponse>> {
  const { server, client, accessToken, proofKey } = request;
  const endpoint = server.userinfoEndpoint;
  if (endpoint === null) {
    return failed('rejected_response', 'request_refused', {
      cause: 'the server has no userinfo endpoint',
      host: hostOf(server.issuer),
    });
  }
  const libClient = libraryClient(client, context);
  const options = {
    ...requestOptions(endpoint, context),
    ...(await proofOptions(proofKey, libClient, context)),
  };
  return sendRequest(userinfoRequestContext(request, context), () =>
    oauth.userInfoRequest(libraryServer(server), libClient, accessToken, options),
  );
}

export function processUserinfoResponse(
  request: UserinfoRequest,
  response: HttpResponse,
  context: OAuthContext,
): Promise<Outcome<Identity>> {
  const { server, client, expectedSubject } = request;
  return processResponse(userinfoRequestContext(request, context), response, async (readable) => {
    const claims = await oauth.processUserInfoResponse(
      libraryServer(server),
      libraryClient(client, context),
      expectedSubject ?? oauth.skipSubjectCheck,
      readable,
    );
    if (isJwt(readable)) await verifySignature(server, readable, context);
    return identityOf(claims as Claims);
  });
}

export function userinfoRequestContext(
  { server, proofKey }: Pick<UserinfoRequest, 'server' | 'proofKey'>,
  { now }: OAuthContext,
): RequestContext {
  const endpoint = server.userinfoEndpoint ?? '';
  return { endpoint, errors: {}, body: 'json_or_jwt', dpop: proofKey !== null, now };
}
