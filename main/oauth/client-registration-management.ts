/** Looking after a registration that the server lets us manage (RFC 7592). */
import * as oauth from 'oauth4webapi';

import { clientMetadata, type RegistrationRequest } from './dynamic-client-registration.js';
import type { OAuthContext } from './context.js';
import { type Answer, judge, request } from './exchange.js';
import { requestOptions } from './library-terms.js';
import { type Asked, failed, RejectedAnswer } from './oauth-failure.js';
import type { Outcome } from './outcome.js';
import type { RegisteredClient } from './registered-client.js';
import {
  readRegistration,
  registrationRefusals,
  tidyRegistration,
} from './registration-response.js';

/** What the server has on file now (§2.1). It may give out a new secret and a new token, which replace the old. */
export function readClientRegistration(
  registered: RegisteredClient,
  context: OAuthContext,
): Promise<Outcome<RegisteredClient>> {
  return manage(registered, 'GET', null, registered.redirectUris, context);
}

/** Replaces what is on file as a whole (§2.2). */
export function updateClientRegistration(
  registered: RegisteredClient,
  wished: Omit<RegistrationRequest, 'initialAccessToken'>,
  context: OAuthContext,
): Promise<Outcome<RegisteredClient>> {
  const body = {
    ...clientMetadata(wished),
    token_endpoint_auth_method: registered.clientAuthentication,
    client_id: registered.clientId,
    ...(registered.clientSecret !== null && { client_secret: registered.clientSecret }),
  };
  return manage(registered, 'PUT', JSON.stringify(body), wished.redirectUris, context);
}

/** Ends the registration, and with it every grant to it (§2.3). */
export async function deleteClientRegistration(
  registered: RegisteredClient,
  context: OAuthContext,
): Promise<Outcome<null>> {
  const sent = await send(registered, 'DELETE', null, 'empty', context);
  if (sent.kind !== 'ok') return sent;
  const { asked, answer } = sent.value;
  return judge(asked, answer, (response) => {
    if (response.status === 204 || response.status === 200) return Promise.resolve(null);
    throw new RejectedAnswer(
      `HTTP ${String(response.status)}`,
      'rejected_response',
      'request_refused',
    );
  });
}

async function manage(
  registered: RegisteredClient,
  method: 'GET' | 'PUT',
  body: string | null,
  redirectUris: readonly string[],
  context: OAuthContext,
): Promise<Outcome<RegisteredClient>> {
  const sent = await send(registered, method, body, null, context);
  if (sent.kind !== 'ok') return sent;
  const { asked, answer } = sent.value;
  return judge(asked, tidyRegistration(answer), async (response) => {
    const now = await readRegistration(response, {
      redirect_uris: [...redirectUris],
      token_endpoint_auth_method: registered.clientAuthentication,
    });
    if (now.clientId !== registered.clientId) {
      throw new RejectedAnswer('the registration belongs to another client');
    }
    const { registrationAccessToken, registrationClientUri } =
      now.registrationAccessToken === null ? registered : now;
    return { ...now, registrationAccessToken, registrationClientUri };
  });
}

async function send(
  { registrationAccessToken: token, registrationClientUri: uri }: RegisteredClient,
  method: 'GET' | 'PUT' | 'DELETE',
  body: string | null,
  answered: 'empty' | null,
  context: OAuthContext,
): Promise<Outcome<{ readonly asked: Asked; readonly answer: Answer }>> {
  if (token === null || uri === null) {
    const cause = 'the server offers no management of this registration';
    return failed('rejected_response', 'request_refused', { cause });
  }
  const asked: Asked = {
    endpoint: uri,
    refusals: registrationRefusals,
    ...(answered === null ? { success: 201 } : { answer: answered }),
    now: context.now,
  };
  const { headers, ...options } = requestOptions(uri, context);
  const json = { ...headers, accept: 'application/json', 'content-type': 'application/json' };
  const answer = await request(asked, () =>
    oauth.protectedResourceRequest(token, method, new URL(uri), new Headers(json), body, options),
  );
  return answer.kind === 'ok' ? { kind: 'ok', value: { asked, answer: answer.value } } : answer;
}
