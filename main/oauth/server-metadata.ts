/** The checks that an authorization server's metadata has to pass, wherever it comes from. */
import { textOrEmpty } from '../text/outside-text.js';
import type { AuthorizationServer } from './authorization-server.js';
import { isLoopback } from './loopback.js';
import { failed, type OAuthFailure, type Outcome } from './outcome.js';
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
  if (!URL.canParse(server.issuer)) return refused('metadata_invalid', 'issuer is not a URL', null);
  const issuer = new URL(server.issuer);
  const unprotected: string[] = [];
  for (const name of endpoints) {
    const endpoint = server[name];
    if (endpoint === null) continue;
    const problem = endpointProblem(endpoint);
    const member = memberOf(name);
    if (problem !== null) return refused('metadata_invalid', `${member} ${problem}`, issuer.host);
    if (!isProtectedAt(new URL(endpoint), issuer)) {
      unprotected.push(`${member} is ${withoutQuery(endpoint)}`);
    }
  }
  if (unprotected.length > 0) {
    return refused('endpoints_insecure', unprotected.join(', '), issuer.host);
  }
  // RFC 9700 §2.1.1: S256 is the only method that hides the verifier; there is no falling back.
  const methods = server.codeChallengeMethodsSupported;
  if (methods?.includes('S256') === false) {
    const named = textOrEmpty('value', JSON.stringify(methods));
    const cause = `code_challenge_methods_supported is ${named}, without S256`;
    return refused('metadata_invalid', cause, issuer.host);
  }
  return { kind: 'ok', value: server };
}

/** RFC 6749 §3.1, §3.2: no fragment; a query is kept. */
function endpointProblem(endpoint: string): string | null {
  if (!URL.canParse(endpoint)) return `is not a URL: ${textOrEmpty('value', endpoint)}`;
  const { protocol, username, password } = new URL(endpoint);
  if (protocol !== 'https:' && protocol !== 'http:') return `is not https but ${protocol}`;
  if (username !== '' || password !== '') return 'holds a user name';
  if (endpoint.includes('#')) return 'holds a fragment';
  return null;
}

/** A server on the internet has no endpoint on this computer. */
function isProtectedAt(url: URL, issuer: URL): boolean {
  return isProtected(url) && (url.protocol === 'https:' || isLoopback(issuer));
}

/** As the metadata has it: `jwks_uri`. */
function memberOf(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function withoutQuery(endpoint: string): string {
  const { origin, pathname } = new URL(endpoint);
  return textOrEmpty('value', `${origin}${pathname}`);
}

function refused(
  code: 'metadata_invalid' | 'endpoints_insecure',
  cause: string,
  host: string | null,
): OAuthFailure {
  return failed('rejected_response', code, { cause, host });
}
