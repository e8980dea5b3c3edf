/**
 * Exchanges the ID token of a sign-in at an organisation's identity provider for an assertion that
 * another server accepts as a grant (token exchange, RFC 8693).
 *
 * @see https://datatracker.ietf.org/doc/draft-ietf-oauth-identity-assertion-authz-grant/
 */
import * as oauth from 'oauth4webapi';

import { longestAssertion } from './assertion.js';
import type { AuthorizationServer, Client } from './authorization-server.js';
import type { OAuthContext } from './context.js';
import type { HttpResponse } from './http-response.js';
import { processResponse } from './http.js';
import { readJwtClaims } from './jwt-claims.js';
import { libraryClient, libraryServer } from './library-terms.js';
import { RejectedResponse } from './oauth-error.js';
import { andThen, type Outcome } from './outcome.js';
import { resourceParameter } from './resource-indicator.js';
import { scopeParameter } from './scope.js';
import { type GrantRules, tokenRequestContext } from './token-request-context.js';
import { tokenRequest } from './token-request.js';
import { tidyTokenResponse, tokenEndpointErrors } from './token-response.js';

const idTokenType = 'urn:ietf:params:oauth:token-type:id_token';
const identityAssertionType = 'urn:ietf:params:oauth:token-type:id-jag';

export interface IdentityAssertionRequest {
  /** The identity provider, and our client there. */
  readonly server: AuthorizationServer;
  readonly client: Client;
  readonly idToken: string;
  /** The issuer of the server that the assertion is for. */
  readonly audience: string;
  /** The API there; null: the server's own. */
  readonly resource: string | null;
  readonly scopes: readonly string[];
}

/** RFC 8693 §2.2.2: `invalid_request` is about the subject token too, and a policy has no code of its own. */
const rules: GrantRules = {
  errors: {
    ...tokenEndpointErrors,
    invalid_request: ['misconfigured', 'request_refused'],
    invalid_target: ['misconfigured', 'request_refused'],
    invalid_scope: ['misconfigured', 'scope_refused'],
    access_denied: ['misconfigured', 'request_refused'],
  },
  sent: 'none',
};

export async function requestIdentityAssertion(
  request: IdentityAssertionRequest,
  context: OAuthContext,
): Promise<Outcome<string>> {
  const response = await identityAssertionRequest(request, context);
  return andThen(response, (value) => processIdentityAssertionResponse(request, value, context));
}

export function identityAssertionRequest(
  { server, client, idToken, audience, resource, scopes }: IdentityAssertionRequest,
  context: OAuthContext,
) {
  const parameters = {
    requested_token_type: identityAssertionType,
    subject_token: idToken,
    subject_token_type: idTokenType,
    audience,
    ...resourceParameter(resource),
    ...scopeParameter(scopes),
  };
  // The assertion is not bound to a key: the tokens that it brings may be.
  const request = { server, client, resource: null, proofKey: null };
  return tokenRequest(request, rules, context, (as, libClient, authentication, options) =>
    oauth.genericTokenEndpointRequest(
      as,
      libClient,
      authentication,
      'urn:ietf:params:oauth:grant-type:token-exchange',
      parameters,
      options,
    ),
  );
}

export function processIdentityAssertionResponse(
  { server, client }: IdentityAssertionRequest,
  response: HttpResponse,
  context: OAuthContext,
): Promise<Outcome<string>> {
  const request = { server, client, resource: null, proofKey: null };
  const tidied = tidyTokenResponse(response);
  return processResponse(tokenRequestContext(request, rules, context), tidied, async (readable) => {
    const { access_token: assertion, issued_token_type: type } =
      await oauth.processGenericTokenEndpointResponse(
        libraryServer(server),
        libraryClient(client, context),
        readable,
        // RFC 8693 §2.2.1: the issued token is not an access token.
        { recognizedTokenTypes: { n_a: () => undefined } },
      );
    if (type !== identityAssertionType) {
      throw new RejectedResponse('"issued_token_type" is not the one requested');
    }
    if (assertion.length > longestAssertion || readJwtClaims(assertion) === null) {
      throw new RejectedResponse('the identity assertion is not a JWT');
    }
    return assertion;
  });
}
