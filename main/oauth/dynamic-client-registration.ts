/** Registering this client at a server that has never heard of it (RFC 7591). */
import * as oauth from 'oauth4webapi';

import type { AuthorizationServer, SecretAuthentication } from './authorization-server.js';
import type { OAuthContext } from './context.js';
import { judge, request } from './exchange.js';
import { libraryServer, requestOptions } from './library-terms.js';
import { type Asked, failed, hostOf } from './oauth-failure.js';
import type { Outcome } from './outcome.js';
import type { RegisteredClient } from './registered-client.js';
import {
  readRegistration,
  registrationRefusals,
  tidyRegistration,
} from './registration-response.js';

export interface RegistrationRequest {
  readonly server: AuthorizationServer;
  /** As they will be used, one and all. */
  readonly redirectUris: readonly string[];
  /** Empty: the server's default. */
  readonly scopes: readonly string[];
  /** What the service may show the person, e.g. "Lanyard". */
  readonly clientName: string;
  /** For servers that do not let everyone register (§3); null: none was given out. */
  readonly initialAccessToken: string | null;
}

/** §3.1. A server that registers other redirect URIs than it was asked for has not registered us. */
export async function registerClient(
  registration: RegistrationRequest,
  context: OAuthContext,
): Promise<Outcome<RegisteredClient>> {
  const { server, initialAccessToken } = registration;
  const endpoint = server.registrationEndpoint;
  if (endpoint === null) {
    return failed('rejected_response', 'request_refused', {
      cause: 'the server has no registration endpoint',
      host: hostOf(server.issuer),
    });
  }
  const asked: Asked = {
    endpoint,
    refusals: registrationRefusals,
    success: 201,
    now: context.now,
  };
  const metadata = clientMetadata(registration);
  const answer = await request(asked, () =>
    oauth.dynamicClientRegistrationRequest(libraryServer(server), metadata, {
      ...requestOptions(endpoint, context),
      ...(initialAccessToken !== null && { initialAccessToken }),
    }),
  );
  if (answer.kind !== 'ok') return answer;
  const tidied = tidyRegistration(answer.value);
  return judge(asked, tidied, (response) => readRegistration(response, metadata));
}

/** What of §2 a native app has to say of itself (RFC 8252 §8.4: without a secret wherever that goes). */
export function clientMetadata({
  server,
  redirectUris,
  scopes,
  clientName,
}: Omit<RegistrationRequest, 'initialAccessToken'>) {
  const grants = ['authorization_code', 'refresh_token'];
  const device = 'urn:ietf:params:oauth:grant-type:device_code';
  if (server.deviceAuthorizationEndpoint !== null) grants.push(device);
  const offered = server.grantTypesSupported;
  return {
    client_name: clientName,
    application_type: 'native',
    redirect_uris: [...redirectUris],
    response_types: ['code'],
    grant_types: offered === null ? grants : grants.filter((each) => offered.includes(each)),
    token_endpoint_auth_method: authenticationToAsk(server),
    ...(scopes.length > 0 && { scope: scopes.join(' ') }),
  };
}

function authenticationToAsk(server: AuthorizationServer): SecretAuthentication['kind'] {
  const offered = server.clientAuthenticationMethods;
  const ours = ['none', 'client_secret_basic', 'client_secret_post'] as const;
  return ours.find((each) => offered === null || offered.includes(each)) ?? 'none';
}
