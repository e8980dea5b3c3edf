/** Who the account is, asked with the access token (OpenID Connect Core §5.3). */
import * as oauth from 'oauth4webapi';

import type { AuthorizationServer, Client } from './authorization-server.js';
import type { OAuthContext } from './context.js';
import { ask, isJwt } from './exchange.js';
import { type Claims, type Identity, identityOf } from './identity-claims.js';
import { libraryClient, libraryServer, requestOptions } from './library-terms.js';
import { type Asked, failed, hostOf } from './oauth-failure.js';
import type { Outcome } from './outcome.js';
import { type ProofKey, proofOptions } from './proof-of-possession.js';
import { verifySignature } from './signature.js';

export interface UserinfoQuestion {
  readonly server: AuthorizationServer;
  /** Whom a signed answer has to be meant for. */
  readonly client: Client;
  readonly accessToken: string;
  readonly proofKey: ProofKey | null;
  /** `sub` of the ID token, which userinfo's must equal (§5.3.2); null when there is no ID token. */
  readonly expectedSubject: string | null;
}

export async function fetchUserinfo(
  { server, client, accessToken, proofKey, expectedSubject }: UserinfoQuestion,
  context: OAuthContext,
): Promise<Outcome<Identity>> {
  const endpoint = server.userinfoEndpoint;
  if (endpoint === null) {
    return failed('rejected_response', 'request_refused', {
      cause: 'the server has no userinfo endpoint',
      host: hostOf(server.issuer),
    });
  }
  const as = libraryServer(server);
  const libClient = libraryClient(client, context);
  const asked: Asked = {
    endpoint,
    refusals: {},
    answer: 'json_or_jwt',
    proven: proofKey !== null,
    now: context.now,
  };
  const options = {
    ...requestOptions(endpoint, context),
    ...(await proofOptions(proofKey, libClient, context)),
  };
  return ask(
    asked,
    () => oauth.userInfoRequest(as, libClient, accessToken, options),
    async (response) => {
      const said = await oauth.processUserInfoResponse(
        as,
        libClient,
        expectedSubject ?? oauth.skipSubjectCheck,
        response,
      );
      if (isJwt(response)) await verifySignature(server, response, context);
      return identityOf(said as Claims);
    },
  );
}
