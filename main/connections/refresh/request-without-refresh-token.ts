/**
 * New tokens by the grants that send no refresh token. Their requests replace nothing at the server, so they
 * may be repeated and need no intent.
 */
import type { Client } from '../../oauth/authorization-server.js';
import { clientCredentialsGrant } from '../../oauth/client-credentials-grant.js';
import type { OAuthContext } from '../../oauth/context.js';
import type { Identity } from '../../oauth/identity-claims.js';
import { jwtBearerGrant } from '../../oauth/jwt-bearer-grant.js';
import { identityOfLogin, serverHeldTokens } from '../../oauth/server-held-grant.js';
import type { TokenSet } from '../../oauth/token-set.js';
import type { Assertions } from '../assertions.js';
import type { Connection, ConnectionSecrets } from '../connection.js';
import { failureFromOAuth, failureOf, type RequestFailure } from '../failures.js';
import type { UsableConnection } from '../usable-connection.js';
import {
  type FailedAttempt,
  failedAttempt,
  hashOf,
  refreshTokenMissing,
} from './failed-attempt.js';

export type GrantWithoutRefreshToken = Extract<
  UsableConnection['grant'],
  'client_credentials' | 'jwt_bearer' | 'server_held'
>;

export interface RequestOptions {
  readonly connection: UsableConnection;
  readonly secrets: ConnectionSecrets;
  readonly context: OAuthContext;
  readonly assertions: Pick<Assertions, 'assertionFor'>;
}

export interface ReceivedTokens {
  readonly kind: 'ok';
  /** The secrets of before, with the client authentication that worked. */
  readonly secrets: ConnectionSecrets;
  readonly tokens: TokenSet;
  readonly identity: Identity | null;
}

export function requestWithoutRefreshToken(
  options: RequestOptions,
  grant: GrantWithoutRefreshToken,
): Promise<ReceivedTokens | FailedAttempt> {
  switch (grant) {
    case 'client_credentials':
      return repeatClientCredentials(options);
    case 'jwt_bearer':
      return presentAssertion(options);
    case 'server_held':
      return askServerForTokens(options);
  }
}

/** A service account repeats its first request (RFC 6749 §4.4.3). */
async function repeatClientCredentials({
  connection,
  secrets,
  context,
}: RequestOptions): Promise<ReceivedTokens | FailedAttempt> {
  const { server, scopesRequested: scopes, resource } = connection;
  const { proofKey } = secrets;
  const client = clientOf(connection, secrets);
  const outcome = await clientCredentialsGrant(
    { server, client, scopes, resource, proofKey },
    context,
  );
  if (outcome.kind !== 'ok') return failedAttempt(connection, failureFromOAuth(outcome));
  const { tokens, authentication } = outcome.value;
  return { kind: 'ok', secrets: { ...secrets, authentication }, tokens, identity: null };
}

/** A new assertion in place of a refresh token (RFC 7521 §4.1). */
async function presentAssertion({
  connection,
  secrets,
  context,
  assertions,
}: RequestOptions): Promise<ReceivedTokens | FailedAttempt> {
  const { server, scopesRequested: scopes, resource } = connection;
  if (connection.assertion === undefined) return failedAttempt(connection, assertionMissing);
  const target = { server, resource, scopes };
  const asserted = await assertions.assertionFor(connection.assertion, target);
  if (asserted.kind !== 'ok') return failedAttempt(connection, asserted);
  const { assertion } = asserted.value;
  const { proofKey } = secrets;
  const client = clientOf(connection, secrets);
  const outcome = await jwtBearerGrant(
    { server, client, assertion, scopes, resource, proofKey },
    context,
  );
  if (outcome.kind !== 'ok') return failedAttempt(connection, failureFromOAuth(outcome));
  const { tokens, authentication } = outcome.value;
  return { kind: 'ok', secrets: { ...secrets, authentication }, tokens, identity: null };
}

/** The server refreshes by itself (ADR 17). */
async function askServerForTokens({
  connection,
  secrets,
  context,
}: RequestOptions): Promise<ReceivedTokens | FailedAttempt> {
  const { refreshToken: identity } = secrets.tokens;
  if (identity === null) return failedAttempt(connection, refreshTokenMissing);
  const outcome = await serverHeldTokens(
    {
      endpoint: connection.server.tokenEndpoint,
      clientId: connection.registration.clientId,
      identity,
      scopesIfUnnamed: connection.scopesGranted,
    },
    context,
  );
  if (outcome.kind !== 'ok') {
    const sent = { sentHash: hashOf(identity), previousOutcomeUnknown: false };
    return failedAttempt(connection, failureFromOAuth(outcome), sent);
  }
  const { tokens } = outcome.value;
  return { kind: 'ok', secrets, tokens, identity: identityOfLogin(outcome.value) };
}

const assertionMissing: RequestFailure = {
  kind: 'misconfigured',
  failure: failureOf('assertion_file_missing'),
  retryAfterMs: null,
};

export function clientOf(
  { registration }: Connection,
  { authentication }: ConnectionSecrets,
): Client {
  return { clientId: registration.clientId, authentication };
}
