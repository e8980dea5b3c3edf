/**
 * Signing in, from the click to the stored connection. After every await it is asked whether this
 * is still the same attempt: the person may have cancelled or begun again meanwhile.
 *
 * Longer than most files because it is one state machine: its phases only make sense together.
 */
import { randomUUID } from 'node:crypto';

import type { AttemptView } from '../../ipc/attempt-view.js';
import type { Failure } from '../../ipc/failure.js';
import { type CallbackResponse, readCallback } from '../oauth/callback.js';
import type { OAuthContext } from '../oauth/context.js';
import { listenForRedirect, type LoopbackRedirect } from '../oauth/loopback-redirect.js';
import { redirectPath } from '../oauth/redirect-uri.js';
import { type AttemptPlan, attemptView, type Phase } from './authorization-attempt.js';
import { completeSignIn, connectionFromGrant, type SignedIn } from './complete-sign-in.js';
import type { Connection, PendingAttempt } from './connection.js';
import type { ConnectionBook } from './connection-book.js';
import { failureOf, storageFailure } from './failures.js';
import { isSameAccount } from './identity.js';
import type { Clock, PrivateUseScheme, Timer, UserAgent } from './ports.js';
import { prepareSignIn, type Way } from './prepare-sign-in.js';

export interface SignIn {
  /** Begins a sign-in and returns its id; one that waits for the same connection or service ends. */
  begin(plan: AttemptPlan): string;
  /** An address that came back from a browser; one that answers no waiting attempt is ignored (H1, H3). */
  receive(address: string): Promise<void>;
  /** An address copied from the browser by hand; why it cannot be used is told in place. */
  paste(attemptId: string, address: string): Failure | null;
  openAgain(attemptId: string): Promise<Failure | null>;
  /** The authorization URL, to be copied; null when the attempt does not wait. */
  link(attemptId: string): string | null;
  changeWay(attemptId: string, way: Way): Failure | null;
  keepAsNew(attemptId: string): Promise<Failure | null>;
  /** Begins again what did not work, under the same id; null where there is nothing to begin. */
  tryAgain(attemptId: string): string | null;
  cancel(attemptId: string): Promise<void>;
  /** Takes up attempts that waited when the app last ended. */
  resume(): Promise<void>;
  views(): readonly AttemptView[];
  stop(): Promise<void>;
}

export interface SignInNeeds {
  readonly book: ConnectionBook;
  readonly clock: Clock;
  readonly oauth: OAuthContext;
  readonly userAgent: UserAgent;
  readonly scheme: PrivateUseScheme;
  /** The plan of an attempt found on disk; null when its service is no longer known. */
  readonly planOf: (pending: PendingAttempt) => AttemptPlan | null;
  readonly changed: () => void;
  /** A browser came back with the answer that was awaited: the person looks for the app now. */
  readonly answered: () => void;
  /** A connection was stored, new or renewed. */
  readonly connected: (connectionId: string) => void;
}

/** An attempt with what has to be ended with it. */
interface Running {
  readonly id: string;
  readonly service: { readonly id: string; readonly name: string };
  readonly connectionId: string | null;
  readonly plan: AttemptPlan | null;
  readonly abort: AbortController;
  phase: Phase;
  loopback: LoopbackRedirect | null;
  timeout: Timer | null;
}

export function createSignIn(needs: SignInNeeds): SignIn {
  const { book, clock, userAgent, changed } = needs;
  const attempts = new Map<string, Running>();

  const isCurrent = (attempt: Running) =>
    attempts.get(attempt.id) === attempt && !attempt.abort.signal.aborted;
  const contextOf = (attempt: Running) => ({ ...needs.oauth, signal: attempt.abort.signal });

  function enter(attempt: Running, phase: Phase): void {
    attempt.phase = phase;
    changed();
  }

  function begin(plan: AttemptPlan, way: Way | null = null, id: string = randomUUID()): string {
    const connectionId = plan.connection?.id ?? null;
    for (const other of [...attempts.values()]) {
      if (other.service.id === plan.service.id && other.connectionId === connectionId) {
        void cancel(other.id);
      }
    }
    const attempt: Running = {
      id,
      service: { id: plan.service.id, name: plan.service.name },
      connectionId,
      plan,
      abort: new AbortController(),
      phase: { kind: 'preparing' },
      loopback: null,
      timeout: null,
    };
    attempts.set(attempt.id, attempt);
    changed();
    void prepare(attempt, plan, way).catch((error: unknown) =>
      fail(attempt, storageFailure(error)),
    );
    return attempt.id;
  }

  async function prepare(attempt: Running, plan: AttemptPlan, way: Way | null): Promise<void> {
    const prepared = await prepareSignIn(attempt.id, plan, way, needs, contextOf(attempt));
    if (prepared.kind !== 'ok') return fail(attempt, prepared.failure);
    const { pending, loopback } = prepared.value;
    if (!isCurrent(attempt)) return void loopback?.close();
    try {
      await book.commit([{ kind: 'put_attempt', attempt: pending }]);
    } catch (error) {
      void loopback?.close();
      return fail(attempt, storageFailure(error));
    }
    if (!isCurrent(attempt)) {
      void loopback?.close();
      return forget(attempt.id);
    }
    wait(attempt, pending, loopback);
    await openBrowser(attempt, pending);
  }

  function wait(
    attempt: Running,
    pending: PendingAttempt,
    loopback: LoopbackRedirect | null,
  ): void {
    attempt.loopback = loopback;
    loopback?.onCallback((url) => void receive(url));
    attempt.timeout = clock.after(pending.expiresAt - clock.now(), () => {
      if (attempt.phase.kind === 'waiting') void fail(attempt, failureOf('sign_in_expired'));
    });
    enter(attempt, { kind: 'waiting', pending, trouble: null });
  }

  async function openBrowser(attempt: Running, pending: PendingAttempt): Promise<Failure | null> {
    const trouble = await userAgent.open(pending.authorizationUrl);
    if (trouble && isCurrent(attempt) && attempt.phase.kind === 'waiting') {
      enter(attempt, { ...attempt.phase, trouble });
    }
    return trouble;
  }

  /** Nobody may finish this attempt any more, and nothing of it keeps running. */
  function release(attempt: Running): void {
    attempt.timeout?.cancel();
    attempt.timeout = null;
    void attempt.loopback?.close();
    attempt.loopback = null;
  }

  async function forget(attemptId: string): Promise<void> {
    // A record that stays behind expires by itself within ten minutes: nothing to tell anyone.
    await book.commit([{ kind: 'delete_attempt', attemptId }]).catch(() => undefined);
  }

  async function fail(attempt: Running, failure: Failure): Promise<void> {
    if (!isCurrent(attempt)) return;
    release(attempt);
    enter(attempt, { kind: 'failed', failure });
    await forget(attempt.id);
  }

  function waitingFor(callback: CallbackResponse): Running | null {
    for (const attempt of attempts.values()) {
      const { phase } = attempt;
      if (phase.kind !== 'waiting' || phase.pending.state !== callback.state) continue;
      if (clock.now() < phase.pending.expiresAt) return attempt;
    }
    return null;
  }

  async function receive(address: string): Promise<void> {
    const read = readCallback(address);
    const attempt = read.kind === 'response' ? waitingFor(read) : null;
    if (!attempt || read.kind !== 'response') return;
    needs.answered();
    await finish(attempt, read);
  }

  async function finish(attempt: Running, callback: CallbackResponse): Promise<void> {
    if (attempt.phase.kind !== 'waiting') return;
    const { pending } = attempt.phase;
    release(attempt);
    enter(attempt, { kind: 'finishing', pending });
    try {
      // Used up before the code is sent: the same answer can never be redeemed twice (H4).
      await book.commit([{ kind: 'delete_attempt', attemptId: attempt.id }]);
      const outcome = await completeSignIn(pending, callback, contextOf(attempt));
      if (!isCurrent(attempt)) return;
      if (outcome.kind === 'ok') await settle(attempt, pending, outcome.value);
      else await fail(attempt, outcome.failure);
    } catch (error) {
      await fail(attempt, storageFailure(error));
    }
  }

  async function settle(
    attempt: Running,
    pending: PendingAttempt,
    signedIn: SignedIn,
  ): Promise<void> {
    const again = attempt.connectionId === null ? null : book.get(attempt.connectionId);
    if (again && !isSameAccount(again.connection.account, signedIn.account)) {
      const expected = again.connection.account;
      enter(attempt, { kind: 'other_account', pending, signedIn, expected });
      return;
    }
    await store(attempt, pending, signedIn, again?.connection ?? null);
  }

  async function store(
    attempt: Running,
    pending: PendingAttempt,
    signedIn: SignedIn,
    again: Connection | null,
  ): Promise<void> {
    const before = again ?? listedAccount(pending, signedIn);
    const id = before?.id ?? randomUUID();
    const now = clock.now();
    const { connection, secrets } = connectionFromGrant(id, pending, signedIn, before, now);
    const kind = before ? 'signed_in_again' : 'connected';
    await book.commit([
      { kind: 'put_secrets', connectionId: id, secrets },
      { kind: 'put_connection', connection },
      { kind: 'delete_intent', connectionId: id },
      { kind: 'add_activity', entry: { connectionId: id, at: now, kind, failure: null } },
    ]);
    book.setPassing(id, { kind: 'none' });
    needs.connected(id);
    enter(attempt, { kind: 'connected', connection, merged: before !== null && again === null });
  }

  /** The same account at the same service is one card, however often it is added. */
  function listedAccount(pending: PendingAttempt, { account }: SignedIn): Connection | null {
    const entry = book
      .all()
      .find(
        ({ connection }) =>
          connection.serviceId === pending.serviceId && isSameAccount(connection.account, account),
      );
    return entry?.connection ?? null;
  }

  async function cancel(attemptId: string): Promise<void> {
    const attempt = attempts.get(attemptId);
    if (!attempt) return;
    attempts.delete(attemptId);
    attempt.abort.abort();
    release(attempt);
    changed();
    if (attempt.phase.kind === 'waiting') await forget(attemptId);
  }

  async function resumeOne(pending: PendingAttempt): Promise<void> {
    if (pending.expiresAt <= clock.now()) return forget(pending.id);
    const attempt: Running = {
      id: pending.id,
      service: { id: pending.serviceId, name: pending.serviceName },
      connectionId: pending.connectionId,
      plan: needs.planOf(pending),
      abort: new AbortController(),
      phase: { kind: 'preparing' },
      loopback: null,
      timeout: null,
    };
    attempts.set(attempt.id, attempt);
    wait(attempt, pending, await listenAgain(pending));
  }

  return {
    begin: (plan) => begin(plan),
    receive,
    cancel,
    views: () => [...attempts.values()].map(attemptView),
    link: (attemptId) => waitingPending(attempts.get(attemptId))?.authorizationUrl ?? null,

    paste(attemptId, address) {
      const attempt = attempts.get(attemptId);
      if (attempt?.phase.kind !== 'waiting') return failureOf('not_found');
      const read = readCallback(address);
      if (read.kind !== 'response') return failureOf('address_not_ours', read.kind);
      if (read.state !== attempt.phase.pending.state) return failureOf('address_of_other_sign_in');
      void finish(attempt, read);
      return null;
    },

    async openAgain(attemptId) {
      const attempt = attempts.get(attemptId);
      const pending = waitingPending(attempt);
      if (!attempt || !pending) return failureOf('not_found');
      return openBrowser(attempt, pending);
    },

    changeWay(attemptId, way) {
      const plan = attempts.get(attemptId)?.plan;
      if (!plan) return failureOf('not_found');
      void cancel(attemptId);
      begin(plan, way, attemptId);
      return null;
    },

    async keepAsNew(attemptId) {
      const attempt = attempts.get(attemptId);
      if (attempt?.phase.kind !== 'other_account') return failureOf('not_found');
      const { pending, signedIn } = attempt.phase;
      try {
        await store(attempt, pending, signedIn, null);
        return null;
      } catch (error) {
        return storageFailure(error);
      }
    },

    tryAgain(attemptId) {
      const attempt = attempts.get(attemptId);
      if (!attempt?.plan) return null;
      void cancel(attemptId);
      return begin(attempt.plan, null, attemptId);
    },

    async resume() {
      for (const pending of await book.ledger().attempts()) await resumeOne(pending);
    },

    async stop() {
      // What waits stays on disk, so that the browser's answer can still finish it.
      for (const attempt of attempts.values()) {
        attempt.abort.abort();
        release(attempt);
      }
      attempts.clear();
      return Promise.resolve();
    },
  };
}

function waitingPending(attempt: Running | undefined): PendingAttempt | null {
  return attempt?.phase.kind === 'waiting' ? attempt.phase.pending : null;
}

/** The browser may still come back to the port it was told; else the address can be pasted. */
async function listenAgain(pending: PendingAttempt): Promise<LoopbackRedirect | null> {
  if (pending.way !== 'local_address') return null;
  const port = Number(new URL(pending.registration.redirectUri).port);
  return listenForRedirect({ path: redirectPath(pending.serviceId), port }).catch(() => null);
}
