/**
 * Refreshes one connection's tokens so that nothing is lost on the way (ADR 6): an intent is stored
 * before the refresh token is sent, a new refresh token is stored before anything else in the
 * response is used, and a refusal is believed only after the store was read again. Longer than 250
 * lines because these steps keep one promise together.
 */
import type { Failure } from '../../../ipc/failure.js';
import type { OAuthContext } from '../../oauth/context.js';
import type { Identity } from '../../oauth/identity-claims.js';
import { refreshTokenIn } from '../../oauth/received-refresh-token.js';
import {
  processRefreshTokenResponse,
  type RefreshTokenGrantRequest,
  refreshTokenGrantRequest,
} from '../../oauth/refresh-token-grant.js';
import { hasIdToken } from '../../oauth/token-response.js';
import type { TokenSet } from '../../oauth/token-set.js';
import type { Clock } from '../../ports/clock.js';
import type { VaultWrite } from '../../ports/vault.js';
import type { Assertions } from '../assertions.js';
import type { ConnectionStore } from '../connection-store.js';
import type { Connection, ConnectionSecrets } from '../connection.js';
import { withEarlier } from '../earlier-secrets.js';
import { failureFromOAuth, type RequestFailure } from '../failures.js';
import { identified } from '../identity.js';
import type { ContextFor } from '../service-context.js';
import { isUsable, type UsableConnection } from '../usable-connection.js';
import { usableSecrets } from '../usable-secrets.js';
import { isSameSubject, withoutSecrets } from '../without-secrets.js';
import {
  type FailedAttempt,
  failedAttempt,
  hashOf,
  refreshTokenMissing,
} from './failed-attempt.js';
import { countRefusal, isFaultWithRefusal, isRefusedForGood } from './refresh-refusals.js';
import {
  clientOf,
  type GrantWithoutRefreshToken,
  requestWithoutRefreshToken,
} from './request-without-refresh-token.js';

export type RefreshResult =
  | { readonly kind: 'refreshed' }
  /** Refused for good: only the user can fix it. */
  | { readonly kind: 'ended'; readonly failure: Failure }
  /** Nothing is lost and it is worth trying again. */
  | { readonly kind: 'postponed'; readonly outcome: RequestFailure }
  /** Removed or signed in again during the request: there is nothing to refresh any more. */
  | { readonly kind: 'superseded' };

export interface ConnectionRefresherOptions {
  readonly store: ConnectionStore;
  readonly clock: Clock;
  readonly contextFor: ContextFor;
  readonly assertions: Pick<Assertions, 'assertionFor'>;
  /** Returns true if another request at once is worthwhile. */
  readonly mayRetryNow: (connection: Connection) => boolean;
}

/** A refresh token that has arrived and is not stored. The one it was sent for may be worthless by now. */
interface UnstoredTokens {
  /** The connection as it was when the request was sent. */
  readonly connection: Connection;
  readonly secrets: ConnectionSecrets;
}

/** The result of one request. */
type Attempt = { readonly kind: 'refreshed' | 'superseded' } | FailedAttempt;

export class ConnectionRefresher {
  readonly #options: ConnectionRefresherOptions;
  readonly #unstored = new Map<string, UnstoredTokens>();

  constructor(options: ConnectionRefresherOptions) {
    this.#options = options;
  }

  /** Rejects with StorageError only. */
  async refresh(connectionId: string): Promise<RefreshResult> {
    let attempt = await this.#requestTokens(connectionId);
    // The response is lost: the same token once more at once, within the server's grace period.
    if (attempt.kind === 'unknown_outcome' && !attempt.previousOutcomeUnknown) {
      const { connection } = attempt;
      if (this.#isUnchanged(connection) && this.#options.mayRetryNow(connection)) {
        attempt = await this.#requestTokens(connectionId);
      }
    }
    // Refused, yet the store holds another token by now: that one decides.
    if (
      attempt.kind === 'needs_sign_in' &&
      (await this.#storedTokenHash(connectionId)) !== attempt.sentHash
    ) {
      attempt = await this.#requestTokens(connectionId);
    }
    return 'failure' in attempt ? this.#persistFailure(this.#withoutSecrets(attempt)) : attempt;
  }

  /**
   * Stores the refresh token that arrived when the store could not take it, if there is one. A full
   * disk may have room again. Rejects with StorageError.
   */
  async storeReceived(connectionId: string): Promise<void> {
    const received = this.#unstored.get(connectionId);
    if (!received) return;
    await this.#options.store.commit(() =>
      this.#ifUnchanged(received.connection, (current) => [
        { kind: 'put_secrets', connectionId, secrets: received.secrets },
        // Both records at once: nothing has to be read while a response waits to be stored.
        { kind: 'put_connection', connection: current },
      ]),
    );
    if (this.#unstored.get(connectionId) === received) this.#unstored.delete(connectionId);
  }

  /** `storeReceived` for all connections, as far as the store takes them. */
  async storeAllReceived(): Promise<void> {
    await Promise.allSettled([...this.#unstored.keys()].map((id) => this.storeReceived(id)));
  }

  /** One request with what the store holds by now; its result is stored. */
  async #requestTokens(connectionId: string): Promise<Attempt> {
    const { store } = this.#options;
    await this.storeReceived(connectionId);
    const connection = store.get(connectionId)?.connection;
    if (!connection || !isUsable(connection)) return { kind: 'superseded' };
    const secrets = await usableSecrets(store.recordStore(), connectionId);
    switch (connection.grant) {
      case 'client_credentials':
      case 'jwt_bearer':
      case 'server_held':
        return this.#requestWithoutRefreshToken(connection, connection.grant, secrets);
      case 'authorization_code':
      case 'device_code':
        return this.#sendRefreshToken(connection, secrets);
    }
  }

  async #requestWithoutRefreshToken(
    connection: UsableConnection,
    grant: GrantWithoutRefreshToken,
    secrets: ConnectionSecrets,
  ): Promise<Attempt> {
    const context = this.#contextOf(connection);
    const { assertions } = this.#options;
    const received = await requestWithoutRefreshToken(
      { connection, secrets, context, assertions },
      grant,
    );
    return received.kind === 'ok'
      ? this.#persistTokens(connection, received.secrets, received.tokens, received.identity)
      : received;
  }

  async #sendRefreshToken(
    connection: UsableConnection,
    secrets: ConnectionSecrets,
  ): Promise<Attempt> {
    const { refreshToken } = secrets.tokens;
    if (refreshToken === null) return failedAttempt(connection, refreshTokenMissing);
    const sentHash = hashOf(refreshToken);
    // Sent before without a response: the server may have replaced it already.
    const previousOutcomeUnknown =
      this.#options.store.intent(connection.id)?.refreshTokenHash === sentHash;
    if (!previousOutcomeUnknown) await this.#storeIntent(connection.id, sentHash);
    const request: RefreshTokenGrantRequest = {
      server: connection.server,
      client: clientOf(connection, secrets),
      refreshToken,
      refreshTokenExpiresAt: connection.refreshTokenExpiresAt,
      scopesBefore: connection.scopesGranted,
      expectedSubject: subjectOf(connection, secrets),
      idTokenClaimsBefore: secrets.idTokenClaims ?? null,
      resource: connection.resource,
      proofKey: secrets.proofKey,
    };
    const outcome = await this.#exchange(connection, secrets, request);
    return 'failure' in outcome
      ? failedAttempt(connection, outcome, { sentHash, previousOutcomeUnknown })
      : outcome;
  }

  /**
   * Stores a new refresh token first. A response without an ID token is processed in memory, without
   * any further request, and then stored as a whole in one write. An ID token may take a request for
   * the server's keys, and a refused response has nothing else to store: in both cases the refresh
   * token is stored on its own, at once; nothing of the response is used before it is there.
   */
  async #exchange(
    connection: UsableConnection,
    secretsBefore: ConnectionSecrets,
    request: RefreshTokenGrantRequest,
  ): Promise<Exclude<Attempt, FailedAttempt> | RequestFailure> {
    const { id } = connection;
    const context = this.#contextOf(connection);
    const response = await refreshTokenGrantRequest(request, context);
    if (response.kind !== 'ok') return failureFromOAuth(response);
    const secrets = { ...secretsBefore, authentication: response.value.authentication };
    const refreshToken = refreshTokenIn(response.value);
    if (refreshToken !== null) {
      this.#unstored.set(id, { connection, secrets: withRefreshToken(secrets, refreshToken) });
    }
    const [outcome] = await Promise.all([
      processRefreshTokenResponse(request, response.value, context),
      hasIdToken(response.value) ? this.storeReceived(id) : null,
    ]);
    if (outcome.kind !== 'ok') {
      await this.storeReceived(id);
      return failureFromOAuth(outcome);
    }
    const { tokens, identity } = outcome.value;
    const result = await this.#persistTokens(connection, secrets, tokens, identity);
    this.#unstored.delete(id);
    return result;
  }

  async #persistTokens(
    before: Connection,
    secrets: ConnectionSecrets,
    tokens: TokenSet,
    identity: Identity | null = null,
  ): Promise<{ readonly kind: 'refreshed' | 'superseded' }> {
    const { store, clock } = this.#options;
    const connectionId = before.id;
    const now = clock.now();
    const result = { stored: false };
    // The last one still says who signed in.
    const idToken = tokens.idToken ?? secrets.tokens.idToken;
    const authorizationDetails = tokens.authorizationDetails ?? secrets.tokens.authorizationDetails;
    await store.applyAndPersist(connectionId, { kind: 'refreshed' }, (connection) => {
      if (!this.#isUnchanged(before)) return [];
      result.stored = true;
      const refreshed: Connection = {
        ...connection,
        account: identified(connection.account, identity),
        registration: {
          ...connection.registration,
          clientAuthentication: secrets.authentication.kind,
        },
        scopesGranted: tokens.scopesGranted,
        issuedAt: tokens.issuedAt,
        accessTokenExpiresAt: tokens.expiresAt,
        hasRefreshToken: tokens.refreshToken !== null,
        refreshTokenExpiresAt: tokens.refreshTokenExpiresAt,
        lastRefreshedAt: now,
        refusals: null,
      };
      const entry = { connectionId, at: now, kind: 'refreshed', failure: null } as const;
      return [
        {
          kind: 'put_secrets',
          connectionId,
          secrets: withEarlier(
            { ...secrets, tokens: { ...tokens, idToken, authorizationDetails } },
            secrets,
            [],
            now,
          ),
        },
        { kind: 'put_connection', connection: refreshed },
        { kind: 'delete_intent', connectionId },
        { kind: 'add_activity', entry },
      ];
    });
    return { kind: result.stored ? 'refreshed' : 'superseded' };
  }

  async #persistFailure(attempt: FailedAttempt): Promise<RefreshResult> {
    const { store } = this.#options;
    const { connection } = attempt;
    switch (attempt.kind) {
      case 'needs_sign_in': {
        const mayBeOutdated = store.recordStore().mayBeOutdated(connection.id);
        const cause = causeOf(attempt, mayBeOutdated);
        const { requiredAuthentication } = attempt;
        return this.#persistRefusal(
          connection,
          { kind: 'refused', cause },
          requiredAuthentication && { requiredAuthentication },
        );
      }
      case 'misconfigured':
        return this.#persistRefusal(connection, { kind: 'client_refused', cause: attempt.failure });
      case 'rejected_response':
        return this.#persistRejection(attempt);
      case 'server_fault_retry':
        return isFaultWithRefusal(attempt.failure)
          ? this.#persistRejection(attempt)
          : this.#persistPostponed(attempt, () => []);
      case 'network_fault_retry':
      case 'user_cancelled':
      case 'unknown_outcome':
        return this.#persistPostponed(attempt, () => []);
    }
  }

  /** As it is stored, so that two of the same refusal are still the same. */
  #withoutSecrets(attempt: FailedAttempt): FailedAttempt {
    const filter = this.#options.store.filterFor(attempt.connection);
    return { ...attempt, failure: withoutSecrets(attempt.failure, filter) };
  }

  /** Counts what the server refuses without a clear code, until the same answer has come too often. */
  async #persistRejection(attempt: FailedAttempt): Promise<RefreshResult> {
    const { connection, failure } = attempt;
    const refusals = countRefusal(connection.refusals, failure, this.#options.clock.now());
    if (isRefusedForGood(refusals, connection.lifetime.graceMs)) {
      const cause: Failure = { ...failure, code: 'refused_repeatedly' };
      // A service account has no user who could sign in again.
      return connection.grant === 'client_credentials' || connection.grant === 'jwt_bearer'
        ? this.#persistRefusal(connection, { kind: 'client_refused', cause: failure })
        : this.#persistRefusal(connection, { kind: 'refused', cause });
    }
    return this.#persistPostponed(attempt, (current) => [
      { kind: 'put_connection', connection: { ...current, refusals } },
    ]);
  }

  /** @param writes what the failure changes besides */
  async #persistPostponed(
    attempt: FailedAttempt,
    writes: (current: Connection) => readonly VaultWrite[],
  ): Promise<RefreshResult> {
    const { connection, failure } = attempt;
    await this.#options.store.commit(() =>
      this.#ifUnchanged(connection, (current) => [
        ...writes(current),
        ...(keepsIntent(attempt) ? [] : [deleteIntent(connection.id)]),
        this.#failedActivity(connection.id, failure),
      ]),
    );
    return this.#isUnchanged(connection)
      ? { kind: 'postponed', outcome: attempt }
      : { kind: 'superseded' };
  }

  async #persistRefusal(
    before: Connection,
    event: { readonly kind: 'refused' | 'client_refused'; readonly cause: Failure },
    changes: Pick<Connection, 'requiredAuthentication'> = {},
  ): Promise<RefreshResult> {
    const { id } = before;
    await this.#options.store.applyAndPersist(id, event, (connection) =>
      this.#isUnchanged(before)
        ? [
            { kind: 'put_connection', connection: { ...connection, ...changes } },
            deleteIntent(id),
            this.#failedActivity(id, event.cause),
          ]
        : [],
    );
    return this.#isUnchanged(before)
      ? { kind: 'ended', failure: event.cause }
      : { kind: 'superseded' };
  }

  /** Before the token is sent, so that an interrupted refresh is recognized as one. */
  #storeIntent(connectionId: string, refreshTokenHash: string): Promise<void> {
    const { store, clock } = this.#options;
    const intent = { connectionId, refreshTokenHash, at: clock.now() };
    return store.commit(() => (store.get(connectionId) ? [{ kind: 'put_intent', intent }] : []));
  }

  async #storedTokenHash(connectionId: string): Promise<string | null> {
    const { store } = this.#options;
    if (!store.get(connectionId)) return null;
    const { tokens } = await store.recordStore().secrets(connectionId);
    return tokens.refreshToken === null ? null : hashOf(tokens.refreshToken);
  }

  /** Still there, and with the tokens it had: a sign-in in the meantime has brought newer ones. */
  #isUnchanged({ id, issuedAt }: Connection): boolean {
    return this.#options.store.get(id)?.connection.issuedAt === issuedAt;
  }

  #ifUnchanged(
    before: Connection,
    writes: (current: Connection) => readonly VaultWrite[],
  ): readonly VaultWrite[] {
    const current = this.#options.store.get(before.id)?.connection;
    return current && this.#isUnchanged(before) ? writes(current) : [];
  }

  #contextOf({ serviceId, server, registration, adjustments }: UsableConnection): OAuthContext {
    return this.#options.contextFor({
      serviceId,
      server,
      clientId: registration.clientId,
      adjustments,
    });
  }

  #failedActivity(connectionId: string, failure: Failure): VaultWrite {
    const at = this.#options.clock.now();
    return {
      kind: 'add_activity',
      entry: { connectionId, at, kind: 'refresh_failed', failure },
    };
  }
}

/** As the ID token had it, where the stored account has only a digest; null: there was no ID token. */
function subjectOf({ account }: Connection, { idTokenClaims }: ConnectionSecrets): string | null {
  if (!idTokenClaims) return null;
  const { sub } = idTokenClaims;
  const isThis = typeof sub === 'string' && isSameSubject(account.subject, sub);
  return isThis ? sub : account.subject;
}

/** After a restored copy or a lost response, that is why the token was refused, not a revocation. */
function causeOf(
  { failure, previousOutcomeUnknown }: FailedAttempt,
  mayBeOutdated: boolean,
): Failure {
  if (failure.code !== 'grant_refused') return failure;
  if (mayBeOutdated) return { ...failure, code: 'copy_restored' };
  return previousOutcomeUnknown ? { ...failure, code: 'refresh_interrupted' } : failure;
}

/** The server may have replaced the token, at this attempt or at one before whose response was lost. */
function keepsIntent({ kind, previousOutcomeUnknown, failure }: FailedAttempt): boolean {
  return (
    previousOutcomeUnknown ||
    kind === 'unknown_outcome' ||
    failure.code === 'response_rejected' ||
    failure.code === 'clock_mismatch'
  );
}

function deleteIntent(connectionId: string): VaultWrite {
  return { kind: 'delete_intent', connectionId };
}

function withRefreshToken(secrets: ConnectionSecrets, refreshToken: string): ConnectionSecrets {
  // When another token ends is not known yet.
  const isSame = refreshToken === secrets.tokens.refreshToken;
  const refreshTokenExpiresAt = isSame ? secrets.tokens.refreshTokenExpiresAt : null;
  return { ...secrets, tokens: { ...secrets.tokens, refreshToken, refreshTokenExpiresAt } };
}
