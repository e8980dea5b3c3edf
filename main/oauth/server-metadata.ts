/** The checks that an authorization server's metadata has to pass, wherever it comes from. */
import type { AuthorizationServer } from './authorization-server.js';
import { isLoopback } from './loopback.js';
import { failed } from './oauth-error.js';
import type { OAuthFailure, Outcome } from './outcome.js';
import { isProtected } from './server-address.js';

/** Only the first three are required; anything left out counts as not offered or not known. */
export type ServerDescription = Pick<
  AuthorizationServer,
  'issuer' | 'authorizationEndpoint' | 'tokenEndpoint'
> &
  Partial<AuthorizationServer>;

const unknownServer = {
  revocationEndpoint: null,
  introspectionEndpoint: null,
  userinfoEndpoint: null,
  jwksUri: null,
  pushedAuthorizationRequestEndpoint: null,
  requiresPushedAuthorizationRequests: false,
  deviceAuthorizationEndpoint: null,
  registrationEndpoint: null,
  endSessionEndpoint: null,
  sendsIssuer: false,
  scopesSupported: null,
  codeChallengeMethodsSupported: null,
  promptValuesSupported: null,
  idTokenSigningAlgorithms: null,
  clientAuthenticationMethods: null,
  clientAuthenticationAlgorithms: null,
  dpopSigningAlgorithms: null,
  grantTypesSupported: null,
  clientMetadataSupported: false,
  isOpenIdProvider: false,
};

export const endpoints = [
  'authorizationEndpoint',
  'tokenEndpoint',
  'revocationEndpoint',
  'introspectionEndpoint',
  'userinfoEndpoint',
  'jwksUri',
  'pushedAuthorizationRequestEndpoint',
  'deviceAuthorizationEndpoint',
  'registrationEndpoint',
  'endSessionEndpoint',
] as const;

/** For services without discovery, and the last step of discovery. */
export function authorizationServerFrom(
  description: ServerDescription,
): Outcome<AuthorizationServer> {
  const server: AuthorizationServer = { ...unknownServer, ...description };
  if (!URL.canParse(server.issuer)) return refused('the issuer is not a URL', null);
  const issuer = new URL(server.issuer);
  for (const name of endpoints) {
    const endpoint = server[name];
    const problem = endpoint === null ? null : endpointProblem(endpoint, issuer);
    if (problem !== null) return refused(`${name} ${problem}`, issuer.host);
  }
  // RFC 9700 §2.1.1: S256 is the only method that hides the verifier; there is no falling back.
  if (server.codeChallengeMethodsSupported?.includes('S256') === false) {
    return refused('offers PKCE, but not by S256', issuer.host);
  }
  return { kind: 'ok', value: server };
}

/** RFC 6749 §3.1, §3.2: no fragment; a query is kept. */
function endpointProblem(endpoint: string, issuer: URL): string | null {
  if (!URL.canParse(endpoint)) return 'is not a URL';
  const url = new URL(endpoint);
  if (!isProtected(url)) return 'is not https';
  if (url.protocol === 'http:' && !isLoopback(issuer)) return 'is not https';
  if (url.username !== '' || url.password !== '') return 'holds a user name';
  if (endpoint.includes('#')) return 'holds a fragment';
  return null;
}

function refused(cause: string, host: string | null): OAuthFailure {
  return failed('rejected_response', 'server_insecure', { cause, host });
}
