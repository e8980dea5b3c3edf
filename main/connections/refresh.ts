/**
 * Renewing one connection's tokens so that nothing is lost on the way: an intent is written before
 * the refresh token is sent, a new refresh token is stored before the rest of the answer is judged,
 * and a refusal is believed only after the store was read again.
 *
 * Longer than most files because these steps keep one promise together.
 */
import { createHash } from 'node:crypto';

import type { Failure } from '../../ipc/failure.js';
import type { Client } from '../oauth/authorization-server.js';
import type { OAuthFailure } from '../oauth/outcome.js';
import { requestClientCredentials } from '../oauth/client-credentials-grant.js';
import { refreshTokens } from '../oauth/refresh-token-grant.js';
import type { TokenSet } from '../oauth/token-set.js';
import type { Connection, ConnectionSecrets, Standing } from './connection.js';
import type { ConnectionBook } from './connection-book.js';
import { failureOf, storageFailure } from './failures.js';
import type { Change, Clock } from './ports.js';
import { backoff, createRefreshSchedule, nextRenewalAt, renewsItself } from './refresh-schedule.js';
import type { ContextFor } from './service-context.js';
import { createTurns } from './turns.js';

/** Renewals that fall due by themselves: at once in all, and at one server. */
const MOST_AT_ONCE = 8;
const MOST_AT_ONE_SERVER = 2;

export interface Refresher {
  /**
   * Renews now and resolves to null, or to why not. While a renewal of the same connection is under
   * way its outcome is shared: a refresh token is never sent twice at once.
   */
  refresh(connectionId: string): Promise<Failure | null>;
  /** Resolves once no renewal of this connection is under way. */
  readonly settled: (connectionId: string) => Promise<void>;
  /** Takes up connections as the book has them: after start, sign-in, removal. */
  readonly follow: (connectionId: string) => void;
  /** Finishes what was interrupted when the app last ended. */
  resume(): Promise<void>;
  /** Looks at what is due now: after sleep, or when the network is back. */
  readonly look: () => void;
  /** Begins nothing more and waits for what is under way. */
  stop(): Promise<void>;
}

export interface RefresherNeeds {
  readonly book: ConnectionBook;
  readonly clock: Clock;
  readonly contextFor: ContextFor;
  readonly random: () => number;
}

export function createRefresher({ book, clock, contextFor, random }: RefresherNeeds): Refresher {
  const underWay = new Map<string, Promise<Failure | null>>();
  const failuresInARow = new Map<string, number>();
  let stopping = false;
  const turns = createTurns(MOST_AT_ONCE, MOST_AT_ONE_SERVER);
  const schedule = createRefreshSchedule(clock, due);

  /** What the person asks for goes at once; what falls due by itself waits for its turn. */
  function due(connectionId: string): void {
    const issuer = book.get(connectionId)?.connection.server.issuer;
    if (issuer !== undefined) void turns.take(issuer, () => refresh(connectionId));
  }

  function follow(connectionId: string): void {
    const entry = book.get(connectionId);
    schedule.set(connectionId, entry ? nextRenewalAt(entry.connection) : null);
  }

  function refresh(connectionId: string, interrupted = false): Promise<Failure | null> {
    const running = underWay.get(connectionId);
    if (running) return running;
    if (stopping) return Promise.resolve(failureOf('already_busy', 'the app is quitting'));
    const run = renew(connectionId, interrupted)
      .catch((error: unknown) => {
        const failure = storageFailure(error);
        const wait = retryLater(connectionId, null);
        book.setPassing(connectionId, { kind: 'retrying', cause: failure, nextAttemptAt: wait });
        return failure;
      })
      .finally(() => underWay.delete(connectionId));
    underWay.set(connectionId, run);
    return run;
  }

  async function renew(connectionId: string, interrupted: boolean): Promise<Failure | null> {
    const entry = book.get(connectionId);
    if (!entry) return failureOf('not_found');
    if (entry.connection.standing.kind === 'disconnecting') return failureOf('already_busy');
    if (!renewsItself(entry.connection)) return failureOf('refresh_token_missing');

    book.setPassing(connectionId, { kind: 'refreshing' });
    let outcome = await send(entry.connection);
    // The answer got lost: the same token once more, at once, inside the grace a server may give.
    if (outcome.kind === 'unknown_outcome') outcome = await send(entry.connection);
    // Refused, yet the store holds another token by now: that one decides.
    if (outcome.kind === 'needs_sign_in' && (await tokenHash(connectionId)) !== outcome.sent) {
      outcome = await send(entry.connection);
    }
    return outcome.kind === 'ok' ? null : settle(connectionId, outcome, interrupted);
  }

  async function tokenHash(connectionId: string): Promise<string | null> {
    const { tokens } = await book.ledger().secrets(connectionId);
    return tokens.refreshToken === null ? null : hash(tokens.refreshToken);
  }

  /** One request with what the store holds by now, and what came of it stored. */
  async function send(connection: Connection): Promise<Sent> {
    const secrets = await book.ledger().secrets(connection.id);
    return connection.grant === 'client_credentials'
      ? askAsAtFirst(connection, secrets)
      : sendRefreshToken(connection, secrets);
  }

  async function askAsAtFirst(connection: Connection, secrets: ConnectionSecrets): Promise<Sent> {
    const { server, scopesAsked: scopes, resource } = connection;
    const { proofKey } = secrets;
    const client = clientOf(connection, secrets);
    const outcome = await requestClientCredentials(
      { server, client, scopes, resource, proofKey },
      contextOf(connection),
    );
    if (outcome.kind !== 'ok') return { ...outcome, sent: null };
    await store(connection.id, secrets, outcome.value);
    return { kind: 'ok' };
  }

  async function sendRefreshToken(
    connection: Connection,
    secrets: ConnectionSecrets,
  ): Promise<Sent> {
    const { refreshToken } = secrets.tokens;
    if (refreshToken === null) {
      const failure = failureOf('refresh_token_missing');
      return { kind: 'needs_sign_in', failure, retryAfterMs: null, sent: null };
    }
    const sent = hash(refreshToken);
    await book.commit([
      {
        kind: 'put_intent',
        intent: { connectionId: connection.id, refreshTokenHash: sent, at: clock.now() },
      },
    ]);
    const outcome = await refreshTokens(
      {
        server: connection.server,
        client: clientOf(connection, secrets),
        refreshToken,
        scopesBefore: connection.scopesGranted,
        expectedSubject: connection.idTokenClaims ? connection.account.subject : null,
        idTokenClaimsBefore: connection.idTokenClaims,
        resource: connection.resource,
        proofKey: secrets.proofKey,
        keepRefreshToken: (received) =>
          book.commit(() =>
            book.get(connection.id)
              ? [putSecrets(connection.id, withRefreshToken(secrets, received))]
              : [],
          ),
      },
      contextOf(connection),
    );
    if (outcome.kind !== 'ok') return { ...outcome, sent };
    await store(connection.id, secrets, outcome.value.tokens);
    return { kind: 'ok' };
  }

  function contextOf({ server, registration, adjustments }: Connection) {
    return contextFor({ server, clientId: registration.clientId, adjustments });
  }

  async function store(
    connectionId: string,
    secrets: ConnectionSecrets,
    tokens: TokenSet,
  ): Promise<void> {
    const now = clock.now();
    await book.commit(() => {
      // As it is by now: renamed perhaps, or gone; then there is nothing to keep tokens for.
      const connection = book.get(connectionId)?.connection;
      if (!connection) return [];
      const renewed: Connection = {
        ...connection,
        scopesGranted: tokens.scopesGranted,
        issuedAt: tokens.issuedAt,
        accessTokenExpiresAt: tokens.expiresAt,
        hasRefreshToken: tokens.refreshToken !== null,
        lastRenewedAt: now,
        standing:
          connection.standing.kind === 'disconnecting' ? connection.standing : { kind: 'good' },
      };
      return [
        putSecrets(connectionId, { ...secrets, tokens }),
        { kind: 'put_connection', connection: renewed },
        { kind: 'delete_intent', connectionId },
        {
          kind: 'add_activity',
          entry: { connectionId, at: now, kind: 'refreshed', failure: null },
        },
      ];
    });
    failuresInARow.delete(connectionId);
    book.setPassing(connectionId, { kind: 'none' });
    follow(connectionId);
  }

  async function settle(
    connectionId: string,
    outcome: OAuthFailure,
    interrupted: boolean,
  ): Promise<Failure> {
    switch (outcome.kind) {
      case 'needs_sign_in': {
        // The answer to an earlier, interrupted renewal was lost: that is why, not a revocation.
        const cause = interrupted
          ? { ...outcome.failure, code: 'renewal_interrupted' as const }
          : outcome.failure;
        return stop(connectionId, { kind: 'needs_sign_in', cause });
      }
      case 'misconfigured':
        return stop(connectionId, { kind: 'misconfigured', cause: outcome.failure });
      case 'network_fault_retry':
      case 'server_fault_retry':
      case 'rejected_response':
      case 'user_cancelled':
        await book.commit([
          { kind: 'delete_intent', connectionId },
          failed(connectionId, outcome.failure),
        ]);
        return postpone(connectionId, outcome);
      case 'unknown_outcome':
        // The intent stays: whether the server took the token is still not known.
        await book.commit([failed(connectionId, outcome.failure)]);
        return postpone(connectionId, outcome);
    }
  }

  async function stop(
    connectionId: string,
    standing: Extract<Standing, { cause: Failure }>,
  ): Promise<Failure> {
    await book.commit(() => {
      const connection = book.get(connectionId)?.connection;
      if (!connection) return [];
      return [
        { kind: 'put_connection', connection: { ...connection, standing } },
        { kind: 'delete_intent', connectionId },
        failed(connectionId, standing.cause),
      ];
    });
    book.setPassing(connectionId, { kind: 'none' });
    follow(connectionId);
    return standing.cause;
  }

  function postpone(connectionId: string, outcome: OAuthFailure): Failure {
    const nextAttemptAt = retryLater(connectionId, outcome.retryAfterMs);
    const { failure } = outcome;
    book.setPassing(
      connectionId,
      failure.code === 'network_down'
        ? { kind: 'offline', since: clock.now(), nextAttemptAt }
        : { kind: 'retrying', cause: failure, nextAttemptAt },
    );
    return failure;
  }

  function retryLater(connectionId: string, retryAfterMs: number | null): number {
    const failures = (failuresInARow.get(connectionId) ?? 0) + 1;
    failuresInARow.set(connectionId, failures);
    const at = clock.now() + backoff(failures, random(), retryAfterMs);
    schedule.set(connectionId, at);
    return at;
  }

  function failed(connectionId: string, failure: Failure): Change {
    const entry = { connectionId, at: clock.now(), kind: 'refresh_failed', failure } as const;
    return { kind: 'add_activity', entry };
  }

  return {
    refresh: (connectionId) => refresh(connectionId),
    async settled(connectionId) {
      await underWay.get(connectionId);
    },
    follow,
    look: schedule.look,
    async resume() {
      for (const intent of await book.ledger().intents()) void refresh(intent.connectionId, true);
      for (const { connection } of book.all()) follow(connection.id);
    },
    async stop() {
      stopping = true;
      schedule.stop();
      await Promise.all(underWay.values());
    },
  };
}

/** What came of one request; `sent` is the hash of the refresh token it bore. */
type Sent = { readonly kind: 'ok' } | (OAuthFailure & { readonly sent: string | null });

function clientOf({ registration }: Connection, { authentication }: ConnectionSecrets): Client {
  return { clientId: registration.clientId, authentication };
}

function putSecrets(connectionId: string, secrets: ConnectionSecrets): Change {
  return { kind: 'put_secrets', connectionId, secrets };
}

function withRefreshToken(secrets: ConnectionSecrets, refreshToken: string): ConnectionSecrets {
  return { ...secrets, tokens: { ...secrets.tokens, refreshToken } };
}

function hash(refreshToken: string): string {
  return createHash('sha256').update(refreshToken).digest('hex');
}
