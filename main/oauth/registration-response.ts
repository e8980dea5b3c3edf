/** Responses of registration endpoints (RFC 7591 §3.2, RFC 7592 §3). */
import * as oauth from 'oauth4webapi';

import type { SecretAuthentication } from './authorization-server.js';
import { filterFor } from './known-secrets.js';
import { RejectedResponse } from './oauth-error.js';
import { privateHostOf } from './private-endpoints.js';
import type { RegisteredClient } from './registered-client.js';
import type { ErrorTable } from './request-context.js';
import { isProtectedAddress } from './server-address.js';

/** RFC 7591 §3.2.2, and RFC 6750 §3.1 for the tokens that both kinds of request may carry. */
export const registrationErrors: ErrorTable = {
  invalid_redirect_uri: ['misconfigured', 'redirect_uri_refused'],
  invalid_client_metadata: ['rejected_response', 'request_refused'],
  invalid_software_statement: ['rejected_response', 'request_refused'],
  unapproved_software_statement: ['rejected_response', 'request_refused'],
  access_denied: ['misconfigured', 'client_refused'],
  invalid_token: ['misconfigured', 'client_refused'],
  insufficient_scope: ['misconfigured', 'client_refused'],
  temporarily_unavailable: ['server_fault_retry', 'server_busy'],
  server_error: ['server_fault_retry', 'server_error'],
};

/** Throws RejectedResponse, or as oauth4webapi does. */
export async function readRegistration(
  response: Response,
  requested: {
    readonly redirect_uris: readonly string[];
    readonly token_endpoint_auth_method: SecretAuthentication['kind'];
  },
  endpoint: string,
): Promise<RegisteredClient> {
  const metadata = await oauth.processDynamicClientRegistrationResponse(response);
  if (!/^[\x20-\x7e]+$/.test(metadata.client_id)) {
    throw new RejectedResponse(
      'the client ID has characters that no client ID may have (RFC 6749)',
    );
  }
  const registeredUris = textsOr(requested.redirect_uris, metadata['redirect_uris']);
  // More than requested are of no use here: every request names the one that its answer goes to.
  const redirectUris = requested.redirect_uris;
  if (!redirectUris.every((each) => registeredUris.includes(each))) {
    throw new RejectedResponse(
      'the server did not register all the redirect URIs requested',
      'misconfigured',
      'redirect_uri_refused',
    );
  }
  const management = managementIn(metadata, endpoint);
  const clientSecret = metadata['client_secret'];
  const isSecret = typeof clientSecret === 'string';
  const method =
    metadata['token_endpoint_auth_method'] ??
    unstatedMethod(isSecret, requested.token_endpoint_auth_method);
  const issued = [clientSecret, metadata['registration_access_token']].filter(
    (each) => typeof each === 'string',
  );
  const repeated = filterFor(issued, []).holdsMuch(metadata.client_id);
  if (repeated || issued.some((secret) => secret !== '' && metadata.client_id.includes(secret))) {
    throw new RejectedResponse('the client ID, which everyone may see, holds a secret');
  }
  const endsAt = metadata['client_secret_expires_at'];
  return {
    clientId: metadata.client_id,
    clientAuthentication: authenticationWith(method, clientSecret),
    clientSecret: isSecret ? clientSecret : null,
    clientSecretExpiresAt:
      isSecret && typeof endsAt === 'number' && endsAt > 0 ? endsAt * 1_000 : null,
    redirectUris: [...redirectUris],
    ...management,
  };
}

/** §2: the header is the default, and a server that issues a secret did not register us without one. */
function unstatedMethod(
  isSecret: boolean,
  requested: SecretAuthentication['kind'],
): SecretAuthentication['kind'] {
  return isSecret && requested === 'none' ? 'client_secret_basic' : requested;
}

/** Throws RejectedResponse for a method that lacks its secret, and for one that we do not have. */
function authenticationWith(method: unknown, secret: unknown) {
  switch (method) {
    case 'none':
      return method;
    case 'client_secret_basic':
    case 'client_secret_post':
      if (typeof secret === 'string') return method;
      throw new RejectedResponse('registered for a client secret, and none was issued');
    default:
      throw new RejectedResponse('registered for a kind of authentication that was not requested');
  }
}

function managementIn(
  metadata: Readonly<Record<string, unknown>>,
  endpoint: string,
): Pick<RegisteredClient, 'registrationAccessToken' | 'registrationClientUri'> {
  const { registration_access_token: token, registration_client_uri: uri } = metadata;
  const usable =
    typeof token === 'string' &&
    typeof uri === 'string' &&
    isProtectedAddress(uri) &&
    privateHostOf(uri, endpoint) === null;
  return usable
    ? { registrationAccessToken: token, registrationClientUri: uri }
    : { registrationAccessToken: null, registrationClientUri: null };
}

function textsOr(fallback: readonly string[], value: unknown): readonly string[] {
  if (value === undefined) return fallback;
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return values.map((each) => (typeof each === 'string' ? each : ''));
}
