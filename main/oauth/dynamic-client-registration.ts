/** Registering this client at a server that has never heard of it (RFC 7591). */
import * as oauth from 'oauth4webapi';

import type { AuthorizationServer, SecretAuthentication } from './authorization-server.js';
import type { OAuthContext } from './context.js';
import type { HttpResponse } from './http-response.js';
import { processResponse, sendRequest } from './http.js';
import { libraryServer, requestOptions } from './library-terms.js';
import { andThen, failed, hostOf, type Outcome } from './outcome.js';
import type { RegisteredClient } from './registered-client.js';
import { tidyRegistrationResponse } from './registration-form.js';
import { readRegistration, registrationErrors } from './registration-response.js';
import type { RequestContext } from './request-context.js';
import { scopeParameter } from './scope.js';

/** Members that have a default (§2), or are not of RFC 7591 at all. */
export type OptionalMember =
  'application_type' | 'response_types' | 'grant_types' | 'token_endpoint_auth_method' | 'scope';

export interface RegistrationRequest {
  readonly server: AuthorizationServer;
  /** All that will be used. */
  readonly redirectUris: readonly string[];
  /** Empty: the server's default. */
  readonly scopes: readonly string[];
  /** The name that the service may show its users, e.g. "Lanyard". */
  readonly clientName: string;
  /** Members to leave out, which the server may not know or may refuse. Default: none. */
  readonly leaveOut?: readonly OptionalMember[];
  /** For servers that do not let everyone register (§3); null: there is none. */
  readonly initialAccessToken: string | null;
}

/** §3.1. A server that leaves out a redirect URI has not registered us. */
export async function registerClient(
  request: RegistrationRequest,
  context: OAuthContext,
): Promise<Outcome<RegisteredClient>> {
  const response = await dynamicClientRegistrationRequest(request, context);
  return andThen(response, (value) =>
    processDynamicClientRegistrationResponse(request, value, context),
  );
}

export async function dynamicClientRegistrationRequest(
  request: RegistrationRequest,
  context: OAuthContext,
): Promise<Outcome<HttpResponse>> {
  const { server, initialAccessToken, leaveOut = [] } = request;
  const endpoint = server.registrationEndpoint;
  if (endpoint === null) {
    return failed('rejected_response', 'request_refused', {
      cause: 'the server has no registration endpoint',
      host: hostOf(server.issuer),
    });
  }
  return sendRequest(requestContextOf(request, context), () =>
    oauth.dynamicClientRegistrationRequest(
      libraryServer(server),
      without(leaveOut, clientMetadata(request)),
      {
        ...requestOptions(endpoint, context),
        ...(initialAccessToken !== null && { initialAccessToken }),
      },
    ),
  );
}

export function processDynamicClientRegistrationResponse(
  request: RegistrationRequest,
  response: HttpResponse,
  context: OAuthContext,
): Promise<Outcome<RegisteredClient>> {
  return processResponse(
    requestContextOf(request, context),
    tidyRegistrationResponse(response),
    (readable) =>
      readRegistration(
        readable,
        clientMetadata(request),
        request.server.registrationEndpoint ?? '',
      ),
  );
}

function requestContextOf({ server }: RegistrationRequest, { now }: OAuthContext): RequestContext {
  const endpoint = server.registrationEndpoint ?? '';
  return { endpoint, errors: registrationErrors, sent: 'registration', successStatus: 201, now };
}

function without(
  members: readonly OptionalMember[],
  metadata: ReturnType<typeof clientMetadata>,
): Partial<ReturnType<typeof clientMetadata>> {
  const isKept = ([name]: readonly [string, unknown]) =>
    !(members as readonly string[]).includes(name);
  return Object.fromEntries(Object.entries(metadata).filter(isKept));
}

/** The client metadata of §2 for a native app (RFC 8252 §8.4: without a secret wherever possible). */
export function clientMetadata({
  server,
  redirectUris,
  scopes,
  clientName,
}: Omit<RegistrationRequest, 'initialAccessToken' | 'leaveOut'>) {
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
    token_endpoint_auth_method: requestedAuthenticationMethod(server),
    ...scopeParameter(scopes),
  };
}

function requestedAuthenticationMethod(server: AuthorizationServer): SecretAuthentication['kind'] {
  const offered = server.clientAuthenticationMethods;
  const ours = ['none', 'client_secret_basic', 'client_secret_post'] as const;
  return ours.find((each) => offered === null || offered.includes(each)) ?? 'none';
}
