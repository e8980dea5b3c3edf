/**
 * Ends a connection for real: revokes its grant at the service (revoke-grant.ts), and until the
 * service has answered keeps the connection listed and retries (disconnect-progress.ts). Once it
 * could not be reached, or the access token has expired, only one token is kept, in the outbox;
 * after 30 days none is.
 *
 * Longer than 250 lines because an attempt, its retries and its end share one schedule.
 */
import type { EndedConnection } from '../../../ipc/connection-view.js';
import type { Failure } from '../../../ipc/failure.js';
import type { RequestQueue } from '../../concurrency/request-limiter.js';
import type { Clock } from '../../ports/clock.js';
import type { ConnectionStore } from '../connection-store.js';
import type { OutboxEntry } from '../connection.js';
import { endedRecord } from '../ended-record.js';
import { failureOf, storageFailure } from '../failures.js';
import { labelOf, serviceNameOf } from '../identity.js';
import type { Availability } from '../refresh/availability.js';
import {
  backoff,
  createRefreshSchedule,
  type RefreshSchedule,
} from '../refresh/refresh-schedule.js';
import type { ContextFor } from '../service-context.js';
import { isUsable, type UsableConnection } from '../usable-connection.js';
import { nextStepAt, obstacleOf, triesUntil } from './disconnect-progress.js';
import {
  type PendingDisconnect,
  writesForFailure,
  writesForGivingUp,
  writesForRequest,
} from './disconnect-records.js';
import { revokeGrantAtServer } from './revoke-grant-at-server.js';
import { type Ended, type NotEnded, revokeOutboxEntry, revokeTokens } from './revoke-grant.js';

export interface DisconnectorOptions {
  readonly store: ConnectionStore;
  readonly clock: Clock;
  readonly contextFor: ContextFor;
  readonly availability: Pick<Availability, 'blocker' | 'poll'>;
  /** From 0 (included) to 1 (excluded), for jitter. */
  readonly random: () => number;
  /** For the attempts that fall due. */
  readonly requestQueue: RequestQueue;
  /** Resolves once no refresh of this connection is under way: it may be about to store new tokens. */
  readonly waitForRefresh: (connectionId: string) => Promise<void>;
  readonly onEnded: (ended: EndedConnection, accountPage: string | null) => void;
}

export class Disconnector {
  readonly #options: DisconnectorOptions;
  readonly #store: ConnectionStore;
  readonly #clock: Clock;
  readonly #schedule: RefreshSchedule;
  readonly #running = new Map<string, Promise<void>>();
  /** Due, and in the request queue. */
  readonly #queued = new Set<string>();
  /** Due while the computer was asleep or offline. */
  readonly #blocked = new Set<string>();
  /** Attempts in a row that a failing store interrupted. */
  readonly #storeFailures = new Map<string, number>();
  #stopping = false;

  constructor(options: DisconnectorOptions) {
    this.#options = options;
    this.#store = options.store;
    this.#clock = options.clock;
    this.#schedule = createRefreshSchedule(options.clock, (id) => this.#onDue(id));
  }

  /**
   * Requests the end of the connection, or retries it at once. Resolves to null once the request is
   * stored, else to why it could not be.
   *
   * @param inTurn one of many: it waits until there is room for it
   */
  async disconnect(connectionId: string, inTurn = false): Promise<Failure | null> {
    const pending = this.#pending(connectionId);
    const connection = this.#store.get(connectionId)?.connection;
    if (!connection) return failureOf('not_found');
    if (!isUsable(connection)) return failureOf('newer_version');
    if (pending?.standing.progress.kind === 'given_up') return failureOf('refresh_token_missing');
    try {
      // Only readable tokens can be revoked; reading them now tells the user at once if they are not.
      const recordStore = this.#store.recordStore();
      await (pending ? recordStore.outboxEntry(connectionId) : recordStore.secrets(connectionId));
      const isNewRequest = !pending || pending.standing.progress.kind === 'stopped';
      if (isNewRequest) await this.#persistRequest(connectionId);
    } catch (error) {
      return storageFailure(error);
    }
    if (inTurn) this.#onDue(connectionId);
    else void this.#run(connectionId);
    return null;
  }

  /** Resumes requests that were open when the app last ended. */
  resume(): void {
    for (const { connection } of this.#store.all()) this.#reschedule(connection.id);
    this.#schedule.check();
  }

  /** Starts what is due: after sleep, and when requests have become possible again. */
  checkDue(): void {
    this.#schedule.check();
  }

  /** Retries at once what waits for the network. */
  networkIsBack(): void {
    const waiting = this.#store.all().filter(({ connection: { standing } }) => {
      if (standing.kind !== 'disconnecting' || standing.progress.kind !== 'waiting') return false;
      return standing.progress.obstacle === 'network';
    });
    const ids = new Set([...this.#blocked, ...waiting.map(({ connection }) => connection.id)]);
    this.#blocked.clear();
    for (const id of ids) this.#onDue(id);
  }

  /** Resolves once no attempt is under way. */
  async whenIdle(): Promise<void> {
    await Promise.all(this.#running.values());
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    this.#schedule.stop();
    await this.whenIdle();
  }

  #persistRequest(connectionId: string): Promise<void> {
    const now = this.#clock.now();
    const event = { kind: 'disconnect_requested', at: now } as const;
    return this.#store.applyAndPersist(connectionId, event, (it) => writesForRequest(it, now));
  }

  #onDue(connectionId: string): void {
    const { availability } = this.#options;
    const blocker = availability.blocker();
    const pending = this.#pending(connectionId);
    // Giving up needs no network.
    const isOver = pending !== null && this.#clock.now() >= triesUntil(pending.standing);
    if (blocker !== null && !(isOver && blocker.kind === 'offline')) {
      this.#blocked.add(connectionId);
      availability.poll();
      this.#schedule.set(connectionId, pending && triesUntil(pending.standing));
      return;
    }
    this.#blocked.delete(connectionId);
    const issuer = this.#store.get(connectionId)?.connection.server.issuer;
    if (issuer === undefined || this.#queued.has(connectionId)) return;
    this.#queued.add(connectionId);
    void this.#options.requestQueue.run(issuer, () => {
      this.#queued.delete(connectionId);
      return this.#run(connectionId);
    });
  }

  /** One attempt; joins the one under way. */
  #run(connectionId: string): Promise<void> {
    const running = this.#running.get(connectionId);
    if (running) return running;
    if (this.#stopping) return Promise.resolve();
    this.#schedule.set(connectionId, null);
    const run = this.#attempt(connectionId)
      .catch((error: unknown) => this.#afterStoreFailure(connectionId, storageFailure(error)))
      .finally(() => this.#running.delete(connectionId));
    this.#running.set(connectionId, run);
    return run;
  }

  async #attempt(connectionId: string): Promise<void> {
    const { waitForRefresh, availability } = this.#options;
    await waitForRefresh(connectionId);
    if (!this.#pending(connectionId)) return;
    // Before anything else, also before giving up: it rejects for a token that only a newer version
    // knows how to revoke.
    const entry = await this.#store.recordStore().outboxEntry(connectionId);
    const pending = this.#pending(connectionId);
    if (!pending) return;
    this.#store.applyTransient(connectionId, { kind: 'revocation_started' });
    const isOver = this.#clock.now() >= triesUntil(pending.standing);
    const isStopped = pending.standing.progress.kind === 'stopped';
    // Also when it is over: the computer may have been off until now, and this be the first chance.
    const mayTry = !isOver || availability.blocker() === null;
    if (mayTry && !isStopped) await this.#revokeAndForget(pending.connection, entry);
    if (isOver) await this.#giveUp(connectionId, entry);
    this.#storeFailures.delete(connectionId);
    this.#reschedule(connectionId);
  }

  async #revokeAndForget(connection: UsableConnection, entry: OutboxEntry | null): Promise<void> {
    const { availability, onEnded, random } = this.#options;
    const result = await this.#revoke(connection, entry);
    if (result.kind === 'not_ended') {
      await this.#store.commit(() => {
        const pending = this.#pending(connection.id);
        return pending ? writesForFailure(pending, result, this.#clock.now(), random()) : [];
      });
      if (obstacleOf(result.outcome) === 'network') availability.poll();
      return;
    }
    const { evidence } = result;
    await this.#store.commit(() => {
      const pending = this.#pending(connection.id);
      if (!pending) return [];
      const ending = { kind: 'disconnected', evidence } as const;
      const ended = endedRecord(pending.connection, ending, this.#clock.now());
      return [{ kind: 'end_connection', ended }];
    });
    // The user has signed in again meanwhile, which cancels the request.
    if (this.#store.get(connection.id)) return;
    const ended: EndedConnection = {
      connectionId: connection.id,
      serviceId: connection.serviceId,
      serviceName: serviceNameOf(connection),
      label: labelOf(connection),
      evidence,
      hasAccountPage: connection.accountPage !== null,
    };
    onEnded(ended, connection.accountPage);
  }

  async #revoke(
    connection: UsableConnection,
    entry: OutboxEntry | null,
  ): Promise<Ended | NotEnded> {
    if (connection.server.revocationEndpoint === null) {
      const { accessTokenExpiresAt: accessEndsAt } = connection;
      return { kind: 'ended', evidence: { kind: 'not_offered', accessEndsAt } };
    }
    const { contextFor } = this.#options;
    const context = { connection, contextFor, now: () => this.#clock.now() };
    const recordStore = this.#store.recordStore();
    if (connection.grant === 'server_held') return revokeGrantAtServer(context, entry, recordStore);
    if (entry) return revokeOutboxEntry(context, entry);
    return revokeTokens(context, await recordStore.secrets(connection.id));
  }

  async #giveUp(connectionId: string, entry: OutboxEntry | null): Promise<void> {
    if (!entry) await this.#leaveSecretsOfNewerVersion(connectionId);
    await this.#store.commit(() => {
      const pending = this.#pending(connectionId);
      return pending ? writesForGivingUp(pending, this.#clock.now()) : [];
    });
  }

  /** Rejects for secrets that only a newer version can use: those are left to it. */
  async #leaveSecretsOfNewerVersion(connectionId: string): Promise<void> {
    try {
      await this.#store.recordStore().secrets(connectionId);
    } catch (error) {
      if (storageFailure(error).code === 'newer_version') throw error;
    }
  }

  #afterStoreFailure(connectionId: string, cause: Failure): void {
    // No attempt of this version can succeed; the next start may be that of a newer one.
    if (cause.code === 'newer_version') {
      this.#store.applyTransient(connectionId, { kind: 'newer_version_found' });
    } else {
      this.#retryAfterStoreFailure(connectionId, cause);
    }
  }

  /** Nothing could be stored, so this wait does not survive a restart. */
  #retryAfterStoreFailure(connectionId: string, cause: Failure): void {
    const failures = (this.#storeFailures.get(connectionId) ?? 0) + 1;
    this.#storeFailures.set(connectionId, failures);
    const nextAttemptAt = this.#clock.now() + backoff(failures, this.#options.random(), null);
    this.#schedule.set(connectionId, nextAttemptAt);
    this.#store.applyTransient(connectionId, { kind: 'postponed', cause, nextAttemptAt });
  }

  #reschedule(connectionId: string): void {
    const pending = this.#pending(connectionId);
    this.#schedule.set(connectionId, pending && nextStepAt(pending.standing, this.#clock.now()));
  }

  #pending(connectionId: string): PendingDisconnect | null {
    const connection = this.#store.get(connectionId)?.connection;
    // Whatever this version cannot use is left, and kept, for the newer version.
    if (!connection || !isUsable(connection)) return null;
    const { standing } = connection;
    return standing.kind === 'disconnecting' ? { connection, standing } : null;
  }
}
