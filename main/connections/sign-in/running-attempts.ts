/**
 * The sign-ins under way: which there are, whether one may go on, and how one fails. After every
 * await the others ask isCurrent(): the user may have cancelled or started again meanwhile.
 */
import type { AttemptView } from '../../../ipc/attempt-view.js';
import type { Failure } from '../../../ipc/failure.js';
import type { OAuthContext } from '../../oauth/context.js';
import type { KnownSecrets } from '../../oauth/known-secrets.js';
import type { Clock } from '../../ports/clock.js';
import type { ConnectionStore } from '../connection-store.js';
import type { PendingRevocation, SignInParameters } from '../connection.js';
import { isRegistrationRefusal } from '../registration/client-registrations.js';
import type { ContextFor } from '../service-context.js';
import { withAdminConsent } from './admin-request.js';
import { attemptView, type Phase } from './attempt.js';
import { unkeptOf } from './exchange.js';
import type { RunningAttempt } from './running-attempt.js';
import { type Unkept, UnkeptTokens, type UnkeptTokensOptions } from './unkept-tokens.js';

export interface RunningAttemptsOptions {
  readonly store: ConnectionStore;
  readonly secrets: KnownSecrets;
  readonly clock: Clock;
  readonly contextFor: ContextFor;
  readonly availability: UnkeptTokensOptions['availability'];
  readonly random: () => number;
  readonly onChange: () => void;
}

export class RunningAttempts {
  readonly #options: RunningAttemptsOptions;
  readonly #unkeptTokens: UnkeptTokens;
  readonly #attempts = new Map<string, RunningAttempt>();

  constructor(options: RunningAttemptsOptions) {
    this.#options = options;
    this.#unkeptTokens = new UnkeptTokens({
      ...options,
      isSigningIn: (issuer) => this.all().some((attempt) => isUnderWay(attempt, issuer)),
    });
  }

  get(attemptId: string): RunningAttempt | undefined {
    return this.#attempts.get(attemptId);
  }

  all(): readonly RunningAttempt[] {
    return [...this.#attempts.values()];
  }

  views(): readonly AttemptView[] {
    const filter = this.#options.secrets.ofAll;
    return this.all().map((attempt) => attemptView(attempt, filter));
  }

  add(attempt: RunningAttempt): void {
    this.#attempts.set(attempt.id, attempt);
    this.#options.onChange();
  }

  /** Neither cancelled nor started again. */
  isCurrent(attempt: RunningAttempt): boolean {
    return this.#attempts.get(attempt.id) === attempt && !attempt.abort.signal.aborted;
  }

  enter(attempt: RunningAttempt, phase: Phase): void {
    attempt.phase = phase;
    this.#options.onChange();
  }

  /** Its requests are aborted with the attempt. */
  contextFor(attempt: RunningAttempt, parameters: SignInParameters): OAuthContext {
    const { serviceId, server, client, adjustments } = parameters;
    const context = this.#options.contextFor({
      serviceId,
      server,
      clientId: client.clientId,
      adjustments,
    });
    return {
      ...context,
      signal: attempt.abort.signal,
      discardTokens: (tokens) =>
        this.revoke({ grantType: 'authorization_code', parameters, tokens, account: null }),
    };
  }

  /** Revokes tokens that nobody keeps. */
  revoke(unkept: Unkept): void {
    this.#unkeptTokens.revoke(unkept);
  }

  resumeRevocation(pending: PendingRevocation): void {
    this.#unkeptTokens.resume(pending);
  }

  /** Stops waiting for the browser: closes the loopback listener and cancels what was set for later. */
  release(attempt: RunningAttempt): void {
    attempt.timeout?.cancel();
    attempt.timeout = null;
    void attempt.loopback?.close();
    attempt.loopback = null;
    attempt.linkSchemeWatch?.cancel();
    attempt.linkSchemeWatch = null;
  }

  async fail(attempt: RunningAttempt, failure: Failure): Promise<void> {
    if (!this.isCurrent(attempt)) return;
    this.release(attempt);
    // Trying again starts with a new registration, where the refused one is the app's own.
    if (isRegistrationRefusal(failure)) attempt.registration = 'refused';
    const { plan, requested } = attempt;
    if (plan && failure.code === 'prompt_refused') attempt.plan = { ...plan, withoutPrompt: true };
    if (plan && failure.code === 'proof_refused') attempt.plan = { ...plan, withoutProof: true };
    const explained =
      plan && requested ? withAdminConsent(failure, plan.service, requested) : failure;
    this.enter(attempt, { kind: 'failed', failure: explained });
    await this.forget(attempt.id);
  }

  /** Deletes its record on the disk. Never rejects. */
  async forget(attemptId: string): Promise<void> {
    const { store } = this.#options;
    // A record that cannot be deleted expires by itself within minutes.
    await store.commit([{ kind: 'delete_attempt', attemptId }]).catch(() => undefined);
  }

  async cancel(attemptId: string): Promise<void> {
    const attempt = this.#attempts.get(attemptId);
    if (!attempt) return;
    this.#attempts.delete(attemptId);
    attempt.abort.abort();
    this.release(attempt);
    this.#options.onChange();
    const { kind } = attempt.phase;
    if (attempt.phase.kind === 'other_account') this.revoke(unkeptOf(attempt.phase.result));
    const isStored =
      kind === 'waiting' || kind === 'waiting_for_code' || kind === 'waiting_for_server';
    if (isStored) await this.forget(attemptId);
  }

  stop(): void {
    // The records of pending attempts stay on the disk, so that an answer can still complete them.
    for (const attempt of this.#attempts.values()) {
      attempt.abort.abort();
      this.release(attempt);
    }
    this.#attempts.clear();
    this.#unkeptTokens.stop();
  }
}

/** Before the server is known, it may be any. */
function isUnderWay({ phase }: RunningAttempt, issuer: string): boolean {
  switch (phase.kind) {
    case 'waiting':
    case 'waiting_for_code':
    case 'waiting_for_server':
      return phase.pending.parameters.server.issuer === issuer;
    case 'preparing':
    case 'finishing':
      return true;
    case 'confirm_private_network':
    case 'confirm_move':
    case 'other_account':
    case 'connected':
    case 'failed':
      return false;
  }
}
