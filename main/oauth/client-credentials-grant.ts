/** A service account: tokens for the client itself, without a user or a browser (RFC 6749 §4.4). */
import * as oauth from 'oauth4webapi';

import type { OAuthContext } from './context.js';
import { failed, hostOf, type Outcome } from './outcome.js';
import { resourceParameter } from './resource-indicator.js';
import { scopeParameter } from './scope.js';
import {
  serviceAccountGrant,
  type ServiceAccountGrant,
  type ServiceAccountRequest,
} from './service-account-grant.js';
import type { GrantRules } from './token-request-context.js';
import { type AuthenticatedResponse, tokenRequest } from './token-request.js';
import { tokenEndpointErrors } from './token-response.js';

/** Its client has to authenticate: the grant is for no other. */
export type ClientCredentialsGrantRequest = ServiceAccountRequest;

/** A refusal concerns the client's settings, for there is no user to sign in. */
const rules: GrantRules = {
  errors: {
    ...tokenEndpointErrors,
    invalid_grant: ['misconfigured', 'client_refused'],
    invalid_scope: ['misconfigured', 'scope_refused'],
  },
  sent: 'none',
};

export function clientCredentialsGrant(
  request: ClientCredentialsGrantRequest,
  context: OAuthContext,
): Promise<Outcome<ServiceAccountGrant>> {
  const response = clientCredentialsGrantRequest(request, context);
  return serviceAccountGrant(
    request,
    response,
    rules,
    context,
    oauth.processClientCredentialsResponse,
  );
}

export async function clientCredentialsGrantRequest(
  request: ClientCredentialsGrantRequest,
  context: OAuthContext,
): Promise<Outcome<AuthenticatedResponse>> {
  const { server, scopes, resource } = request;
  if (request.client.authentication.kind === 'none') {
    return failed('misconfigured', 'client_refused', {
      cause: 'a service account needs a client secret or a private key',
      host: hostOf(server.issuer),
    });
  }
  const parameters = {
    ...scopeParameter(scopes),
    ...resourceParameter(resource),
  };
  return tokenRequest(request, rules, context, (as, client, authentication, options) =>
    oauth.clientCredentialsGrantRequest(as, client, authentication, parameters, options),
  );
}
