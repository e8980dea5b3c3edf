/** Reading, replacing and deleting a registration that the server lets us manage (RFC 7592). */
import * as oauth from 'oauth4webapi';

import type { OAuthContext } from './context.js';
import { clientMetadata, type RegistrationRequest } from './dynamic-client-registration.js';
import type { HttpResponse } from './http-response.js';
import { processResponse, sendRequest } from './http.js';
import { requestOptions } from './library-terms.js';
import { RejectedResponse } from './oauth-error.js';
import { andThen, failed, type Outcome } from './outcome.js';
import type { RegisteredClient } from './registered-client.js';
import { tidyRegistrationResponse } from './registration-form.js';
import { readRegistration, registrationErrors } from './registration-response.js';
import type { RequestContext } from './request-context.js';

/** The registration as it is now (§2.1). It may bring a new secret and a new token, which replace the old. */
export async function readClientRegistration(
  registered: RegisteredClient,
  context: OAuthContext,
): Promise<Outcome<RegisteredClient>> {
  const response = await managementRequest(registered, 'GET', null, context);
  return andThen(response, (value) =>
    processRegistrationResponse(registered, registered.redirectUris, value, context),
  );
}

/** Replaces the registration as a whole (§2.2). */
export async function updateClientRegistration(
  registered: RegisteredClient,
  changed: Omit<RegistrationRequest, 'initialAccessToken' | 'leaveOut'>,
  context: OAuthContext,
): Promise<Outcome<RegisteredClient>> {
  const body = {
    ...clientMetadata(changed),
    token_endpoint_auth_method: registered.clientAuthentication,
    client_id: registered.clientId,
    ...(registered.clientSecret !== null && { client_secret: registered.clientSecret }),
  };
  const response = await managementRequest(registered, 'PUT', JSON.stringify(body), context);
  return andThen(response, (value) =>
    processRegistrationResponse(registered, changed.redirectUris, value, context),
  );
}

/** Ends the registration, and with it every grant to it (§2.3). */
export async function deleteClientRegistration(
  registered: RegisteredClient,
  context: OAuthContext,
): Promise<Outcome<null>> {
  const response = await managementRequest(registered, 'DELETE', null, context);
  return andThen(response, (value) => processDeletionResponse(registered, value, context));
}

export async function managementRequest(
  registered: RegisteredClient,
  method: 'GET' | 'PUT' | 'DELETE',
  body: string | null,
  context: OAuthContext,
): Promise<Outcome<HttpResponse>> {
  const { registrationAccessToken: token, registrationClientUri: uri } = registered;
  if (token === null || uri === null) {
    const cause = 'the server offers no management of this registration';
    return failed('rejected_response', 'request_refused', { cause });
  }
  const { headers, ...options } = requestOptions(uri, context);
  const json = { ...headers, accept: 'application/json', 'content-type': 'application/json' };
  return sendRequest(requestContextOf(registered, context), () =>
    oauth.protectedResourceRequest(token, method, new URL(uri), new Headers(json), body, options),
  );
}

export function processRegistrationResponse(
  registered: RegisteredClient,
  redirectUris: readonly string[],
  response: HttpResponse,
  context: OAuthContext,
): Promise<Outcome<RegisteredClient>> {
  const requestContext: RequestContext = {
    ...requestContextOf(registered, context),
    successStatus: 201,
  };
  return processResponse(requestContext, tidyRegistrationResponse(response), async (readable) => {
    const requested = {
      redirect_uris: [...redirectUris],
      token_endpoint_auth_method: registered.clientAuthentication,
    };
    const now = await readRegistration(readable, requested, requestContext.endpoint);
    if (now.clientId !== registered.clientId) {
      throw new RejectedResponse('the registration belongs to another client');
    }
    const { registrationAccessToken, registrationClientUri } =
      now.registrationAccessToken === null ? registered : now;
    return { ...now, registrationAccessToken, registrationClientUri };
  });
}

export function processDeletionResponse(
  registered: RegisteredClient,
  response: HttpResponse,
  context: OAuthContext,
): Promise<Outcome<null>> {
  const requestContext: RequestContext = {
    ...requestContextOf(registered, context),
    body: 'empty',
  };
  return processResponse(requestContext, response, ({ status }) => {
    if (status === 204 || status === 200) return Promise.resolve(null);
    throw new RejectedResponse(`HTTP ${String(status)}`, 'rejected_response', 'request_refused');
  });
}

function requestContextOf(
  { registrationClientUri }: RegisteredClient,
  { now }: OAuthContext,
): RequestContext {
  return { endpoint: registrationClientUri ?? '', errors: registrationErrors, now };
}
