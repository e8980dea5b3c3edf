/**
 * Ending a connection for real: the service is asked (revoke-grant.ts), and until it has answered
 * the connection stays listed and is asked about again (disconnect-progress.ts). What that takes
 * lies in the connection's secrets while the service answers; once it could not be reached, or the
 * access token has run out, one token alone is kept, in the outbox. After 30 days nothing is.
 */
import type { EndedConnection } from '../../../ipc/connection-view.js';
import type { Failure } from '../../../ipc/failure.js';
import type {
  ActivityEntry,
  Connection,
  Disconnecting,
  DisconnectProgress,
} from '../connection.js';
import type { ConnectionStore } from '../connection-store.js';
import {
  afterFailure,
  isToldAlready,
  nextStepAt,
  obstacleOf,
  triesUntil,
} from './disconnect-progress.js';
import { failureOf, storageFailure } from '../failures.js';
import { accountName } from '../identity.js';
import type { VaultWrite } from '../../ports/vault.js';
import type { Clock } from '../../ports/clock.js';
import type { Availability } from '../refresh/availability.js';
import { backoff, createRefreshSchedule } from '../refresh/refresh-schedule.js';
import { type Ended, type NotEnded, revokeAll, revokeKept } from './revoke-grant.js';
import type { ContextFor } from '../service-context.js';
import { isUsable, type UsableConnection } from '../usable-connection.js';
import { createRequestLimiter } from '../../concurrency/request-limiter.js';

/** Of those that fall due by themselves: at once in all, and at one server. */
const MOST_AT_ONCE = 8;
const MOST_AT_ONE_SERVER = 2;

export interface Disconnector {
  /**
   * Begins to end the connection, or asks again at once. Resolves to null once that is durably
   * noted, else to why not.
   */
  disconnect(connectionId: string): Promise<Failure | null>;
  /** Takes up requests that were still open when the app last ended. */
  resume(): void;
  /** Looks at what is due now: after sleep, and when the time has become good. */
  readonly look: () => void;
  /** The network is back: asks again at once what waits for it. */
  networkIsBack(): void;
  /** Resolves once no request is under way. */
  settled(): Promise<void>;
  stop(): Promise<void>;
}

export interface DisconnectorOptions {
  readonly store: ConnectionStore;
  readonly clock: Clock;
  readonly contextFor: ContextFor;
  readonly availability: Pick<Availability, 'blocker' | 'poll'>;
  readonly random: () => number;
  /** Resolves once no renewal of this connection is under way: it may be about to bring new tokens. */
  readonly renewalSettled: (connectionId: string) => Promise<void>;
  readonly ended: (endedConnection: EndedConnection) => void;
}

export function createDisconnector(needs: DisconnectorOptions): Disconnector {
  const { store, clock, contextFor, availability, random, renewalSettled, ended } = needs;
  const underWay = new Map<string, Promise<void>>();
  /** Tries in a row that the store did not let come to an end. */
  const storeFailures = new Map<string, number>();
  const requestLimiter = createRequestLimiter(MOST_AT_ONCE, MOST_AT_ONE_SERVER);
  const schedule = createRefreshSchedule(clock, due);
  /** Due at a time that was not good. */
  const held = new Set<string>();
  const waitsForTurn = new Set<string>();
  let stopping = false;

  async function disconnect(connectionId: string): Promise<Failure | null> {
    const asked = endingOf(connectionId);
    const connection = store.get(connectionId)?.connection;
    if (!connection) return failureOf('not_found');
    if (!isUsable(connection)) return failureOf('newer_version');
    if (asked?.standing.progress.kind === 'given_up') return failureOf('refresh_token_missing');
    try {
      // The tokens have to be readable to be revoked; asking now tells the person at once.
      if (!asked) await store.recordStore().secrets(connectionId);
      if (!asked || asked.standing.progress.kind === 'stopped') await noteAsked(connectionId);
    } catch (error) {
      return storageFailure(error);
    }
    void start(connectionId);
    return null;
  }

  function noteAsked(connectionId: string): Promise<void> {
    const asked = { kind: 'disconnect_requested', at: clock.now() } as const;
    return store.applyAndPersist(connectionId, asked, (connection) => [
      { kind: 'put_connection', connection },
      activity(connectionId, 'disconnect_asked', null),
    ]);
  }

  function due(connectionId: string): void {
    const blocker = availability.blocker();
    const ending = endingOf(connectionId);
    // To give up takes no network.
    const isOver = ending !== null && clock.now() >= triesUntil(ending.standing);
    if (blocker !== null && !(isOver && blocker.kind === 'offline')) {
      held.add(connectionId);
      availability.poll();
      schedule.set(connectionId, ending && triesUntil(ending.standing));
      return;
    }
    held.delete(connectionId);
    const issuer = store.get(connectionId)?.connection.server.issuer;
    if (issuer === undefined || waitsForTurn.has(connectionId)) return;
    waitsForTurn.add(connectionId);
    void requestLimiter.run(issuer, () => {
      waitsForTurn.delete(connectionId);
      return start(connectionId);
    });
  }

  function start(connectionId: string): Promise<void> {
    const running = underWay.get(connectionId);
    if (running) return running;
    if (stopping) return Promise.resolve();
    schedule.set(connectionId, null);
    const run = step(connectionId)
      .catch((error: unknown) => waitForStore(connectionId, storageFailure(error)))
      .finally(() => underWay.delete(connectionId));
    underWay.set(connectionId, run);
    return run;
  }

  async function step(connectionId: string): Promise<void> {
    await renewalSettled(connectionId);
    const ending = endingOf(connectionId);
    if (!ending) return;
    store.applyTransient(connectionId, { kind: 'revocation_started' });
    const isOver = clock.now() >= triesUntil(ending.standing);
    const isStopped = ending.standing.progress.kind === 'stopped';
    // Also when it is over: the computer may have been off all the while, and this be the first chance.
    const mayTry = !isOver || availability.blocker() === null;
    if (mayTry && !isStopped) await tryToEnd(ending.connection);
    if (isOver) await giveUp(connectionId);
    storeFailures.delete(connectionId);
    follow(connectionId);
  }

  async function tryToEnd(connection: UsableConnection): Promise<void> {
    const result = await revoke(connection);
    if (result.kind === 'not_ended') {
      await store.commit(() => failed(connection.id, result));
      if (obstacleOf(result.outcome) === 'network') availability.poll();
      return;
    }
    await store.commit(() =>
      endingOf(connection.id) ? [{ kind: 'delete_connection', connectionId: connection.id }] : [],
    );
    // Signed in again meanwhile: then there is nothing to take leave of.
    if (store.get(connection.id)) return;
    ended({
      connectionId: connection.id,
      serviceId: connection.serviceId,
      serviceName: connection.serviceName,
      label: connection.ownLabel ?? accountName(connection.account),
      evidence: result.evidence,
      hasAccountPage: connection.accountPage !== null,
    });
  }

  async function revoke(connection: UsableConnection): Promise<Ended | NotEnded> {
    if (connection.server.revocationEndpoint === null) {
      const accessEndsAt = connection.accessTokenExpiresAt;
      return { kind: 'ended', evidence: { kind: 'not_offered', accessEndsAt } };
    }
    const how = { connection, contextFor, now: () => clock.now() };
    const kept = await store.recordStore().outboxEntry(connection.id);
    return kept
      ? revokeKept(how, kept)
      : revokeAll(how, await store.recordStore().secrets(connection.id));
  }

  /** What is noted after a try that ended nothing. */
  function failed(connectionId: string, { outcome, keep }: NotEnded): readonly VaultWrite[] {
    const ending = endingOf(connectionId);
    if (!ending) return [];
    const { connection, standing } = ending;
    const progress = afterFailure(standing, outcome, clock.now(), random());
    const { accessTokenExpiresAt: expiresAt } = connection;
    // The access token is of use only for asking once more afterwards, and only while it lasts.
    const accessIsOver = expiresAt !== null && expiresAt <= clock.now();
    const tokenAlone =
      obstacleOf(outcome) === 'network' || accessIsOver || progress.kind === 'stopped';
    const told = isToldAlready(standing, outcome)
      ? []
      : [activity(connectionId, 'disconnect_failed', outcome.failure)];
    const stopped =
      progress.kind === 'stopped' ? [activity(connectionId, 'disconnect_stopped', null)] : [];
    return [
      ...(tokenAlone ? keepAlone(keep) : []),
      // The clock may have been set back since it was asked for: the days count from now, then.
      putStanding(connection, {
        ...standing,
        since: Math.min(standing.since, clock.now()),
        progress,
      }),
      ...told,
      ...stopped,
    ];
  }

  async function giveUp(connectionId: string): Promise<void> {
    await store.commit(() => {
      const ending = endingOf(connectionId);
      if (!ending) return [];
      const { connection, standing } = ending;
      return [
        { kind: 'delete_outbox_entry', connectionId },
        { kind: 'delete_secrets', connectionId },
        putStanding(connection, { ...standing, progress: givenUp(standing.progress) }),
        activity(connectionId, 'disconnect_stopped', null),
      ];
    });
  }

  /** Nothing could be noted, so this wait is not remembered across restarts. */
  function waitForStore(connectionId: string, cause: Failure): void {
    const failures = (storeFailures.get(connectionId) ?? 0) + 1;
    storeFailures.set(connectionId, failures);
    const nextAttemptAt = clock.now() + backoff(failures, random(), null);
    schedule.set(connectionId, nextAttemptAt);
    store.applyTransient(connectionId, { kind: 'postponed', cause, nextAttemptAt });
  }

  function endingOf(connectionId: string): Ending | null {
    const connection = store.get(connectionId)?.connection;
    // One that this version cannot use is left to the version that can, with all that is kept of it.
    if (!connection || !isUsable(connection)) return null;
    const { standing } = connection;
    return standing.kind === 'disconnecting' ? { connection, standing } : null;
  }

  function follow(connectionId: string): void {
    const ending = endingOf(connectionId);
    schedule.set(connectionId, ending && nextStepAt(ending.standing, clock.now()));
  }

  function activity(
    connectionId: string,
    kind: ActivityEntry['kind'],
    failure: Failure | null,
  ): VaultWrite {
    return { kind: 'add_activity', entry: { connectionId, at: clock.now(), kind, failure } };
  }

  async function settled(): Promise<void> {
    await Promise.all(underWay.values());
  }

  return {
    disconnect,
    resume() {
      for (const { connection } of store.all()) follow(connection.id);
      schedule.check();
    },
    look: schedule.check,
    networkIsBack() {
      const waiting = store.all().filter(({ connection: { standing } }) => {
        if (standing.kind !== 'disconnecting' || standing.progress.kind !== 'waiting') return false;
        return standing.progress.obstacle === 'network';
      });
      const ids = new Set([...held, ...waiting.map(({ connection }) => connection.id)]);
      held.clear();
      ids.forEach(due);
    },
    settled,
    async stop() {
      stopping = true;
      schedule.stop();
      await settled();
    },
  };
}

interface Ending {
  readonly connection: UsableConnection;
  readonly standing: Disconnecting;
}

function putStanding(connection: Connection, standing: Disconnecting): VaultWrite {
  return { kind: 'put_connection', connection: { ...connection, standing } };
}

function keepAlone(entry: NotEnded['keep']): readonly VaultWrite[] {
  const { connectionId } = entry;
  return [
    { kind: 'put_outbox_entry', entry },
    { kind: 'delete_secrets', connectionId },
  ];
}

function givenUp(progress: DisconnectProgress): DisconnectProgress {
  const cause = progress.kind === 'asking' ? null : progress.cause;
  return { kind: 'given_up', cause };
}
