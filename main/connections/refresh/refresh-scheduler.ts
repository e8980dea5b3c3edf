/**
 * When connections are renewed: at their time, after a failure, when the network is back or the
 * computer awake, and when the person asks. How one is renewed is told in renewal.ts.
 */
import type { Failure } from '../../../ipc/failure.js';
import { isLoopback } from '../../oauth/server-address.js';
import type { Connection } from '../connection.js';
import type { ConnectionStore } from '../connection-store.js';
import { failureOf, storageFailure } from '../failures.js';
import type { Availability, Blocker } from './availability.js';
import type { Clock } from '../../ports/clock.js';
import {
  backoff,
  BETWEEN_MS,
  createRefreshSchedule,
  dueAt,
  refreshesItself,
  backoffAfterLostResponse,
} from './refresh-schedule.js';
import { createConnectionRefresher, type RefreshResult } from './refresh-connection.js';
import type { ContextFor } from '../service-context.js';
import { isUsable } from '../usable-connection.js';
import { createRequestLimiter } from '../../concurrency/request-limiter.js';

/** Renewals that fall due by themselves: at once in all, and at one server. */
const MOST_AT_ONCE = 8;
const MOST_AT_ONE_SERVER = 2;

/** With the network back, those that waited begin within this, in ms; many take longer (R7, R8). */
const SPREAD_MS = 5_000;
/** A network that comes and goes asks nobody more often than this, in ms (R8). */
const LEAST_BETWEEN_MS = 30_000;
/** So many failures in a row are hurried to stay inside a server's grace; later ones would only add to its trouble. */
const HURRIED_TRIES = 3;

export interface RefreshScheduler {
  /**
   * Renews now and resolves to null, or to why not. While a renewal of the same connection is under
   * way its outcome is shared: a refresh token is never sent twice at once.
   */
  refresh(connectionId: string): Promise<Failure | null>;
  /**
   * Resolves once no renewal of this connection is under way and what came of it is stored. Rejects
   * with StorageError.
   */
  readonly settled: (connectionId: string) => Promise<void>;
  /** Takes up connections as the book has them: after start, sign-in, removal. */
  readonly follow: (connectionId: string) => void;
  /** Finishes what was interrupted when the app last ended. */
  resume(): void;
  /** Looks at what is due now. */
  readonly look: () => void;
  /** Begins nothing more and waits for what is under way. */
  stop(): Promise<void>;
}

export interface RefreshSchedulerOptions {
  readonly store: ConnectionStore;
  readonly clock: Clock;
  readonly contextFor: ContextFor;
  readonly availability: Availability;
  readonly random: () => number;
}

export function createRefreshScheduler(needs: RefreshSchedulerOptions): RefreshScheduler {
  const { store, clock, contextFor, availability, random } = needs;
  const underWay = new Map<string, Promise<Failure | null>>();
  const failuresInARow = new Map<string, number>();
  /** Due, and kept from it by sleep or for want of a network. */
  const waiting = new Set<string>();
  /** Due, and waiting for a turn. */
  const queued = new Set<string>();
  /** By the clock that nobody sets: when the server may last have seen a request. */
  const lastAsked = new Map<string, number>();
  let stopping = false;
  const requestLimiter = createRequestLimiter(MOST_AT_ONCE, MOST_AT_ONE_SERVER);
  const schedule = createRefreshSchedule(clock, due);
  const renewals = createConnectionRefresher({
    store,
    clock,
    contextFor,
    mayAskAgain: (connection) => !stopping && hindranceTo(connection) === null,
  });
  availability.onAvailable(goOn);

  /** What the person asks for goes at once; what falls due by itself waits for its turn. */
  function due(connectionId: string): void {
    const connection = store.get(connectionId)?.connection;
    if (!connection) return;
    if (hindered(connection)) return;
    queued.add(connectionId);
    void requestLimiter.run(connection.server.issuer, () => {
      // Much may have happened while it waited for its turn: renewed or signed in again, it is not due any more.
      const isDue = queued.delete(connectionId);
      return !isDue || stopping || hindered(connection)
        ? Promise.resolve(null)
        : refresh(connectionId);
    });
  }

  function hindranceTo({ server }: Connection): Blocker | null {
    const blocker = availability.blocker();
    return blocker && keepsBack(blocker, server.tokenEndpoint) ? blocker : null;
  }

  /** Whether this is no time to begin; then it waits for a better one. */
  function hindered(connection: Connection): boolean {
    const blocker = hindranceTo(connection);
    if (blocker === null) return false;
    const { id } = connection;
    waiting.add(id);
    availability.poll();
    if (blocker.kind === 'offline') {
      store.applyTransient(id, { kind: 'network_missed', since: blocker.since });
    }
    return true;
  }

  /** Awake, or with a network again: what waited goes, spread. */
  function goOn(): void {
    if (stopping) return;
    const spread = Math.max(SPREAD_MS, waiting.size * BETWEEN_MS);
    for (const id of waiting) {
      const wait = Math.round(random() * spread);
      const rest = restOf(id);
      if (rest <= wait) schedule.set(id, clock.now() + wait);
      else retryIn(id, failureOf('network_down', 'the network came and went'), rest);
    }
    waiting.clear();
    schedule.look();
  }

  /** How long its server is still to be left in peace, ms; an answer that was lost is asked for at once. */
  function restOf(connectionId: string): number {
    const asked = lastAsked.get(connectionId);
    if (asked === undefined || store.intent(connectionId)) return 0;
    return Math.max(0, asked + LEAST_BETWEEN_MS - clock.elapsed());
  }

  function follow(connectionId: string): void {
    const entry = store.get(connectionId);
    failuresInARow.delete(connectionId);
    waiting.delete(connectionId);
    queued.delete(connectionId);
    if (!entry) lastAsked.delete(connectionId);
    schedule.set(connectionId, entry ? dueAt(entry.connection, clock.now()) : null);
  }

  function refresh(connectionId: string): Promise<Failure | null> {
    const running = underWay.get(connectionId);
    if (running) return running;
    if (stopping) return Promise.resolve(failureOf('already_busy', 'the app is quitting'));
    const run = renew(connectionId)
      .catch((error: unknown) => {
        const cause = storageFailure(error);
        retryIn(connectionId, cause, backoff(countFailure(connectionId), random(), null));
        return cause;
      })
      .finally(() => underWay.delete(connectionId));
    underWay.set(connectionId, run);
    return run;
  }

  async function renew(connectionId: string): Promise<Failure | null> {
    const entry = store.get(connectionId);
    if (!entry) return failureOf('not_found');
    if (entry.connection.standing.kind === 'disconnecting') return failureOf('already_busy');
    if (!isUsable(entry.connection)) return failureOf('newer_version');
    if (!refreshesItself(entry.connection)) return failureOf('refresh_token_missing');

    waiting.delete(connectionId);
    queued.delete(connectionId);
    const renewing = renewals.renew(connectionId);
    // Told while the disk is at work for it.
    store.applyTransient(connectionId, { kind: 'renewal_begun' });
    const renewal = await renewing;
    switch (renewal.kind) {
      case 'renewed':
        lastAsked.set(connectionId, clock.elapsed());
        follow(connectionId);
        return null;
      case 'overtaken':
        return null;
      case 'ended':
        follow(connectionId);
        return renewal.failure;
      case 'postponed':
        postpone(connectionId, renewal);
        return renewal.outcome.failure;
    }
  }

  function postpone(
    connectionId: string,
    { outcome }: Extract<RefreshResult, { kind: 'postponed' }>,
  ): void {
    const connection = store.get(connectionId)?.connection;
    if (!connection) return;
    const reachedNobody = outcome.kind === 'network_fault_retry';
    if (!reachedNobody) lastAsked.set(connectionId, clock.elapsed());
    const failures = countFailure(connectionId);
    const wait = backoff(failures, random(), outcome.retryAfterMs);
    const waits = reachedNobody || outcome.kind === 'unknown_outcome';
    // What only the person can mend does not wait to be tried again by itself.
    if (waits && connection.standing.kind === 'good' && hindered(connection)) {
      // Falling asleep says nothing on screen by itself.
      if (store.get(connectionId)?.transient.kind === 'refreshing') {
        const nextAttemptAt = clock.now() + wait;
        store.applyTransient(connectionId, {
          kind: 'postponed',
          cause: outcome.failure,
          nextAttemptAt,
        });
      }
      return;
    }
    const doubt = store.intent(connectionId);
    const { graceMs } = connection.lifetime;
    retryIn(
      connectionId,
      outcome.failure,
      outcome.kind === 'unknown_outcome' && doubt && failures <= HURRIED_TRIES
        ? backoffAfterLostResponse(wait, { since: doubt.at, graceMs }, clock.now())
        : wait,
    );
  }

  function countFailure(connectionId: string): number {
    const failures = (failuresInARow.get(connectionId) ?? 0) + 1;
    failuresInARow.set(connectionId, failures);
    return failures;
  }

  function retryIn(connectionId: string, cause: Failure, wait: number): void {
    const connection = store.get(connectionId)?.connection;
    const nextAttemptAt = clock.now() + wait;
    store.applyTransient(connectionId, { kind: 'postponed', cause, nextAttemptAt });
    // What only the person can mend is not tried again by itself.
    schedule.set(connectionId, connection?.standing.kind === 'good' ? nextAttemptAt : null);
  }

  return {
    refresh,
    async settled(connectionId) {
      await underWay.get(connectionId);
      await renewals.storeReceived(connectionId);
    },
    follow,
    look: schedule.look,
    resume() {
      for (const { connection } of store.all()) {
        // Interrupted: once more at once with the same token, while the server's grace may last.
        if (store.intent(connection.id)) due(connection.id);
        else follow(connection.id);
      }
    },
    async stop() {
      stopping = true;
      schedule.stop();
      await Promise.all(underWay.values());
      await renewals.storeAllReceived();
    },
  };
}

/** Sleep stops everything; the want of a network only what is not on this computer itself. */
function keepsBack({ kind }: Blocker, endpoint: string): boolean {
  switch (kind) {
    case 'asleep':
      return true;
    case 'offline':
      return !(URL.canParse(endpoint) && isLoopback(new URL(endpoint)));
  }
}
