/**
 * Signing in, as the window requests it: start.ts makes the request, pending.ts waits for the user's
 * answer, complete.ts stores the result, and running-attempts.ts knows which attempts may go on.
 */
import { randomUUID } from 'node:crypto';

import type { AttemptView } from '../../../ipc/attempt-view.js';
import type { Failure } from '../../../ipc/failure.js';
import type { PendingAttempt } from '../connection.js';
import { failureOf, storageFailure, type RequestOutcome } from '../failures.js';
import { isRefusedClient } from '../registration/client-registrations.js';
import type { Service } from '../service.js';
import { adminRequest } from './admin-request.js';
import { type AttemptPlan, otherMethodsThan } from './attempt.js';
import type { SignInCompletion } from './complete.js';
import { keptService } from './moved-service.js';
import { codePage, methodOf } from './pending-plan.js';
import type { PendingSignIns } from './pending.js';
import { type RedirectMethod, type SignInMethod, reopenRedirect } from './redirect.js';
import { newRunningAttempt, type RunningAttempt } from './running-attempt.js';
import type { RunningAttempts } from './running-attempts.js';
import { createSignInParts, type SignInOptions } from './sign-in-parts.js';
import type { SignInStarter } from './start.js';
import { validatePastedCallback } from './validate-pasted-callback.js';

export class SignIn {
  readonly #options: SignInOptions;
  readonly #attempts: RunningAttempts;
  readonly #completion: SignInCompletion;
  readonly #pendingSignIns: PendingSignIns;
  readonly #starter: SignInStarter;

  constructor(options: SignInOptions) {
    const { attempts, completion, pendingSignIns, starter } = createSignInParts(options);
    this.#options = options;
    this.#attempts = attempts;
    this.#completion = completion;
    this.#pendingSignIns = pendingSignIns;
    this.#starter = starter;
  }

  /** Starts a sign-in and returns its id; cancels one that waits for the same connection or service. */
  start(plan: AttemptPlan): string {
    return this.#start(plan, randomUUID(), null);
  }

  /** Resumes attempts that waited when the app last ended. Rejects with StorageError. */
  async resume(): Promise<void> {
    for (const pending of await this.#options.store.recordStore().attempts()) {
      if (pending.kind === 'revocation') this.#attempts.resumeRevocation(pending);
      else await this.#resumeOne(pending);
    }
  }

  /** An address that came back from a browser; ignored unless a pending attempt waits for it (H1, H3). */
  async receive(address: string): Promise<void> {
    await this.#pendingSignIns.receive(address);
  }

  /** Text with the address from the browser, copied by hand. Returns why it cannot be used. */
  paste(attemptId: string, text: string): Failure | null {
    const attempt = this.#attempts.get(attemptId);
    if (attempt?.phase.kind !== 'waiting') return failureOf('not_found');
    const { pending } = attempt.phase;
    const context = this.#attempts.contextFor(attempt, pending.parameters);
    const pasted = validatePastedCallback(text, pending, context);
    if (pasted.kind === 'unusable') return pasted.failure;
    void this.#pendingSignIns.complete(attempt, pasted.callback);
    return null;
  }

  async openAgain(attemptId: string): Promise<Failure | null> {
    const attempt = this.#attempts.get(attemptId);
    if (!attempt) return failureOf('not_found');
    if (attempt.phase.kind === 'waiting_for_code') {
      return this.#options.userAgent.open(codePage(attempt.phase.pending));
    }
    if (attempt.phase.kind === 'waiting_for_server') {
      return this.#pendingSignIns.openBrowser(attempt, attempt.phase.pending);
    }
    const request = await this.#pendingSignIns.usableRequest(attempt);
    if (request === null) return failureOf('not_found');
    return request.kind === 'ok'
      ? this.#pendingSignIns.openBrowser(attempt, request.value)
      : request.failure;
  }

  /** The address that openAgain() opens, to be copied. */
  async link(attemptId: string): Promise<RequestOutcome<string> | null> {
    const attempt = this.#attempts.get(attemptId);
    if (!attempt) return null;
    if (attempt.phase.kind === 'waiting_for_code') {
      return { kind: 'ok', value: codePage(attempt.phase.pending) };
    }
    if (attempt.phase.kind === 'waiting_for_server') {
      return { kind: 'ok', value: attempt.phase.pending.authorizationUrl };
    }
    const request = await this.#pendingSignIns.usableRequest(attempt);
    return request?.kind === 'ok' ? { kind: 'ok', value: request.value.authorizationUrl } : request;
  }

  /** Starts over by another method, under the same id. */
  changeMethod(attemptId: string, method: RedirectMethod | 'device_code'): Failure | null {
    const plan = this.#attempts.get(attemptId)?.plan;
    if (!plan) return failureOf('not_found');
    void this.cancel(attemptId);
    this.#start(plan, attemptId, method);
    return null;
  }

  /** The user agrees to a server that leads into a private network. */
  confirm(attemptId: string): Failure | null {
    const attempt = this.#attempts.get(attemptId);
    if (attempt?.phase.kind !== 'confirm_private_network' || !attempt.plan)
      return failureOf('not_found');
    attempt.confirmedHosts = [...attempt.confirmedHosts, ...attempt.phase.hosts];
    return this.#restart(attempt, attempt.plan);
  }

  /** The user agrees to go on where the service leads by now. */
  confirmMove(attemptId: string): Failure | null {
    const attempt = this.#attempts.get(attemptId);
    if (attempt?.phase.kind !== 'confirm_move' || !attempt.plan) return failureOf('not_found');
    const { plan, phase } = attempt;
    const confirmedOrigins = [...(plan.confirmedOrigins ?? []), ...phase.moves.map(({ to }) => to)];
    return this.#restart(attempt, { ...plan, confirmedOrigins });
  }

  /** The user signs in where the connection was made. */
  async keepServer(attemptId: string): Promise<Failure | null> {
    const attempt = this.#attempts.get(attemptId);
    if (attempt?.phase.kind !== 'confirm_move' || !attempt.plan) return failureOf('not_found');
    const { plan, phase } = attempt;
    try {
      const service = await keptService(plan, this.#options.store);
      if (service === null) return failureOf('newer_version');
      return attempt.phase === phase ? this.#restart(attempt, { ...plan, service }) : null;
    } catch (error) {
      return storageFailure(error);
    }
  }

  /** Another account signed in than the connection's: adds it as a connection of its own. */
  async keepAsNew(attemptId: string): Promise<Failure | null> {
    const attempt = this.#attempts.get(attemptId);
    if (attempt?.phase.kind !== 'other_account') return failureOf('not_found');
    try {
      await this.#completion.persist(attempt, attempt.phase.result, null);
      return null;
    } catch (error) {
      return storageFailure(error);
    }
  }

  /** Starts a failed attempt over under the same id; null where there is nothing to start. */
  tryAgain(attemptId: string): string | null {
    const attempt = this.#attempts.get(attemptId);
    if (!attempt?.plan) return null;
    void this.cancel(attemptId);
    const { plan, chosenMethod, registration } = attempt;
    return this.#start(plan, attemptId, chosenMethod, registration === 'refused');
  }

  cancel(attemptId: string): Promise<void> {
    return this.#attempts.cancel(attemptId);
  }

  /** The message for an administrator who has to consent; null: nothing has been requested yet. */
  adminRequest(attemptId: string): string | null {
    const attempt = this.#attempts.get(attemptId);
    return attempt?.plan && attempt.requested
      ? adminRequest(attempt.plan.service, attempt.requested)
      : null;
  }

  /** The service an attempt is about; null when it is no longer known. */
  serviceOf(attemptId: string): Service | null {
    return this.#attempts.get(attemptId)?.plan?.service ?? null;
  }

  /** The newest last. */
  views(): readonly AttemptView[] {
    return this.#attempts.views();
  }

  stop(): void {
    this.#attempts.stop();
  }

  #restart(attempt: RunningAttempt, plan: AttemptPlan): null {
    attempt.plan = plan;
    this.#attempts.enter(attempt, { kind: 'preparing' });
    this.#starter.start(attempt, plan);
    return null;
  }

  #start(
    plan: AttemptPlan,
    id: string,
    chosenMethod: SignInMethod | null,
    clientWasRefused = false,
  ): string {
    const isRefused = clientWasRefused || isRefusedClient(plan.connection, plan.service);
    const attempt = newRunningAttempt(id, {
      service: plan.service,
      connectionId: plan.connection?.id ?? null,
      plan,
      registration: isRefused ? 'refused' : 'current',
      chosenMethod,
    });
    for (const other of this.#attempts.all()) {
      const isSameService = other.service.id === attempt.service.id;
      if (isSameService && other.connectionId === attempt.connectionId) void this.cancel(other.id);
    }
    this.#attempts.add(attempt);
    this.#starter.start(attempt, plan);
    return id;
  }

  async #resumeOne(pending: PendingAttempt): Promise<void> {
    const { clock, planFor } = this.#options;
    if (pending.expiresAt <= clock.now()) return this.#attempts.forget(pending.id);
    const plan = planFor(pending);
    const { serviceId, serviceName, server, client, scopesRequested: scopes } = pending.parameters;
    const method = methodOf(pending);
    const attempt = newRunningAttempt(pending.id, {
      service: { id: serviceId, name: serviceName },
      connectionId: pending.connectionId,
      plan,
      requested: { clientId: client.clientId, scopes },
      otherMethods: plan ? otherMethodsThan(method, plan.service, server) : [],
    });
    this.#attempts.add(attempt);
    switch (pending.kind) {
      case 'browser':
        this.#pendingSignIns.waitForBrowser(
          attempt,
          pending,
          await reopenRedirect(pending, this.#options.peerUsers),
        );
        break;
      case 'code':
      case 'server_held':
        this.#pendingSignIns
          .waitForGrant(attempt, pending)
          .catch((error: unknown) => this.#attempts.fail(attempt, storageFailure(error)));
        break;
    }
  }
}
