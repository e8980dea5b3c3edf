/** Who the account is, asked with the access token (OpenID Connect Core §5.3). */
import * as oauth from 'oauth4webapi';

import type { AuthorizationServer } from './authorization-server.js';
import type { OAuthContext } from './context.js';
import { ask } from './exchange.js';
import { type Claims, type Identity, identityOf } from './identity-claims.js';
import { libraryServer, requestOptions } from './library-terms.js';
import { failed, hostOf } from './oauth-failure.js';
import type { Outcome } from './outcome.js';

export interface UserinfoQuestion {
  readonly server: AuthorizationServer;
  readonly accessToken: string;
  /** `sub` of the ID token, which userinfo's must equal (§5.3.2); null when there is no ID token. */
  readonly expectedSubject: string | null;
}

export async function fetchUserinfo(
  { server, accessToken, expectedSubject }: UserinfoQuestion,
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
  return ask(
    { endpoint, refusals: {}, now: context.now },
    () => oauth.userInfoRequest(as, anyClient, accessToken, requestOptions(endpoint, context)),
    async (response) =>
      identityOf(
        (await oauth.processUserInfoResponse(
          as,
          anyClient,
          expectedSubject ?? oauth.skipSubjectCheck,
          response,
        )) as Claims,
      ),
  );
}

/** The request carries the access token and says nothing of the client; the library wants one named. */
const anyClient: oauth.Client = { client_id: 'unnamed' };
