/** From what the server has granted to the stored connection. The working tokens stay until the new ones are there and belong to the same account. */
import { randomUUID } from 'node:crypto';

import { connectionFrom, type SignedIn } from './exchange.js';
import type { Connection } from '../connection.js';
import type { ConnectionStore } from '../connection-store.js';
import type { RequestOutcome } from '../failures.js';
import { isSameAccount } from '../identity.js';
import type { Clock } from '../../ports/clock.js';
import type { ClientRegistrations } from './client-registrations.js';
import type { Running } from './running-attempt.js';
import type { RunningAttempts } from './running-attempts.js';

export interface Finishing {
  /** Rejects with StorageError. */
  settle(attempt: Running, outcome: RequestOutcome<SignedIn>): Promise<void>;
  /**
   * Rejects with StorageError.
   * @param connectionId the one signed in again; null: it is to be a new one, if the account is not listed yet
   */
  persist(attempt: Running, signedIn: SignedIn, connectionId: string | null): Promise<void>;
}

export interface CompletionOptions {
  readonly attempts: RunningAttempts;
  readonly store: ConnectionStore;
  readonly clock: Clock;
  readonly registrations: ClientRegistrations;
  readonly connected: (connectionId: string) => void;
}

export function createFinishing(needs: CompletionOptions): Finishing {
  const { attempts, store, clock } = needs;

  async function persist(
    attempt: Running,
    signedIn: SignedIn,
    connectionId: string | null,
  ): Promise<void> {
    const now = clock.now();
    const stored: { connection: Connection | null; merged: boolean } = {
      connection: null,
      merged: false,
    };
    await store.commit(() => {
      // As it is by then: a label given meanwhile stays, and asked twice for one account it is listed once.
      const again = connectionId === null ? null : store.get(connectionId);
      const before = again?.connection ?? listedAccount(signedIn);
      const id = before?.id ?? randomUUID();
      const { connection, secrets } = connectionFrom(id, signedIn, before, now);
      stored.connection = connection;
      stored.merged = before !== null && again === null;
      const kind = before ? 'signed_in_again' : 'connected';
      return [
        { kind: 'put_secrets', connectionId: id, secrets },
        { kind: 'put_connection', connection },
        { kind: 'delete_intent', connectionId: id },
        // Whoever signs in again has thought better of disconnecting.
        { kind: 'delete_outbox_entry', connectionId: id },
        { kind: 'add_activity', entry: { connectionId: id, at: now, kind, failure: null } },
      ];
    });
    const { connection, merged } = stored;
    if (!connection) return;
    store.applyTransient(connection.id, { kind: 'signed_in' });
    needs.connected(connection.id);
    // The sign-in is stored: a registration that could not be is made anew when it is missed.
    const { serviceId, client } = signedIn.terms;
    await needs.registrations.worked(serviceId, client.clientId).catch(() => undefined);
    attempts.enter(attempt, { kind: 'connected', connection, merged });
  }

  /** The same account at the same service is one card, however often it is added. */
  function listedAccount({ terms, account }: SignedIn): Connection | null {
    const entry = store
      .all()
      .find(
        ({ connection }) =>
          connection.serviceId === terms.serviceId && isSameAccount(connection.account, account),
      );
    return entry?.connection ?? null;
  }

  return {
    persist,
    async settle(attempt, outcome) {
      if (!attempts.isCurrent(attempt)) return;
      if (outcome.kind !== 'ok') return attempts.fail(attempt, outcome.failure);
      const signedIn = outcome.value;
      const again = attempt.connectionId === null ? null : store.get(attempt.connectionId);
      if (again && !isSameAccount(again.connection.account, signedIn.account)) {
        const expected = again.connection.account;
        attempts.enter(attempt, { kind: 'other_account', signedIn, expected });
        return;
      }
      await persist(attempt, signedIn, attempt.connectionId);
    },
  };
}
