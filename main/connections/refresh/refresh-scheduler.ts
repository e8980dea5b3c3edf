/**
 * Decides when connections are refreshed: when they are due, after a failure, once the network is
 * back or the computer awake, and when the user requests it. refresh-connection.ts knows how.
 * Longer than 250 lines because every member changes the same few sets.
 */
import type { Failure } from '../../../ipc/failure.js';
import type { RequestQueue } from '../../concurrency/request-limiter.js';
import { isLoopback } from '../../oauth/loopback.js';
import type { Clock } from '../../ports/clock.js';
import { AccessTokens } from '../access-token.js';
import type { Assertions } from '../assertions.js';
import type { ConnectionStore } from '../connection-store.js';
import type { Connection, RefreshRefusals } from '../connection.js';
import { failureOf, type RequestFailure, storageFailure } from '../failures.js';
import type { ContextFor } from '../service-context.js';
import { isUsable } from '../usable-connection.js';
import { AccountInquiry } from './account-inquiry.js';
import type { Availability, Blocker } from './availability.js';
import { ConnectionRefresher } from './refresh-connection.js';
import { retryAfterRefusals } from './refresh-refusals.js';
import {
  backoff,
  backoffAfterLostResponse,
  betweenMs,
  createRefreshSchedule,
  dueAt,
  minIntervalMs,
  refreshesItself,
} from './refresh-schedule.js';

/** Once the network is back, waiting refreshes start within this, ms; longer if there are many (R7, R8). */
const spreadMs = 5_000;
/**
 * The first 3 retries are early enough to stay within the server's reuse grace period; later ones
 * would only add to its load.
 */
const hurriedRetries = 3;

export interface RefreshSchedulerOptions {
  readonly store: ConnectionStore;
  readonly clock: Clock;
  readonly contextFor: ContextFor;
  readonly assertions: Pick<Assertions, 'assertionFor'>;
  readonly availability: Availability;
  readonly random: () => number;
  /** For the refreshes that fall due. */
  readonly requestQueue: RequestQueue;
}

export class RefreshScheduler {
  readonly #options: RefreshSchedulerOptions;
  readonly #refresher: ConnectionRefresher;
  readonly #accountInquiry: AccountInquiry;
  readonly #schedule: ReturnType<typeof createRefreshSchedule>;
  readonly #running = new Map<string, Run>();
  readonly #failuresInARow = new Map<string, number>();
  /** Due, and blocked by sleep or by a missing network. */
  readonly #blocked = new Set<string>();
  /** Due, and in the request queue. */
  readonly #queued = new Set<string>();
  /** On the monotonic clock: when the server may last have seen a request. */
  readonly #lastRequestAt = new Map<string, number>();
  #isStopping = false;

  constructor(options: RefreshSchedulerOptions) {
    const { store, clock, contextFor, assertions, availability } = options;
    this.#options = options;
    this.#schedule = createRefreshSchedule(clock, (connectionId) => this.#startDue(connectionId));
    this.#refresher = new ConnectionRefresher({
      store,
      clock,
      contextFor,
      assertions,
      mayRetryNow: (connection) => !this.#isStopping && this.#blockerOf(connection) === null,
    });
    const accessTokens = new AccessTokens({ store, clock, refreshScheduler: this });
    this.#accountInquiry = new AccountInquiry({ store, clock, contextFor, accessTokens });
    availability.onAvailable(() => this.#startBlocked());
  }

  /**
   * Refreshes now and resolves to null, or to why it failed. While a refresh of the same connection
   * is running its result is shared: a refresh token is never sent twice at once. One that began
   * before a sign-in has nothing to share with a request that came after it.
   */
  async refresh(connectionId: string): Promise<Failure | null> {
    const running = this.#running.get(connectionId);
    const issuedAt = this.#options.store.get(connectionId)?.connection.issuedAt;
    const result = await this.#start(connectionId);
    if (result !== 'superseded') return result;
    return running && running.issuedAt !== issuedAt ? this.refresh(connectionId) : null;
  }

  /** Like `refresh`, once there is room for it: one of many that the user requests together. */
  async refreshInTurn(connectionId: string): Promise<Failure | null> {
    const issuer = this.#options.store.get(connectionId)?.connection.server.issuer;
    if (issuer === undefined) return failureOf('not_found');
    return await this.#options.requestQueue.run(issuer, () => this.refresh(connectionId));
  }

  /**
   * Resolves once no refresh of this connection is running and its result is stored. Rejects with
   * StorageError.
   */
  readonly whenIdle = async (connectionId: string): Promise<void> => {
    await this.#running.get(connectionId)?.result;
    await this.#refresher.storeReceived(connectionId);
  };

  /** Schedules a connection as the store has it now: after start, sign-in, refresh and removal. */
  readonly follow = (connectionId: string): void => {
    const { store, clock } = this.#options;
    const entry = store.get(connectionId);
    this.#failuresInARow.delete(connectionId);
    this.#blocked.delete(connectionId);
    this.#queued.delete(connectionId);
    if (!entry) this.#lastRequestAt.delete(connectionId);
    const due = entry ? dueAt(entry.connection, clock.now()) : null;
    const refusals = entry?.connection.refusals ?? null;
    if (due === null || refusals === null) this.#schedule.set(connectionId, due);
    else this.#resumeRefusals(connectionId, refusals);
  };

  /** The last refreshes were refused, before the app started: goes on where it was. */
  #resumeRefusals(connectionId: string, refusals: RefreshRefusals): void {
    const { clock, random } = this.#options;
    this.#failuresInARow.set(connectionId, refusals.count);
    // A clock that was set back may not make it wait for longer than that.
    const wait = Math.min(
      retryAfterRefusals(refusals, random()) - clock.now(),
      retryAfterRefusals(refusals, 0) - refusals.lastAt,
    );
    this.#retryIn(connectionId, refusals.cause, Math.max(0, wait));
  }

  /** Finishes what was interrupted when the app last ended, and schedules the rest. */
  resume(): void {
    const { store } = this.#options;
    for (const { connection } of store.all()) {
      // Interrupted: once more at once with the same token, within the server's grace period.
      if (store.intent(connection.id)) this.#startDue(connection.id);
      else this.follow(connection.id);
    }
  }

  /** Starts nothing more and waits for what is running. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    this.#schedule.stop();
    await Promise.all([...this.#running.values()].map(({ result }) => result));
    await this.#refresher.storeAllReceived();
    await this.#accountInquiry.stop();
  }

  /** Joins the refresh that is running. */
  #start(connectionId: string): Promise<RunResult> {
    const running = this.#running.get(connectionId);
    if (running) return running.result;
    if (this.#isStopping) return Promise.resolve(failureOf('already_busy', 'the app is quitting'));
    const issuedAt = this.#options.store.get(connectionId)?.connection.issuedAt;
    const result = this.#run(connectionId)
      .catch((error: unknown) => this.#afterStoreFailure(connectionId, storageFailure(error)))
      .finally(() => this.#running.delete(connectionId));
    this.#running.set(connectionId, { issuedAt, result });
    return result;
  }

  #afterStoreFailure(connectionId: string, cause: Failure): Failure {
    if (cause.code === 'newer_version') {
      // No further attempt can succeed: the user installs the newer version, or signs in again.
      this.#options.store.applyTransient(connectionId, { kind: 'newer_version_found' });
      this.#schedule.set(connectionId, null);
    } else {
      const failures = this.#countFailure(connectionId);
      this.#retryIn(connectionId, cause, backoff(failures, this.#options.random(), null));
    }
    return cause;
  }

  /** Unlike a refresh that the user requests, one that falls due waits in the request queue. */
  #startDue(connectionId: string): void {
    const connection = this.#options.store.get(connectionId)?.connection;
    if (!connection || this.#isBlocked(connection)) return;
    this.#queued.add(connectionId);
    void this.#options.requestQueue.run(connection.server.issuer, () => {
      // Refreshed or signed in again while it was in the queue, it is not due any more.
      const isDue = this.#queued.delete(connectionId);
      return !isDue || this.#isStopping || this.#isBlocked(connection)
        ? Promise.resolve(null)
        : this.#start(connectionId);
    });
  }

  async #run(connectionId: string): Promise<RunResult> {
    const { store, clock } = this.#options;
    const entry = store.get(connectionId);
    if (!entry) return failureOf('not_found');
    if (!isUsable(entry.connection)) return failureOf('newer_version');
    if (entry.connection.standing.kind === 'disconnecting') return failureOf('already_busy');
    if (!refreshesItself(entry.connection)) return failureOf('refresh_token_missing');

    this.#blocked.delete(connectionId);
    this.#queued.delete(connectionId);
    const refreshing = this.#refresher.refresh(connectionId);
    // The window is updated while the disk works.
    store.applyTransient(connectionId, { kind: 'refresh_started' });
    const result = await refreshing;
    switch (result.kind) {
      case 'refreshed':
        this.#lastRequestAt.set(connectionId, clock.elapsed());
        this.follow(connectionId);
        this.#inquireAccount(connectionId);
        return null;
      case 'superseded':
        // The sign-in's own schedule may have fallen due during this run, and joined it.
        this.follow(connectionId);
        return 'superseded';
      case 'ended':
        this.follow(connectionId);
        return result.failure;
      case 'postponed':
        this.#postpone(connectionId, result.outcome);
        return result.outcome.failure;
    }
  }

  /** Nobody waits for the answer. */
  #inquireAccount(connectionId: string): void {
    const issuer = this.#options.store.get(connectionId)?.connection.server.issuer;
    if (issuer === undefined || !this.#accountInquiry.isDue(connectionId)) return;
    void this.#options.requestQueue.run(issuer, () => this.#accountInquiry.inquire(connectionId));
  }

  #postpone(connectionId: string, outcome: RequestFailure): void {
    const { store, clock, random } = this.#options;
    const connection = store.get(connectionId)?.connection;
    if (!connection) return;
    const isNotSent = outcome.kind === 'network_fault_retry';
    if (!isNotSent) this.#lastRequestAt.set(connectionId, clock.elapsed());
    const failures = this.#countFailure(connectionId);
    const mayBeNetwork = isNotSent || outcome.kind === 'unknown_outcome';
    // The server has answered: asking again at once would bring the same.
    const least = mayBeNetwork ? 0 : minIntervalMs;
    const wait = Math.max(least, backoff(failures, random(), outcome.retryAfterMs));
    // A connection that needs the user is not retried by itself.
    if (mayBeNetwork && connection.standing.kind === 'active' && this.#isBlocked(connection)) {
      // Sleep has no transient state of its own on screen.
      if (store.get(connectionId)?.transient.kind === 'refreshing') {
        const nextAttemptAt = clock.now() + wait;
        const cause = outcome.failure;
        store.applyTransient(connectionId, { kind: 'postponed', cause, nextAttemptAt });
      }
      return;
    }
    const intent = store.intent(connectionId);
    const { graceMs } = connection.lifetime;
    const isHurried =
      outcome.kind === 'unknown_outcome' && intent !== null && failures <= hurriedRetries;
    this.#retryIn(
      connectionId,
      outcome.failure,
      isHurried ? backoffAfterLostResponse(wait, { since: intent.at, graceMs }, clock.now()) : wait,
    );
  }

  #retryIn(connectionId: string, cause: Failure, wait: number): void {
    const { store, clock } = this.#options;
    const connection = store.get(connectionId)?.connection;
    const nextAttemptAt = clock.now() + wait;
    store.applyTransient(connectionId, { kind: 'postponed', cause, nextAttemptAt });
    // A connection that needs the user is not retried by itself.
    const isRetried = connection?.standing.kind === 'active';
    this.#schedule.set(connectionId, isRetried ? nextAttemptAt : null);
  }

  #countFailure(connectionId: string): number {
    const failures = (this.#failuresInARow.get(connectionId) ?? 0) + 1;
    this.#failuresInARow.set(connectionId, failures);
    return failures;
  }

  /** Blocked refreshes start once the computer is awake or has a network again, spread over time. */
  #startBlocked(): void {
    if (this.#isStopping) return;
    const { clock, random } = this.#options;
    const spread = Math.max(spreadMs, this.#blocked.size * betweenMs);
    for (const id of this.#blocked) {
      const wait = Math.round(random() * spread);
      const remaining = this.#remainingInterval(id);
      if (remaining <= wait) this.#schedule.set(id, clock.now() + wait);
      else this.#retryIn(id, failureOf('network_down', 'the network came and went'), remaining);
    }
    this.#blocked.clear();
    this.#schedule.check();
  }

  /** Rest of the minimum interval between two requests, ms; 0 after a lost response, for the grace period. */
  #remainingInterval(connectionId: string): number {
    const { store, clock } = this.#options;
    const lastRequestAt = this.#lastRequestAt.get(connectionId);
    if (lastRequestAt === undefined || store.intent(connectionId)) return 0;
    return Math.max(0, lastRequestAt + minIntervalMs - clock.elapsed());
  }

  /** If now is not the time to start, notes the connection for `startBlocked`. */
  #isBlocked(connection: Connection): boolean {
    const blocker = this.#blockerOf(connection);
    if (blocker === null) return false;
    const { store, availability } = this.#options;
    this.#blocked.add(connection.id);
    availability.poll();
    if (blocker.kind === 'offline') {
      store.applyTransient(connection.id, { kind: 'network_lost', since: blocker.since });
    }
    return true;
  }

  #blockerOf({ server }: Connection): Blocker | null {
    const blocker = this.#options.availability.blocker();
    return blocker && blocks(blocker, server.tokenEndpoint) ? blocker : null;
  }
}

/** Null: refreshed, or the reason why not. */
type RunResult = Failure | null | 'superseded';

interface Run {
  /** When the tokens that it began with were issued. */
  readonly issuedAt: number | undefined;
  readonly result: Promise<RunResult>;
}

/** Sleep blocks everything; a missing network only what is not on this computer itself. */
function blocks({ kind }: Blocker, endpoint: string): boolean {
  switch (kind) {
    case 'asleep':
      return true;
    case 'offline':
      return !(URL.canParse(endpoint) && isLoopback(new URL(endpoint)));
  }
}
