/** What registration endpoints answer (RFC 7591 §3.2, RFC 7592 §3). */
import * as oauth from 'oauth4webapi';

import type { SecretAuthentication } from './authorization-server.js';
import type { Answer } from './exchange.js';
import { type Refusals, RejectedAnswer } from './oauth-failure.js';
import type { RegisteredClient } from './registered-client.js';
import { isProtected } from './server-address.js';

/** RFC 7591 §3.2.2, RFC 6750 §3.1 for the tokens both kinds of request may bear. */
export const registrationRefusals: Refusals = {
  invalid_redirect_uri: ['misconfigured', 'redirect_refused'],
  invalid_client_metadata: ['rejected_response', 'request_refused'],
  invalid_software_statement: ['rejected_response', 'request_refused'],
  unapproved_software_statement: ['rejected_response', 'request_refused'],
  access_denied: ['misconfigured', 'client_refused'],
  invalid_token: ['misconfigured', 'client_refused'],
  insufficient_scope: ['misconfigured', 'client_refused'],
  temporarily_unavailable: ['server_fault_retry', 'server_busy'],
  server_error: ['server_fault_retry', 'server_fault'],
};

/**
 * Evens out what oauth4webapi would refuse: success with 200 (as RFC 7592 §3 has it anyway), `null`
 * and `""` for what is not there, and a secret without the word on its end.
 */
export function tidyRegistration(answer: Answer): Answer {
  const status = answer.status === 200 ? 201 : answer.status;
  if (answer.body === null) return { ...answer, status };
  const body = Object.fromEntries(
    Object.entries(answer.body).filter(([, value]) => value !== null && value !== ''),
  );
  if (body['client_secret'] !== undefined) body['client_secret_expires_at'] ??= 0;
  return { ...answer, status, text: JSON.stringify(body), body };
}

/** Throws RejectedAnswer, or as oauth4webapi does. */
export async function readRegistration(
  response: Response,
  asked: {
    readonly redirect_uris: readonly string[];
    readonly token_endpoint_auth_method: SecretAuthentication['kind'];
  },
): Promise<RegisteredClient> {
  const said = await oauth.processDynamicClientRegistrationResponse(response);
  const redirectUris = textsOr(asked.redirect_uris, said['redirect_uris']);
  if (!isSameSet(redirectUris, asked.redirect_uris)) {
    throw new RejectedAnswer(
      'the server registered other redirect URIs than it was asked for',
      'misconfigured',
      'redirect_refused',
    );
  }
  const method = said['token_endpoint_auth_method'] ?? asked.token_endpoint_auth_method;
  const management = managementIn(said);
  const clientSecret = said['client_secret'];
  const isSecret = typeof clientSecret === 'string';
  const endsAt = said['client_secret_expires_at'];
  return {
    clientId: said.client_id,
    clientAuthentication: authenticationWith(method, clientSecret),
    clientSecret: isSecret ? clientSecret : null,
    clientSecretExpiresAt:
      isSecret && typeof endsAt === 'number' && endsAt > 0 ? endsAt * 1_000 : null,
    redirectUris,
    ...management,
  };
}

/** A method that needs a secret is none without one, and one we do not have is none of ours. */
function authenticationWith(method: unknown, secret: unknown) {
  switch (method) {
    case 'none':
      return method;
    case 'client_secret_basic':
    case 'client_secret_post':
      if (typeof secret === 'string') return method;
      throw new RejectedAnswer('registered for a client secret, and none was given out');
    default:
      throw new RejectedAnswer('registered for a kind of authentication that was not asked for');
  }
}

function managementIn(
  said: Readonly<Record<string, unknown>>,
): Pick<RegisteredClient, 'registrationAccessToken' | 'registrationClientUri'> {
  const { registration_access_token: token, registration_client_uri: uri } = said;
  const usable = typeof token === 'string' && typeof uri === 'string' && isManagementAddress(uri);
  return usable
    ? { registrationAccessToken: token, registrationClientUri: uri }
    : { registrationAccessToken: null, registrationClientUri: null };
}

function isManagementAddress(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  return isProtected(url) && url.username === '' && url.password === '';
}

function textsOr(unsaid: readonly string[], value: unknown): readonly string[] {
  if (value === undefined) return unsaid;
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return values.map((each) => (typeof each === 'string' ? each : ''));
}

function isSameSet(some: readonly string[], others: readonly string[]): boolean {
  const [a, b] = [new Set(some), new Set(others)];
  return a.size === b.size && [...a].every((each) => b.has(each));
}
