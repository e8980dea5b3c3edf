/** Every secret in what the vault keeps sealed, for recognizing them when a server repeats them. */
import type { AuthorizationServer, ClientAuthentication } from '../oauth/authorization-server.js';
import type { PrivateKey } from '../oauth/private-key.js';
import type { ConnectionSecrets, OutboxEntry, StoredAttempt } from './connection.js';
import type { CustomRegistration, CustomService } from './custom-service.js';
import type { UnknownValue } from './unknown-value.js';

type Secrets = readonly (string | null)[];

/** The server's hosts: it may write what it has learned at one of them in a response of another. */
export function hostsOf(server: AuthorizationServer): readonly string[] {
  const { issuer, authorizationEndpoint, tokenEndpoint, revocationEndpoint } = server;
  const { introspectionEndpoint, userinfoEndpoint, deviceAuthorizationEndpoint } = server;
  const { registrationEndpoint, pushedAuthorizationRequestEndpoint } = server;
  return hostsIn([
    issuer,
    authorizationEndpoint,
    tokenEndpoint,
    revocationEndpoint,
    introspectionEndpoint,
    userinfoEndpoint,
    deviceAuthorizationEndpoint,
    registrationEndpoint,
    pushedAuthorizationRequestEndpoint,
  ]);
}

export function hostsIn(addresses: readonly (string | null)[]): readonly string[] {
  const known = addresses.filter((each) => each !== null && URL.canParse(each));
  return [...new Set(known.map((each) => new URL(each ?? '').host))];
}

export function secretsOfConnection(secrets: ConnectionSecrets): Secrets {
  const { tokens, authentication, proofKey, idTokenClaims, earlier = [] } = secrets;
  const { accessToken, refreshToken, idToken } = tokens;
  const nonce = idTokenClaims?.['nonce'];
  return [
    accessToken,
    refreshToken,
    idToken,
    typeof nonce === 'string' ? nonce : null,
    ...earlier.map(({ secret }) => secret),
    ...secretsOfClient(authentication),
    ...secretsOfKey(proofKey),
  ];
}

export function secretsOfOutbox({ token, authentication, proofKey }: OutboxEntry): Secrets {
  return [token, ...secretsOfClient(authentication), ...secretsOfKey(proofKey ?? null)];
}

export function secretsOfAttempt(attempt: StoredAttempt): Secrets {
  const { client, proofKey } = attempt.parameters;
  return [
    ...secretsOfPhase(attempt),
    ...secretsOfClient(client.authentication),
    ...secretsOfKey(proofKey),
  ];
}

function secretsOfPhase(attempt: StoredAttempt): Secrets {
  switch (attempt.kind) {
    case 'browser':
      return [attempt.state, attempt.nonce, attempt.codeVerifier];
    case 'code':
      return [attempt.deviceCode];
    case 'server_held':
      return [attempt.identity];
    case 'revocation':
      return [attempt.token];
  }
}

export function secretsOfService(service: CustomService | CustomRegistration): Secrets {
  if (service.kind === 'registration') return [service.registration.clientSecret];
  const { clientSecret, registered, earlierRegistrations = [] } = service;
  return [
    clientSecret,
    ...[registered, ...earlierRegistrations].flatMap((each) =>
      each === null ? [] : [each.clientSecret, each.registrationAccessToken],
    ),
  ];
}

function secretsOfClient(authentication: ClientAuthentication | UnknownValue): Secrets {
  switch (authentication.kind) {
    case 'client_secret_basic':
    case 'client_secret_post':
      return [authentication.clientSecret];
    case 'private_key_jwt':
      return secretsOfKey(authentication.privateKey);
    case 'none':
    case 'unknown':
      return [];
  }
}

const privateMembers = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'k'];

/** A newer version's key may have members that are not text. */
function secretsOfKey(key: PrivateKey | null): Secrets {
  if (key === null) return [];
  const members = privateMembers.map((name) => key[name] as unknown);
  return members.filter((each) => typeof each === 'string');
}
