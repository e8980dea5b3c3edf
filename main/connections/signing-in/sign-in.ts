/**
 * Signing in, from the click to the stored connection. After every await it is asked whether this
 * is still the same attempt: the person may have cancelled or begun again meanwhile.
 *
 * Longer than most files because it is one state machine: its phases only make sense together.
 */
import { randomUUID } from 'node:crypto';

import type { AttemptView } from '../../../ipc/attempt-view.js';
import type { Failure } from '../../../ipc/failure.js';
import { type CallbackResponse, readCallback } from '../../oauth/callback.js';
import type { OAuthContext } from '../../oauth/context.js';
import type { LoopbackRedirect } from '../../oauth/loopback-redirect.js';
import type { Outcome } from '../../oauth/outcome.js';
import { privateEndpointsOf } from '../../oauth/private-endpoints.js';
import { adminRequest, seenWithAdminScopes } from './admin-request.js';
import { askByCode, awaitGrant } from './ask-by-code.js';
import { askAgain, askInBrowser } from './ask-in-browser.js';
import {
  type AttemptPlan,
  attemptView,
  otherWaysThan,
  type Phase,
} from './authorization-attempt.js';
import {
  completeAsServiceAccount,
  completeByCode,
  completeInBrowser,
  connectionFrom,
  type SignedIn,
} from './complete-sign-in.js';
import type {
  Connection,
  PendingAttempt,
  PendingCode,
  PendingInBrowser,
  SignInTerms,
} from '../connection.js';
import type { ConnectionBook } from '../connection-book.js';
import { failureOf, storageFailure } from '../failures.js';
import { isSameAccount } from '../identity.js';
import type { Adjuster, Clock, PrivateUseScheme, UserAgent } from '../ports.js';
import { isAboutRegistration, isKnownRefused, type Registrations } from './registrations.js';
import { type Running, runningAttempt } from './running-attempt.js';
import type { Service } from '../service.js';
import type { ContextFor } from '../service-context.js';
import { settleTerms } from './settle-terms.js';
import { type ChosenWay, chooseWay, openWayBackAgain } from './way-back.js';

export interface SignIn {
  /** Begins a sign-in and returns its id; one that waits for the same connection or service ends. */
  begin(plan: AttemptPlan): string;
  /** An address that came back from a browser; one that answers no waiting attempt is ignored (H1, H3). */
  receive(address: string): Promise<void>;
  /** An address copied from the browser by hand; why it cannot be used is told in place. */
  paste(attemptId: string, address: string): Failure | null;
  openAgain(attemptId: string): Promise<Failure | null>;
  /** An address that leads to the question, to be copied. */
  link(attemptId: string): Promise<Outcome<string> | null>;
  changeWay(attemptId: string, way: Exclude<ChosenWay, 'service_account'>): Failure | null;
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

export interface SignInNeeds {
  readonly book: ConnectionBook;
  readonly clock: Clock;
  readonly oauth: OAuthContext;
  readonly contextFor: ContextFor;
  readonly adjuster: Adjuster;
  readonly userAgent: UserAgent;
  readonly scheme: PrivateUseScheme;
  /** The plan of an attempt found on disk; null when its service is no longer known. */
  readonly planOf: (pending: PendingAttempt) => AttemptPlan | null;
  readonly registrations: Registrations;
  readonly changed: () => void;
  /** A browser came back with the answer that was awaited: the person looks for the app now. */
  readonly answered: () => void;
  /** A connection was stored, new or renewed. */
  readonly connected: (connectionId: string) => void;
}

export function createSignIn(needs: SignInNeeds): SignIn {
  const { book, clock, userAgent, adjuster, changed } = needs;
  const attempts = new Map<string, Running>();

  const isCurrent = (attempt: Running) =>
    attempts.get(attempt.id) === attempt && !attempt.abort.signal.aborted;

  function contextFor(attempt: Running, terms: SignInTerms): OAuthContext {
    const { server, client, adjustments } = terms;
    const context = needs.contextFor({ server, clientId: client.clientId, adjustments });
    return { ...context, signal: attempt.abort.signal };
  }

  function enter(attempt: Running, phase: Phase): void {
    attempt.phase = phase;
    changed();
  }

  function begin(
    plan: AttemptPlan,
    way: ChosenWay | null = null,
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
    for (const other of [...attempts.values()]) {
      const isRival = other.service.id === attempt.service.id;
      if (isRival && other.connectionId === attempt.connectionId) void cancel(other.id);
    }
    attempts.set(id, attempt);
    changed();
    start(attempt, plan, false);
    return id;
  }

  function start(attempt: Running, plan: AttemptPlan, confirmed: boolean): void {
    prepare(attempt, plan, confirmed).catch((error: unknown) =>
      fail(attempt, storageFailure(error)),
    );
  }

  async function prepare(attempt: Running, wish: AttemptPlan, confirmed: boolean): Promise<void> {
    const { registration } = attempt;
    const isOver =
      registration === 'refused' ||
      (registration === 'kept' && (await needs.registrations.hasEnded(wish.service)));
    const renewed = isOver ? await registerAnew(attempt, wish) : null;
    if (renewed !== null && renewed.kind !== 'ok') return fail(attempt, renewed.failure);
    const plan = renewed?.value ?? wish;
    const settled = await settleTerms(plan, { ...needs.oauth, signal: attempt.abort.signal });
    if (settled.kind !== 'ok') return fail(attempt, settled.failure);
    const terms = settled.value;
    attempt.asked = { clientId: terms.client.clientId, scopes: terms.scopesAsked };
    const hosts = [...new Set(privateEndpointsOf(terms.server).map(({ host }) => host))];
    if (hosts.length > 0 && !confirmed) {
      if (isCurrent(attempt)) enter(attempt, { kind: 'confirm_private_network', hosts });
      return;
    }
    const way = await chooseWay(attempt.wishedWay, plan.service, terms.server, needs.scheme);
    attempt.otherWays = otherWaysThan(way, plan.service, terms.server);
    switch (way) {
      case 'app_link':
      case 'local_address':
        return throughBrowser(attempt, plan, terms, way);
      case 'device_code':
        return byCode(attempt, plan, terms);
      case 'service_account':
        return asServiceAccount(attempt, terms);
    }
  }

  /** Null: the client is not one that the app registered. */
  async function registerAnew(
    attempt: Running,
    plan: AttemptPlan,
  ): Promise<Outcome<AttemptPlan> | null> {
    const context = { ...needs.oauth, signal: attempt.abort.signal };
    const anew = await needs.registrations.anew(plan.service, context);
    if (anew?.kind !== 'ok') return anew;
    attempt.registration = 'anew';
    attempt.plan = { ...plan, service: anew.value };
    return { kind: 'ok', value: attempt.plan };
  }

  /** Nobody has been asked yet: with a new registration the question is put once more, and only once. */
  async function refusedBeforehand(
    attempt: Running,
    plan: AttemptPlan,
    failure: Failure,
  ): Promise<void> {
    const isFirst = attempt.registration === 'kept' && isAboutRegistration(failure);
    const anew = isFirst && isCurrent(attempt) ? await registerAnew(attempt, plan) : null;
    if (anew?.kind === 'ok') return prepare(attempt, anew.value, false);
    return fail(attempt, anew === null ? failure : anew.failure);
  }

  async function throughBrowser(
    attempt: Running,
    plan: AttemptPlan,
    terms: SignInTerms,
    way: PendingInBrowser['way'],
  ): Promise<void> {
    const context = contextFor(attempt, terms);
    const asked = await askInBrowser(attempt.id, plan, terms, way, adjuster, context);
    if (asked.kind !== 'ok') return refusedBeforehand(attempt, plan, asked.failure);
    const { pending, loopback } = asked.value;
    try {
      if (isCurrent(attempt)) await book.commit([{ kind: 'put_attempt', attempt: pending }]);
    } catch (error) {
      void loopback?.close();
      return fail(attempt, storageFailure(error));
    }
    if (!isCurrent(attempt)) {
      void loopback?.close();
      return forget(attempt.id);
    }
    waitForBrowser(attempt, pending, loopback);
    await openBrowser(attempt, pending);
  }

  function waitForBrowser(
    attempt: Running,
    pending: PendingInBrowser,
    loopback: LoopbackRedirect | null,
  ): void {
    attempt.loopback = loopback;
    loopback?.onCallback((url) => void receive(url));
    attempt.timeout = clock.after(pending.expiresAt - clock.now(), () => {
      if (attempt.phase.kind === 'waiting') void fail(attempt, failureOf('sign_in_expired'));
    });
    enter(attempt, { kind: 'waiting', pending, trouble: null });
  }

  async function openBrowser(attempt: Running, pending: PendingInBrowser): Promise<Failure | null> {
    const trouble = await userAgent.open(pending.authorizationUrl);
    if (trouble && isCurrent(attempt) && attempt.phase.kind === 'waiting') {
      enter(attempt, { ...attempt.phase, trouble });
    }
    return trouble;
  }

  async function byCode(attempt: Running, plan: AttemptPlan, terms: SignInTerms): Promise<void> {
    const context = contextFor(attempt, terms);
    const asked = await askByCode(attempt.id, attempt.connectionId, terms, context);
    if (asked.kind !== 'ok') return refusedBeforehand(attempt, plan, asked.failure);
    if (!isCurrent(attempt)) return;
    await book.commit([{ kind: 'put_attempt', attempt: asked.value }]);
    await waitForCode(attempt, asked.value);
  }

  async function waitForCode(attempt: Running, pending: PendingCode): Promise<void> {
    if (!isCurrent(attempt)) return forget(attempt.id);
    enter(attempt, { kind: 'waiting_for_code', pending });
    const { terms } = pending;
    const context = contextFor(attempt, terms);
    const granted = await awaitGrant(pending, clock, () => isCurrent(attempt), context);
    if (!isCurrent(attempt)) return;
    if (granted === null) return fail(attempt, failureOf('sign_in_expired'));
    if (granted.kind !== 'ok') return fail(attempt, granted.failure);
    enter(attempt, { kind: 'finishing' });
    needs.answered();
    await book.commit([{ kind: 'delete_attempt', attemptId: attempt.id }]);
    await settle(attempt, await completeByCode(attempt.id, terms, granted.value, context));
  }

  async function asServiceAccount(attempt: Running, terms: SignInTerms): Promise<void> {
    enter(attempt, { kind: 'finishing' });
    await settle(attempt, await completeAsServiceAccount(terms, contextFor(attempt, terms)));
  }

  /** Nobody may finish this attempt any more, and nothing of it keeps running. */
  function release(attempt: Running): void {
    attempt.timeout?.cancel();
    attempt.timeout = null;
    void attempt.loopback?.close();
    attempt.loopback = null;
  }

  async function forget(attemptId: string): Promise<void> {
    // A record that stays behind expires by itself within minutes: nothing to tell anyone.
    await book.commit([{ kind: 'delete_attempt', attemptId }]).catch(() => undefined);
  }

  async function fail(attempt: Running, failure: Failure): Promise<void> {
    if (!isCurrent(attempt)) return;
    release(attempt);
    // Trying again begins with a new registration, where the old one is the app's own.
    if (isAboutRegistration(failure)) attempt.registration = 'refused';
    const { plan, asked } = attempt;
    const seen = plan && asked ? seenWithAdminScopes(failure, plan.service, asked) : failure;
    enter(attempt, { kind: 'failed', failure: seen });
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
    enter(attempt, { kind: 'finishing' });
    try {
      // Used up before the code is sent: the same answer can never be redeemed twice (H4).
      await book.commit([{ kind: 'delete_attempt', attemptId: attempt.id }]);
      const context = contextFor(attempt, pending.terms);
      await settle(attempt, await completeInBrowser(pending, callback, context));
    } catch (error) {
      await fail(attempt, storageFailure(error));
    }
  }

  async function settle(attempt: Running, outcome: Outcome<SignedIn>): Promise<void> {
    if (!isCurrent(attempt)) return;
    if (outcome.kind !== 'ok') return fail(attempt, outcome.failure);
    const signedIn = outcome.value;
    const again = attempt.connectionId === null ? null : book.get(attempt.connectionId);
    if (again && !isSameAccount(again.connection.account, signedIn.account)) {
      const expected = again.connection.account;
      enter(attempt, { kind: 'other_account', signedIn, expected });
      return;
    }
    await store(attempt, signedIn, attempt.connectionId);
  }

  /** @param connectionId the one signed in again; null: it is to be a new one, if the account is not listed yet */
  async function store(
    attempt: Running,
    signedIn: SignedIn,
    connectionId: string | null,
  ): Promise<void> {
    const now = clock.now();
    const stored: { connection: Connection | null; merged: boolean } = {
      connection: null,
      merged: false,
    };
    await book.commit(() => {
      // As it is by then: a label given meanwhile stays, and asked twice for one account it is listed once.
      const again = connectionId === null ? null : book.get(connectionId);
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
    book.passes(connection.id, { kind: 'signed_in' });
    needs.connected(connection.id);
    // The sign-in is stored: a registration that could not be is made anew when it is missed.
    const { serviceId, client } = signedIn.terms;
    await needs.registrations.worked(serviceId, client.clientId).catch(() => undefined);
    enter(attempt, { kind: 'connected', connection, merged });
  }

  /** The same account at the same service is one card, however often it is added. */
  function listedAccount({ terms, account }: SignedIn): Connection | null {
    const entry = book
      .all()
      .find(
        ({ connection }) =>
          connection.serviceId === terms.serviceId && isSameAccount(connection.account, account),
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
    const { kind } = attempt.phase;
    if (kind === 'waiting' || kind === 'waiting_for_code') await forget(attemptId);
  }

  async function resumeOne(pending: PendingAttempt): Promise<void> {
    if (pending.expiresAt <= clock.now()) return forget(pending.id);
    const plan = needs.planOf(pending);
    const { serviceId, serviceName, server } = pending.terms;
    const attempt = runningAttempt(pending.id, {
      service: { id: serviceId, name: serviceName },
      connectionId: pending.connectionId,
      plan,
      asked: { clientId: pending.terms.client.clientId, scopes: pending.terms.scopesAsked },
      otherWays: plan
        ? otherWaysThan(pending.kind === 'code' ? 'device_code' : pending.way, plan.service, server)
        : [],
    });
    attempts.set(attempt.id, attempt);
    switch (pending.kind) {
      case 'browser':
        waitForBrowser(attempt, pending, await openWayBackAgain(pending));
        break;
      case 'code':
        waitForCode(attempt, pending).catch((error: unknown) =>
          fail(attempt, storageFailure(error)),
        );
        break;
    }
  }

  /** The question of a waiting attempt, fit to be opened now; null: it does not wait for a browser. */
  async function freshQuestion(attempt: Running): Promise<Outcome<PendingInBrowser> | null> {
    if (attempt.phase.kind !== 'waiting') return null;
    const { pending } = attempt.phase;
    const asked = await askAgain(pending, adjuster, contextFor(attempt, pending.terms));
    if (asked.kind === 'ok' && asked.value !== pending && isCurrent(attempt)) {
      await book.commit([{ kind: 'put_attempt', attempt: asked.value }]);
      enter(attempt, { ...attempt.phase, pending: asked.value });
    }
    return asked;
  }

  return {
    begin: (plan) => begin(plan),
    receive,
    cancel,
    adminRequest(attemptId) {
      const { plan, asked } = attempts.get(attemptId) ?? { plan: null, asked: null };
      return plan && asked ? adminRequest(plan.service, asked) : null;
    },
    views: () => [...attempts.values()].map(attemptView),
    serviceOf: (attemptId) => attempts.get(attemptId)?.plan?.service ?? null,

    async link(attemptId) {
      const attempt = attempts.get(attemptId);
      if (!attempt) return null;
      if (attempt.phase.kind === 'waiting_for_code') {
        return { kind: 'ok', value: codePage(attempt.phase.pending) };
      }
      const question = await freshQuestion(attempt);
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
      void finish(attempt, read);
      return null;
    },

    async openAgain(attemptId) {
      const attempt = attempts.get(attemptId);
      if (!attempt) return failureOf('not_found');
      if (attempt.phase.kind === 'waiting_for_code') {
        return userAgent.open(codePage(attempt.phase.pending));
      }
      const question = await freshQuestion(attempt);
      if (question === null) return failureOf('not_found');
      return question.kind === 'ok' ? openBrowser(attempt, question.value) : question.failure;
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
      enter(attempt, { kind: 'preparing' });
      start(attempt, attempt.plan, true);
      return null;
    },

    async keepAsNew(attemptId) {
      const attempt = attempts.get(attemptId);
      if (attempt?.phase.kind !== 'other_account') return failureOf('not_found');
      try {
        await store(attempt, attempt.phase.signedIn, null);
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
      for (const pending of await book.ledger().attempts()) await resumeOne(pending);
    },

    stop() {
      // What waits stays on disk, so that the answer can still finish it.
      for (const attempt of attempts.values()) {
        attempt.abort.abort();
        release(attempt);
      }
      attempts.clear();
    },
  };
}

function codePage({ verificationUri, verificationUriComplete }: PendingCode): string {
  return verificationUriComplete ?? verificationUri;
}
