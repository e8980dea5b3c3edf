/** Refuses metadata that holds a secret which the server has been sent or has issued. */
import type { AuthorizationServer } from '../../oauth/authorization-server.js';
import type { KnownSecrets, SecretFilter } from '../../oauth/known-secrets.js';
import type { ConnectionStore } from '../connection-store.js';
import type { SignInParameters } from '../connection.js';
import { failureOf, type RequestOutcome } from '../failures.js';
import { hostsOf } from '../stored-secrets.js';
import type { AttemptPlan } from './attempt.js';

/** Words of the protocol, which a secret that somebody made up may have a part of. */
const protocolWords = [
  'authorization_code',
  'client_credentials',
  'client_secret_basic',
  'client_secret_jwt',
  'client_secret_post',
  'offline_access',
  'private_key_jwt',
  'refresh_token',
  'select_account',
  'urn:ietf:params:oauth:grant-type:device_code',
  'urn:ietf:params:oauth:grant-type:jwt-bearer',
  'urn:ietf:params:oauth:grant-type:token-exchange',
];

interface Recognition {
  readonly store: ConnectionStore;
  readonly secrets: KnownSecrets;
}

/**
 * The parameters of a sign-in are stored readably with the connection. Scopes that hold a secret are left
 * out; an address that holds one cannot be used without it, so it is refused.
 */
export async function parametersWithoutSecrets(
  { service, connection, moreScopes = [] }: AttemptPlan,
  parameters: SignInParameters,
  { store, secrets }: Recognition,
): Promise<RequestOutcome<SignInParameters>> {
  // Only secrets that have been read are recognized.
  if (connection) await secretsRead(store, connection.id);
  const { server, client, scopesRequested } = parameters;
  const typed = service.server.kind === 'discovered' ? service.server.address : server.issuer;
  const before = store.all().flatMap(({ connection: { server: known } }) => {
    return known.issuer === server.issuer ? addressesOf(known).map(([, address]) => address) : [];
  });
  const ownScopes = [
    ...(service.scopes ?? []),
    ...(connection?.scopesRequested ?? []),
    ...moreScopes,
  ];
  const filter = secrets.of(hostsOf(server), [
    ...[server.issuer, typed, client.clientId, ...ownScopes, ...before],
    ...protocolWords,
  ]);
  // Without a connection there, the server knows none, and a made-up one may have a word of its path.
  const repeating = addressesOf(server).find(([, address]) => {
    return before.length > 0 ? filter.holds(address) : filter.holdsMuch(address);
  });
  if (repeating !== undefined) {
    const failure = failureOf('server_metadata_invalid', `${repeating[0]} repeats a secret`);
    return { kind: 'rejected_response', failure, retryAfterMs: null };
  }
  return {
    kind: 'ok',
    value: {
      ...parameters,
      server: listsWithoutSecrets(server, filter),
      scopesRequested: without(scopesRequested, filter),
    },
  };
}

function addressesOf(server: AuthorizationServer): readonly (readonly [string, string])[] {
  return Object.entries(server).filter((entry): entry is [string, string] => {
    return typeof entry[1] === 'string';
  });
}

async function secretsRead(store: ConnectionStore, connectionId: string): Promise<void> {
  try {
    await store.recordStore().secrets(connectionId);
  } catch {
    // Signing in again is how unreadable secrets are replaced.
  }
}

function listsWithoutSecrets(
  server: AuthorizationServer,
  filter: SecretFilter,
): AuthorizationServer {
  const list = (texts: readonly string[] | null) => texts && without(texts, filter);
  return {
    ...server,
    scopesSupported: list(server.scopesSupported),
    codeChallengeMethodsSupported: list(server.codeChallengeMethodsSupported),
    promptValuesSupported: list(server.promptValuesSupported),
    idTokenSigningAlgorithms: list(server.idTokenSigningAlgorithms),
    clientAuthenticationMethods: list(server.clientAuthenticationMethods),
    clientAuthenticationAlgorithms: list(server.clientAuthenticationAlgorithms),
    dpopSigningAlgorithms: list(server.dpopSigningAlgorithms),
    grantTypesSupported: list(server.grantTypesSupported),
  };
}

function without(texts: readonly string[], filter: SecretFilter): readonly string[] {
  return filter.withoutHolding(texts);
}
