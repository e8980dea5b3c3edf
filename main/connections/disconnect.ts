/**
 * Ending a connection for real: revoke the refresh token, then the access token (RFC 7009), then
 * ask once more with the old access token, and report what came back. Until the server has
 * answered, the connection stays listed with its tokens and the request is repeated.
 */
import type { Evidence, Farewell } from '../../ipc/connection-view.js';
import type { Failure } from '../../ipc/failure.js';
import { probeAccessToken } from '../oauth/access-token-probe.js';
import type { OAuthFailure } from '../oauth/outcome.js';
import { revokeToken } from '../oauth/token-revocation.js';
import type { Connection } from './connection.js';
import type { ConnectionBook } from './connection-book.js';
import { failureOf, storageFailure } from './failures.js';
import { accountName } from './identity.js';
import type { Clock, Timer } from './ports.js';
import { backoff } from './refresh-schedule.js';
import type { ContextFor } from './service-context.js';

export interface Disconnector {
  /** Begins to end the connection. Resolves to null once that is durably noted, else to why not. */
  disconnect(connectionId: string): Promise<Failure | null>;
  /** Takes up requests that were still open when the app last ended. */
  resume(): void;
  /** Resolves once no request is under way. */
  settled(): Promise<void>;
  stop(): Promise<void>;
}

export interface DisconnectorNeeds {
  readonly book: ConnectionBook;
  readonly clock: Clock;
  readonly contextFor: ContextFor;
  readonly random: () => number;
  /** Resolves once no renewal of this connection is under way: it may be about to bring new tokens. */
  readonly renewalSettled: (connectionId: string) => Promise<void>;
  readonly ended: (farewell: Farewell) => void;
}

export function createDisconnector(needs: DisconnectorNeeds): Disconnector {
  const { book, clock, contextFor, random, renewalSettled, ended } = needs;
  const underWay = new Map<string, Promise<void>>();
  const retries = new Map<string, { readonly failures: number; readonly timer: Timer }>();

  async function disconnect(connectionId: string): Promise<Failure | null> {
    if (!book.get(connectionId)) return failureOf('not_found');
    const at = clock.now();
    try {
      // The tokens have to be readable to be revoked; asking now tells the person at once.
      await book.ledger().secrets(connectionId);
      await book.commit(() => {
        const connection = book.get(connectionId)?.connection;
        if (!connection || connection.standing.kind === 'disconnecting') return [];
        const standing = { kind: 'disconnecting', since: at } as const;
        const entry = { connectionId, at, kind: 'disconnect_asked', failure: null } as const;
        return [
          { kind: 'put_connection', connection: { ...connection, standing } },
          { kind: 'add_activity', entry },
        ];
      });
    } catch (error) {
      return storageFailure(error);
    }
    start(connectionId);
    return null;
  }

  function start(connectionId: string): void {
    if (underWay.has(connectionId)) return;
    retries.get(connectionId)?.timer.cancel();
    const run = end(connectionId)
      .catch((error: unknown) => again(connectionId, storageFailure(error), null))
      .finally(() => underWay.delete(connectionId));
    underWay.set(connectionId, run);
  }

  async function end(connectionId: string): Promise<void> {
    await renewalSettled(connectionId);
    const connection = book.get(connectionId)?.connection;
    if (connection?.standing.kind !== 'disconnecting') return;
    const evidence = await revoke(connection);
    if ('failure' in evidence) {
      await noteFailure(connectionId, evidence);
      return;
    }
    await book.commit([{ kind: 'delete_connection', connectionId }]);
    retries.delete(connectionId);
    ended({
      connectionId,
      serviceId: connection.serviceId,
      serviceName: connection.serviceName,
      label: connection.ownLabel ?? accountName(connection.account),
      evidence,
      hasAccountPage: connection.accountPage !== null,
    });
  }

  async function revoke(connection: Connection): Promise<Evidence | OAuthFailure> {
    const { server } = connection;
    if (server.revocationEndpoint === null) {
      return { kind: 'not_offered', accessEndsAt: connection.accessTokenExpiresAt };
    }
    const { tokens, authentication, proofKey } = await book.ledger().secrets(connection.id);
    const { clientId } = connection.registration;
    const client = { clientId, authentication };
    const oauth = contextFor({ server, clientId, adjustments: connection.adjustments });
    const revokeOne = (token: string, hint: 'refresh_token' | 'access_token') =>
      revokeToken({ server, client, token, hint }, oauth);

    if (tokens.refreshToken !== null) {
      const refreshEnded = await revokeOne(tokens.refreshToken, 'refresh_token');
      if (refreshEnded.kind !== 'ok' && !endsAccessOnly(refreshEnded)) return refreshEnded;
      const accessEnded = await revokeOne(tokens.accessToken, 'access_token');
      // Many servers end refresh tokens only: with that one gone the grant has ended (RFC 7009 §2.1).
      if (refreshEnded.kind !== 'ok' && accessEnded.kind !== 'ok') return accessEnded;
    } else {
      const accessEnded = await revokeOne(tokens.accessToken, 'access_token');
      if (accessEnded.kind !== 'ok') return accessEnded;
    }

    const probe = await probeAccessToken(
      { server, client, accessToken: tokens.accessToken, proofKey },
      oauth,
    );
    const at = clock.now();
    if (probe.kind !== 'ok') return { kind: 'accepted', at };
    switch (probe.value) {
      case 'refused':
        return { kind: 'confirmed', at };
      case 'accepted':
        return { kind: 'still_accepted', at, accessEndsAt: connection.accessTokenExpiresAt };
      case 'cannot_tell':
        return { kind: 'accepted', at };
    }
  }

  async function noteFailure(connectionId: string, outcome: OAuthFailure): Promise<void> {
    const { failure, retryAfterMs } = outcome;
    await book.commit([
      {
        kind: 'add_activity',
        entry: { connectionId, at: clock.now(), kind: 'disconnect_failed', failure },
      },
    ]);
    again(connectionId, failure, retryAfterMs);
  }

  function again(connectionId: string, cause: Failure, retryAfterMs: number | null): void {
    const failures = (retries.get(connectionId)?.failures ?? 0) + 1;
    const wait = backoff(failures, random(), retryAfterMs);
    retries.set(connectionId, { failures, timer: clock.after(wait, () => start(connectionId)) });
    book.setPassing(connectionId, { kind: 'retrying', cause, nextAttemptAt: clock.now() + wait });
  }

  async function settled(): Promise<void> {
    await Promise.all(underWay.values());
  }

  return {
    disconnect,
    resume() {
      for (const { connection } of book.all()) {
        if (connection.standing.kind === 'disconnecting') start(connection.id);
      }
    },
    settled,
    async stop() {
      for (const { timer } of retries.values()) timer.cancel();
      await settled();
    },
  };
}

/** Some servers end access tokens, and with them everything, and refuse any other kind (RFC 7009 §2.2.1). */
function endsAccessOnly({ failure }: OAuthFailure): boolean {
  return failure.serverError === 'unsupported_token_type';
}
