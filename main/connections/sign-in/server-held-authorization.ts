/**
 * Signing in where the server holds the grant (ADR 17): the user agrees on a page in the browser, and
 * the server is asked until it has tokens.
 */
import { randomBytes } from 'node:crypto';

import type { OAuthContext } from '../../oauth/context.js';
import type { Outcome } from '../../oauth/outcome.js';
import {
  type ServerHeldGrant,
  serverHeldAuthorization,
  serverHeldTokens,
} from '../../oauth/server-held-grant.js';
import type { Clock } from '../../ports/clock.js';
import type { ConnectionStore } from '../connection-store.js';
import type { Connection, PendingAtServer, SignInParameters } from '../connection.js';
import { failureFromOAuth, failureOf, outcomeFromOAuth, type RequestOutcome } from '../failures.js';
import { attemptLifetimeMs } from './attempt.js';

/** Between two questions, ms; it doubles with each failure in a row, up to the longest. */
const intervalMs = 5_000;
const longestWaitMs = 60_000;

/** Signing in again keeps the connection's identity, so that the server replaces what it holds. */
export async function identityFor(
  connection: Connection | null,
  store: ConnectionStore,
): Promise<string> {
  const isSame = connection?.grant === 'server_held';
  const secrets = isSame
    ? await store
        .recordStore()
        .secrets(connection.id)
        .catch(() => null)
    : null;
  return secrets?.tokens.refreshToken ?? randomBytes(32).toString('base64url');
}

export async function requestServerHeldAuthorization(
  attempt: { readonly id: string; readonly connectionId: string | null },
  identity: string,
  parameters: SignInParameters,
  oauth: OAuthContext,
): Promise<RequestOutcome<PendingAtServer>> {
  const { server, client } = parameters;
  const endpoint = server.authorizationEndpoint;
  if (endpoint === null) {
    const failure = failureOf('redirect_not_possible', 'no authorization endpoint');
    return { kind: 'misconfigured', failure, retryAfterMs: null };
  }
  const { clientId } = client;
  const page = await serverHeldAuthorization({ endpoint, clientId, identity }, oauth);
  if (page.kind !== 'ok') return failureFromOAuth(page);
  const openedAt = oauth.now();
  return {
    kind: 'ok',
    value: {
      kind: 'server_held',
      id: attempt.id,
      connectionId: attempt.connectionId,
      parameters,
      openedAt,
      expiresAt: openedAt + attemptLifetimeMs,
      identity,
      authorizationUrl: page.value,
    },
  };
}

/** Null: the user has not agreed in time, or `isWanted` returned false meanwhile. */
export async function pollForServerHeldGrant(
  { parameters, identity, expiresAt }: PendingAtServer,
  clock: Clock,
  isWanted: () => boolean,
  oauth: OAuthContext,
): Promise<RequestOutcome<ServerHeldGrant> | null> {
  const { server, client, scopesRequested } = parameters;
  const request = {
    endpoint: server.tokenEndpoint,
    clientId: client.clientId,
    identity,
    scopesIfUnnamed: scopesRequested,
  };
  let failures = 0;
  for (;;) {
    const wait = Math.min(intervalMs * 2 ** failures, longestWaitMs);
    if (clock.now() + wait > expiresAt) return null;
    await new Promise<void>((resolve) => clock.after(wait, resolve));
    if (!isWanted()) return null;
    const answer = await serverHeldTokens(request, oauth);
    if (answer.kind === 'ok' || isFinal(answer)) return outcomeFromOAuth(answer);
    failures = answer.kind === 'needs_sign_in' ? 0 : failures + 1;
  }
}

/** The client is refused, the access was declined, or there are tokens that nobody can use. */
function isFinal({ kind }: Exclude<Outcome<never>, { kind: 'ok' }>): boolean {
  switch (kind) {
    case 'misconfigured':
    case 'user_cancelled':
    case 'rejected_response':
      return true;
    case 'needs_sign_in':
    case 'server_fault_retry':
    case 'network_fault_retry':
    case 'unknown_outcome':
      return false;
  }
}
