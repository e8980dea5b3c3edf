/** The account that an access token belongs to (OpenID Connect Core §5.3). */
import * as oauth from 'oauth4webapi';

import { textOf } from '../text/json.js';
import type { AuthorizationServer, Client } from './authorization-server.js';
import type { OAuthContext } from './context.js';
import type { HttpResponse } from './http-response.js';
import { isJwt, processResponse, sendRequest } from './http.js';
import { type Claims, type Identity, identityOf } from './identity-claims.js';
import { libraryClient, libraryServer, requestOptions } from './library-terms.js';
import { metadataIn } from './metadata-failures.js';
import { RejectedResponse } from './oauth-error.js';
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

/** `subject_mismatch` is the one failure that says something about the account: the others name none. */
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
  received: HttpResponse,
  context: OAuthContext,
): Promise<Outcome<Identity>> {
  const { server, client, expectedSubject } = request;
  const response = asJson(received);
  return processResponse(userinfoRequestContext(request, context), response, async (readable) => {
    const claims = await oauth
      .processUserInfoResponse(
        libraryServer(server),
        libraryClient(client, context),
        expectedSubject ?? oauth.skipSubjectCheck,
        readable,
      )
      .catch((error: unknown) => {
        throw isOtherSubject(error) ? otherAccount() : error;
      });
    if (isJwt(readable)) await verifySignature(server, readable, context);
    return identityOf(claims as Claims);
  });
}

/** JSON under another media type, or after a byte order mark, as a static host sends it; never a page. */
function asJson(response: HttpResponse): HttpResponse {
  const body = response.status === 200 && !isJwt(response) ? metadataIn(response) : null;
  if (body === null) return response;
  const headers = new Headers(response.headers);
  headers.set('content-type', 'application/json');
  return { ...response, headers, text: textOf(body), body };
}

/** The response is readable and names another account, unlike one that names none. */
function isOtherSubject(error: unknown): boolean {
  return (
    error instanceof oauth.OperationProcessingError &&
    error.code === oauth.JSON_ATTRIBUTE_COMPARISON
  );
}

function otherAccount(): RejectedResponse {
  const cause = 'userinfo is of another account than the ID token';
  return new RejectedResponse(cause, 'rejected_response', 'subject_mismatch');
}

export function userinfoRequestContext(
  { server, proofKey }: Pick<UserinfoRequest, 'server' | 'proofKey'>,
  { now }: OAuthContext,
): RequestContext {
  const endpoint = server.userinfoEndpoint ?? '';
  return { endpoint, errors: {}, body: 'json_or_jwt', dpop: proofKey !== null, now };
}
