/**
 * Renewing one connection's tokens so that nothing is lost on the way: an intent is written before
 * the refresh token is sent, a new refresh token is stored before anything else in the answer is
 * used, and a refusal is believed only after the store was read again (ADR 0006). Longer than most
 * files because these steps keep one promise together.
 */
import { createHash } from 'node:crypto';

import type { Failure } from '../../../ipc/failure.js';
import type { Client } from '../../oauth/authorization-server.js';
import { requestClientCredentials } from '../../oauth/client-credentials-grant.js';
import type { OAuthFailure } from '../../oauth/outcome.js';
import { refreshTokens } from '../../oauth/refresh-token-grant.js';
import type { TokenSet } from '../../oauth/token-set.js';
import type { Connection, ConnectionSecrets } from '../connection.js';
import type { ConnectionStore } from '../connection-store.js';
import { failureOf } from '../failures.js';
import type { VaultWrite } from '../../ports/vault.js';
import type { Clock } from '../../ports/clock.js';
import type { ContextFor } from '../service-context.js';
import { isUsable, type UsableConnection } from '../usable-connection.js';

export type RefreshResult =
  | { readonly kind: 'renewed' }
  /** Refused for good: only the person can mend it. */
  | { readonly kind: 'ended'; readonly failure: Failure }
  /** Nothing is lost and it is worth trying again. */
  | { readonly kind: 'postponed'; readonly outcome: OAuthFailure }
  /** Removed, or signed in again, while the server was asked: there is nothing to renew any more. */
  | { readonly kind: 'overtaken' };

export interface ConnectionRefresherOptions {
  readonly store: ConnectionStore;
  readonly clock: Clock;
  readonly contextFor: ContextFor;
  /** Whether the network is worth asking once more at once. */
  readonly mayAskAgain: (connection: Connection) => boolean;
}

export interface ConnectionRefresher {
  /** Rejects with StorageError only. */
  renew(connectionId: string): Promise<RefreshResult>;
  /** Stores the refresh token that came when the store did not take it, if there is one. Rejects with StorageError. */
  storeReceived(connectionId: string): Promise<void>;
  /** The same of all, as far as the store takes them. */
  storeAllReceived(): Promise<void>;
}

/** A refresh token that has come and is not stored. The one it was sent for may be worthless by now. */
interface Received {
  readonly of: Connection;
  readonly secrets: ConnectionSecrets;
}

export function createConnectionRefresher({
  store,
  clock,
  contextFor,
  mayAskAgain,
}: ConnectionRefresherOptions): ConnectionRefresher {
  const received = new Map<string, Received>();

  return {
    renew,
    storeReceived,
    async storeAllReceived() {
      await Promise.allSettled([...received.keys()].map(storeReceived));
    },
  };

  async function renew(connectionId: string): Promise<RefreshResult> {
    let sent = await send(connectionId);
    // The answer got lost: the same token once more, at once, inside the grace a server may give.
    if (sent.kind === 'unknown_outcome' && !sent.inDoubt) {
      if (isStillThat(sent.of) && mayAskAgain(sent.of)) sent = await send(connectionId);
    }
    // Refused, yet the store holds another token by now: that one decides.
    if (sent.kind === 'needs_sign_in' && (await tokenHash(connectionId)) !== sent.hash) {
      sent = await send(connectionId);
    }
    return 'failure' in sent ? settle(sent) : sent;
  }

  async function tokenHash(connectionId: string): Promise<string | null> {
    if (!store.get(connectionId)) return null;
    const { tokens } = await store.recordStore().secrets(connectionId);
    return tokens.refreshToken === null ? null : hash(tokens.refreshToken);
  }

  /** One request with what the store holds by now, and what came of it stored. */
  async function send(connectionId: string): Promise<Sent> {
    await storeReceived(connectionId);
    const connection = store.get(connectionId)?.connection;
    if (!connection || !isUsable(connection)) return { kind: 'overtaken' };
    const secrets = await store.recordStore().secrets(connectionId);
    return connection.grant === 'client_credentials'
      ? askAsAtFirst(connection, secrets)
      : sendRefreshToken(connection, secrets);
  }

  async function askAsAtFirst(
    connection: UsableConnection,
    secrets: ConnectionSecrets,
  ): Promise<Sent> {
    const { server, scopesAsked: scopes, resource } = connection;
    const { proofKey } = secrets;
    const client = clientOf(connection, secrets);
    const outcome = await requestClientCredentials(
      { server, client, scopes, resource, proofKey },
      contextOf(connection),
    );
    if (outcome.kind !== 'ok') return { ...outcome, of: connection, hash: null, inDoubt: false };
    return persist(connection, secrets, outcome.value);
  }

  async function sendRefreshToken(
    connection: UsableConnection,
    secrets: ConnectionSecrets,
  ): Promise<Sent> {
    const { refreshToken } = secrets.tokens;
    if (refreshToken === null) {
      const failure = failureOf('refresh_token_missing');
      const refused = { kind: 'needs_sign_in', failure, retryAfterMs: null } as const;
      return { ...refused, of: connection, hash: null, inDoubt: false };
    }
    const sent = hash(refreshToken);
    // Sent before and never answered: the server may have taken it already.
    const inDoubt = store.intent(connection.id)?.refreshTokenHash === sent;
    if (!inDoubt) await note(connection.id, sent);
    const kept: { whole: Sent | null } = { whole: null };
    const outcome = await refreshTokens(
      {
        server: connection.server,
        client: clientOf(connection, secrets),
        refreshToken,
        refreshTokenExpiresAt: connection.refreshTokenExpiresAt,
        scopesBefore: connection.scopesGranted,
        expectedSubject: connection.idTokenClaims ? connection.account.subject : null,
        idTokenClaimsBefore: connection.idTokenClaims,
        resource: connection.resource,
        proofKey: secrets.proofKey,
        async keepRefreshToken(token, whole) {
          const of = connection;
          received.set(of.id, { of, secrets: withRefreshToken(secrets, token) });
          if (whole === null) return storeReceived(of.id);
          kept.whole = await persist(of, secrets, whole.tokens);
          received.delete(of.id);
        },
      },
      contextOf(connection),
    );
    if (outcome.kind !== 'ok') return { ...outcome, of: connection, hash: sent, inDoubt };
    return kept.whole ?? persist(connection, secrets, outcome.value.tokens);
  }

  /** On a full disk it is held until there is room, and stored before anything is sent again. */
  async function storeReceived(connectionId: string): Promise<void> {
    const waiting = received.get(connectionId);
    if (!waiting) return;
    await store.commit(() =>
      ifStillThat(waiting.of, (current) => [
        putSecrets(connectionId, waiting.secrets),
        // Both records at once: nothing has to be read for it, while an answer waits to be kept.
        { kind: 'put_connection', connection: current },
      ]),
    );
    if (received.get(connectionId) === waiting) received.delete(connectionId);
  }

  /** Before the token is sent, so that an interrupted renewal is known as one. */
  function note(connectionId: string, refreshTokenHash: string): Promise<void> {
    const intent = { connectionId, refreshTokenHash, at: clock.now() };
    return store.commit(() => (store.get(connectionId) ? [{ kind: 'put_intent', intent }] : []));
  }

  /** Still there, and with the tokens it had: a sign-in meanwhile has brought newer ones. */
  function isStillThat({ id, issuedAt }: Connection): boolean {
    return store.get(id)?.connection.issuedAt === issuedAt;
  }

  function ifStillThat(
    before: Connection,
    changes: (current: Connection) => readonly VaultWrite[],
  ): readonly VaultWrite[] {
    const current = store.get(before.id)?.connection;
    return current && isStillThat(before) ? changes(current) : [];
  }

  function contextOf({ server, registration, adjustments }: UsableConnection) {
    return contextFor({ server, clientId: registration.clientId, adjustments });
  }

  async function persist(
    before: Connection,
    secrets: ConnectionSecrets,
    tokens: TokenSet,
  ): Promise<Sent> {
    const connectionId = before.id;
    const now = clock.now();
    const result = { stored: false };
    await store.applyAndPersist(connectionId, { kind: 'renewed' }, (connection) => {
      if (!isStillThat(before)) return [];
      result.stored = true;
      const renewed: Connection = {
        ...connection,
        scopesGranted: tokens.scopesGranted,
        issuedAt: tokens.issuedAt,
        accessTokenExpiresAt: tokens.expiresAt,
        hasRefreshToken: tokens.refreshToken !== null,
        refreshTokenExpiresAt: tokens.refreshTokenExpiresAt,
        lastRefreshedAt: now,
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
    return { kind: result.stored ? 'renewed' : 'overtaken' };
  }

  async function settle(sent: NotRenewed): Promise<RefreshResult> {
    const connectionId = sent.of.id;
    switch (sent.kind) {
      case 'needs_sign_in': {
        const mayBeOutdated = store.recordStore().mayBeOutdated(connectionId);
        return end(sent.of, { kind: 'refused', cause: causeOf(sent, mayBeOutdated) });
      }
      case 'misconfigured':
        return end(sent.of, { kind: 'client_refused', cause: sent.failure });
      case 'network_fault_retry':
      case 'server_fault_retry':
      case 'rejected_response':
      case 'user_cancelled':
      case 'unknown_outcome':
        await store.commit(() =>
          isStillThat(sent.of)
            ? [
                ...(leavesDoubt(sent) ? [] : [deleteIntent(connectionId)]),
                failed(connectionId, sent.failure),
              ]
            : [],
        );
        return isStillThat(sent.of) ? { kind: 'postponed', outcome: sent } : { kind: 'overtaken' };
    }
  }

  async function end(
    before: Connection,
    event: { readonly kind: 'refused' | 'client_refused'; readonly cause: Failure },
  ): Promise<RefreshResult> {
    await store.applyAndPersist(before.id, event, (connection) =>
      isStillThat(before)
        ? [
            { kind: 'put_connection', connection },
            deleteIntent(before.id),
            failed(before.id, event.cause),
          ]
        : [],
    );
    return isStillThat(before) ? { kind: 'ended', failure: event.cause } : { kind: 'overtaken' };
  }

  function failed(connectionId: string, failure: Failure): VaultWrite {
    const entry = { connectionId, at: clock.now(), kind: 'refresh_failed', failure } as const;
    return { kind: 'add_activity', entry };
  }
}

/** What came of one request; `hash` is of the refresh token it bore. */
type Sent = { readonly kind: 'renewed' | 'overtaken' } | NotRenewed;

type NotRenewed = OAuthFailure & {
  /** The connection as it was when it was sent. */
  readonly of: Connection;
  readonly hash: string | null;
  /** The token had been sent before, and that answer was lost. */
  readonly inDoubt: boolean;
};

/** Refused because what is stored is not the newest, or after an answer was lost: that is why, not a revocation. */
function causeOf({ failure, inDoubt }: NotRenewed, mayBeOutdated: boolean): Failure {
  if (failure.code !== 'grant_refused') return failure;
  if (mayBeOutdated) return { ...failure, code: 'copy_restored' };
  return inDoubt ? { ...failure, code: 'renewal_interrupted' } : failure;
}

/** Whether the server may have taken the token, in this try or in one before that was not answered. */
function leavesDoubt({ kind, inDoubt }: NotRenewed): boolean {
  return inDoubt || kind === 'unknown_outcome' || kind === 'rejected_response';
}

function clientOf({ registration }: Connection, { authentication }: ConnectionSecrets): Client {
  return { clientId: registration.clientId, authentication };
}

function putSecrets(connectionId: string, secrets: ConnectionSecrets): VaultWrite {
  return { kind: 'put_secrets', connectionId, secrets };
}

function deleteIntent(connectionId: string): VaultWrite {
  return { kind: 'delete_intent', connectionId };
}

function withRefreshToken(secrets: ConnectionSecrets, refreshToken: string): ConnectionSecrets {
  // Of another token nothing is known yet.
  const isSame = refreshToken === secrets.tokens.refreshToken;
  const refreshTokenExpiresAt = isSame ? secrets.tokens.refreshTokenExpiresAt : null;
  return { ...secrets, tokens: { ...secrets.tokens, refreshToken, refreshTokenExpiresAt } };
}

function hash(refreshToken: string): string {
  return createHash('sha256').update(refreshToken).digest('hex');
}
