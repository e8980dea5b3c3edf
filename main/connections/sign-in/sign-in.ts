/**
 * Signing in, as the window asks for it: asking.ts puts the question, waiting.ts awaits the person's
 * answer, finishing.ts stores what came of it, and running-attempts.ts knows which may still go on.
 */
import { randomUUID } from 'node:crypto';

import type { AttemptView } from '../../../ipc/attempt-view.js';
import type { Failure } from '../../../ipc/failure.js';
import { readCallback } from '../../oauth/callback.js';
import type { OAuthContext } from '../../oauth/context.js';
import { adminRequest } from './admin-request.js';
import { createAsking } from './start.js';
import { type AttemptPlan, otherWaysThan } from './attempt.js';
import type { PendingAttempt, PendingCode } from '../connection.js';
import type { ConnectionStore } from '../connection-store.js';
import { failureOf, type RequestOutcome, storageFailure } from '../failures.js';
import { createFinishing } from './complete.js';
import type { Adjuster } from '../../ports/adjuster.js';
import type { Clock } from '../../ports/clock.js';
import type { LinkScheme } from '../../ports/link-scheme.js';
import type { UserAgent } from '../../ports/user-agent.js';
import { isKnownRefused, type ClientRegistrations } from './client-registrations.js';
import { runningAttempt } from './running-attempt.js';
import { createRunningAttempts } from './running-attempts.js';
import type { Service } from '../service.js';
import type { ContextFor } from '../service-context.js';
import { createWaiting } from './pending.js';
import { type SignInMethod, reopenRedirect } from './redirect.js';

export interface SignIn {
  /** Begins a sign-in and returns its id; one that waits for the same connection or service ends. */
  begin(plan: AttemptPlan): string;
  /** An address that came back from a browser; one that answers no waiting attempt is ignored (H1, H3). */
  receive(address: string): Promise<void>;
  /** An address copied from the browser by hand; why it cannot be used is told in place. */
  paste(attemptId: string, address: string): Failure | null;
  openAgain(attemptId: string): Promise<Failure | null>;
  /** An address that leads to the question, to be copied. */
  link(attemptId: string): Promise<RequestOutcome<string> | null>;
  changeWay(attemptId: string, way: Exclude<SignInMethod, 'service_account'>): Failure | null;
  /** The person has seen what was asked about, and goes on. */
  confirm(attemptId: string): Failure | null;
  keepAsNew(attemptId: string): Promise<Failure | null>;
  /** Begins again what did not work, under the same id; null where there is nothing to begin. */
  tryAgain(attemptId: string): string | null;
  cancel(attemptId: string): Promise<void>;
  /** A message for the administrator who has to allow it; null: nothing has been asked for yet. */
  adminRequest(attemptId: string): string | null;
  /** The service an attempt is about; null when it is no longer known. */
  serviceOf(attemptId: string): Service | null;
  /** Takes up attempts that waited when the app last ended. */
  resume(): Promise<void>;
  views(): readonly AttemptView[];
  stop(): void;
}

export interface SignInOptions {
  readonly store: ConnectionStore;
  readonly clock: Clock;
  readonly oauth: OAuthContext;
  readonly contextFor: ContextFor;
  readonly adjuster: Adjuster;
  readonly userAgent: UserAgent;
  readonly scheme: LinkScheme;
  /** The plan of an attempt found on disk; null when its service is no longer known. */
  readonly planOf: (pending: PendingAttempt) => AttemptPlan | null;
  readonly registrations: ClientRegistrations;
  readonly changed: () => void;
  /** A browser came back with the answer that was awaited: the person looks for the app now. */
  readonly answered: () => void;
  /** A connection was stored, new or renewed. */
  readonly connected: (connectionId: string) => void;
}

export function createSignIn(needs: SignInOptions): SignIn {
  const { store, clock, userAgent } = needs;
  const attempts = createRunningAttempts(needs);
  const finishing = createFinishing({ ...needs, attempts });
  const waiting = createWaiting({ ...needs, attempts, finishing });
  const ask = createAsking({ ...needs, attempts, waiting, finishing });
  const { cancel } = attempts;

  function begin(
    plan: AttemptPlan,
    way: SignInMethod | null = null,
    id: string = randomUUID(),
    clientRefused = false,
  ): string {
    const isRefused = clientRefused || isKnownRefused(plan.connection, plan.service);
    const attempt = runningAttempt(id, {
      service: plan.service,
      connectionId: plan.connection?.id ?? null,
      plan,
      registration: isRefused ? 'refused' : 'kept',
      wishedWay: way,
    });
    for (const other of attempts.all()) {
      const isRival = other.service.id === attempt.service.id;
      if (isRival && other.connectionId === attempt.connectionId) void cancel(other.id);
    }
    attempts.add(attempt);
    ask(attempt, plan, false);
    return id;
  }

  async function resumeOne(pending: PendingAttempt): Promise<void> {
    if (pending.expiresAt <= clock.now()) return attempts.forget(pending.id);
    const plan = needs.planOf(pending);
    const { serviceId, serviceName, server } = pending.terms;
    const attempt = runningAttempt(pending.id, {
      service: { id: serviceId, name: serviceName },
      connectionId: pending.connectionId,
      plan,
      asked: { clientId: pending.terms.client.clientId, scopes: pending.terms.scopesAsked },
      otherMethods: plan
        ? otherWaysThan(pending.kind === 'code' ? 'device_code' : pending.way, plan.service, server)
        : [],
    });
    attempts.add(attempt);
    switch (pending.kind) {
      case 'browser':
        waiting.forBrowser(attempt, pending, await reopenRedirect(pending));
        break;
      case 'code':
        waiting
          .forCode(attempt, pending)
          .catch((error: unknown) => attempts.fail(attempt, storageFailure(error)));
        break;
    }
  }

  return {
    begin: (plan) => begin(plan),
    receive: waiting.receive,
    cancel,
    adminRequest(attemptId) {
      const { plan, asked } = attempts.get(attemptId) ?? { plan: null, asked: null };
      return plan && asked ? adminRequest(plan.service, asked) : null;
    },
    views: attempts.views,
    serviceOf: (attemptId) => attempts.get(attemptId)?.plan?.service ?? null,

    async link(attemptId) {
      const attempt = attempts.get(attemptId);
      if (!attempt) return null;
      if (attempt.phase.kind === 'waiting_for_code') {
        return { kind: 'ok', value: codePage(attempt.phase.pending) };
      }
      const question = await waiting.freshQuestion(attempt);
      return question?.kind === 'ok'
        ? { kind: 'ok', value: question.value.authorizationUrl }
        : question;
    },

    paste(attemptId, address) {
      const attempt = attempts.get(attemptId);
      if (attempt?.phase.kind !== 'waiting') return failureOf('not_found');
      const read = readCallback(address);
      if (read.kind !== 'response') return failureOf('address_not_ours', read.kind);
      if (read.state !== attempt.phase.pending.state) return failureOf('address_of_other_sign_in');
      void waiting.finish(attempt, read);
      return null;
    },

    async openAgain(attemptId) {
      const attempt = attempts.get(attemptId);
      if (!attempt) return failureOf('not_found');
      if (attempt.phase.kind === 'waiting_for_code') {
        return userAgent.open(codePage(attempt.phase.pending));
      }
      const question = await waiting.freshQuestion(attempt);
      if (question === null) return failureOf('not_found');
      return question.kind === 'ok'
        ? waiting.openBrowser(attempt, question.value)
        : question.failure;
    },

    changeWay(attemptId, way) {
      const plan = attempts.get(attemptId)?.plan;
      if (!plan) return failureOf('not_found');
      void cancel(attemptId);
      begin(plan, way, attemptId);
      return null;
    },

    confirm(attemptId) {
      const attempt = attempts.get(attemptId);
      if (attempt?.phase.kind !== 'confirm_private_network' || !attempt.plan) {
        return failureOf('not_found');
      }
      attempts.enter(attempt, { kind: 'preparing' });
      ask(attempt, attempt.plan, true);
      return null;
    },

    async keepAsNew(attemptId) {
      const attempt = attempts.get(attemptId);
      if (attempt?.phase.kind !== 'other_account') return failureOf('not_found');
      try {
        await finishing.persist(attempt, attempt.phase.signedIn, null);
        return null;
      } catch (error) {
        return storageFailure(error);
      }
    },

    tryAgain(attemptId) {
      const attempt = attempts.get(attemptId);
      if (!attempt?.plan) return null;
      void cancel(attemptId);
      return begin(attempt.plan, attempt.wishedWay, attemptId, attempt.registration === 'refused');
    },

    async resume() {
      for (const pending of await store.recordStore().attempts()) await resumeOne(pending);
    },

    stop: attempts.stop,
  };
}

function codePage({ verificationUri, verificationUriComplete }: PendingCode): string {
  return verificationUriComplete ?? verificationUri;
}
