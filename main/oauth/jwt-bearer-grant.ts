/** Tokens for an assertion that somebody else signed: a platform or an identity provider (RFC 7523 §2.1). */
import * as oauth from 'oauth4webapi';

import type { OAuthContext } from './context.js';
import type { Outcome } from './outcome.js';
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

export interface JwtBearerGrantRequest extends ServiceAccountRequest {
  /** A secret until it expires. */
  readonly assertion: string;
}

/** `invalid_grant` is about the assertion (§3.1): no user could sign in again. */
const rules: GrantRules = {
  errors: {
    ...tokenEndpointErrors,
    invalid_grant: ['misconfigured', 'assertion_refused'],
    invalid_scope: ['misconfigured', 'scope_refused'],
  },
  sent: 'none',
};

export function jwtBearerGrant(
  request: JwtBearerGrantRequest,
  context: OAuthContext,
): Promise<Outcome<ServiceAccountGrant>> {
  const response = jwtBearerGrantRequest(request, context);
  return serviceAccountGrant(
    request,
    response,
    rules,
    context,
    oauth.processGenericTokenEndpointResponse,
  );
}

export function jwtBearerGrantRequest(
  request: JwtBearerGrantRequest,
  context: OAuthContext,
): Promise<Outcome<AuthenticatedResponse>> {
  const { assertion, scopes, resource } = request;
  const parameters = {
    assertion,
    ...scopeParameter(scopes),
    ...resourceParameter(resource),
  };
  return tokenRequest(request, rules, context, (as, client, authentication, options) =>
    oauth.genericTokenEndpointRequest(
      as,
      client,
      authentication,
      'urn:ietf:params:oauth:grant-type:jwt-bearer',
      parameters,
      options,
    ),
  );
}
