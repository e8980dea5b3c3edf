/**
 * The last step of a sign-in: from what the server granted to the stored connection. The working
 * tokens stay until the new ones are here and belong to the same account.
 */
import { randomUUID } from 'node:crypto';

import type { OtherAccountReason } from '../../../ipc/attempt-view.js';
import type { Clock } from '../../ports/clock.js';
import type { ConnectionStore } from '../connection-store.js';
import type { Connection, ConnectionSecrets } from '../connection.js';
import { withEarlier } from '../earlier-secrets.js';
import type { RequestFailure, RequestOutcome } from '../failures.js';
import { isIdentified, isSameAccount } from '../identity.js';
import type { ClientRegistrations } from '../registration/client-registrations.js';
import { connectionFrom } from './connection-from-result.js';
import { type SignInResult, unkeptOf } from './exchange.js';
import type { RunningAttempt } from './running-attempt.js';
import type { RunningAttempts } from './running-attempts.js';

export interface SignInCompletionOptions {
  readonly attempts: RunningAttempts;
  readonly store: ConnectionStore;
  readonly clock: Clock;
  readonly registrations: ClientRegistrations;
  readonly onConnected: (connectionId: string) => void;
}

export class SignInCompletion {
  readonly #options: SignInCompletionOptions;

  constructor(options: SignInCompletionOptions) {
    this.#options = options;
  }

  /** Stores the result, fails, or lets the user decide about another account. Rejects with StorageError. */
  async complete(attempt: RunningAttempt, outcome: RequestOutcome<SignInResult>): Promise<void> {
    const { attempts, store } = this.#options;
    if (!attempts.isCurrent(attempt)) {
      if (outcome.kind === 'ok') attempts.revoke(unkeptOf(outcome.value));
      return;
    }
    if (outcome.kind !== 'ok') {
      await this.#noteRequiredAuthentication(attempt, outcome);
      return attempts.fail(attempt, outcome.failure);
    }
    const result = outcome.value;
    const again = attempt.connectionId === null ? null : store.get(attempt.connectionId);
    const reason = again ? this.#reasonAgainst(again.connection, result) : null;
    if (again && reason !== null) {
      const expected = again.connection.account;
      attempts.enter(attempt, { kind: 'other_account', reason, result, expected });
      return;
    }
    try {
      await this.persist(attempt, result, attempt.connectionId);
    } catch (error) {
      attempts.revoke(unkeptOf(result));
      throw error;
    }
  }

  /**
   * Rejects with StorageError.
   * @param connectionId the one signed in again; null: a new one, unless the account is listed already
   */
  async persist(
    attempt: RunningAttempt,
    result: SignInResult,
    connectionId: string | null,
  ): Promise<void> {
    const { attempts, store, clock, registrations, onConnected } = this.#options;
    const now = clock.now();
    const stored: { connection: Connection | null; merged: boolean } = {
      connection: null,
      merged: false,
    };
    const replaced = connectionId ?? this.#listedAccount(result)?.id ?? null;
    const earlier = replaced === null ? null : await secretsOf(store, replaced);
    await store.commit(() => {
      // Reads the store inside the write: a label given meanwhile stays, and one account is listed once.
      const again = connectionId === null ? null : store.get(connectionId);
      const before = again?.connection ?? this.#listedAccount(result);
      const id = before?.id ?? randomUUID();
      const { connection, secrets } = connectionFrom(id, result, before, now, attempt.plan);
      stored.connection = connection;
      stored.merged = before !== null && again === null;
      const kind = before ? 'signed_in_again' : 'connected';
      return [
        {
          kind: 'put_secrets',
          connectionId: id,
          secrets: withEarlier(secrets, id === replaced ? earlier : null, result.used ?? [], now),
        },
        { kind: 'put_connection', connection },
        { kind: 'delete_intent', connectionId: id },
        // Signing in again cancels a pending disconnect.
        { kind: 'delete_outbox_entry', connectionId: id },
        { kind: 'add_activity', entry: { connectionId: id, at: now, kind, failure: null } },
      ];
    });
    const { connection, merged } = stored;
    if (!connection) return;
    store.applyTransient(connection.id, { kind: 'signed_in' });
    onConnected(connection.id);
    // The sign-in is stored. A registration that cannot be is replaced again when it is missed.
    const { serviceId, client } = result.parameters;
    await registrations.confirm(serviceId, client.clientId).catch(() => undefined);
    // As it was stored, without what repeats a secret.
    const shown = store.get(connection.id)?.connection ?? connection;
    attempts.enter(attempt, { kind: 'connected', connection: shown, merged });
  }

  /** The same account at the same service is one connection, however often it is added. */
  #listedAccount({ parameters, account }: SignInResult): Connection | null {
    const entry = this.#options.store
      .all()
      .find(
        ({ connection }) =>
          connection.serviceId === parameters.serviceId &&
          isSameAccount(connection.account, account),
      );
    return entry?.connection ?? null;
  }

  /**
   * Why these tokens may not replace those of the connection; null: they may. Nobody can tell whose
   * account it is where the service has never said so; then the user's request decides.
   */
  #reasonAgainst(
    { account: expected }: Connection,
    result: SignInResult,
  ): OtherAccountReason | null {
    const { account: actual } = result;
    if (isSameAccount(expected, actual)) return null;
    if (!isIdentified(expected)) {
      return this.#listedAccount(result) === null ? null : 'listed_already';
    }
    return isIdentified(actual) ? 'different' : 'not_identified';
  }

  /** Keeps what the server wants for the next try; and not what it cannot do, where that is in the way. */
  async #noteRequiredAuthentication(
    attempt: RunningAttempt,
    { failure, requiredAuthentication }: RequestFailure,
  ): Promise<void> {
    const { store } = this.#options;
    const { plan, connectionId } = attempt;
    if (plan && requiredAuthentication !== undefined) {
      attempt.plan = { ...plan, requiredAuthentication };
    }
    if (failure.code !== 'authentication_not_met' || connectionId === null) return;
    await store.commit(() => {
      const connection = store.get(connectionId)?.connection;
      if (!connection || connection.standing.kind === 'active') return [];
      const changed = { ...connection, requiredAuthentication: undefined };
      return [{ kind: 'put_connection', connection: changed }];
    });
  }
}

/** Null: they cannot be read; signing in again is how such secrets are replaced. */
async function secretsOf(store: ConnectionStore, id: string): Promise<ConnectionSecrets | null> {
  try {
    return await store.recordStore().secrets(id);
  } catch {
    return null;
  }
}
