/**
 * The sign-ins under way: which there are, whether one may go on, and how one fails. After every
 * await the others ask isCurrent(): the user may have cancelled or started again meanwhile.
 */
import type { AttemptView } from '../../../ipc/attempt-view.js';
import type { Failure } from '../../../ipc/failure.js';
import type { OAuthContext } from '../../oauth/context.js';
import { withAdminConsent } from './admin-request.js';
import { attemptView, type Phase } from './attempt.js';
import type { SignInParameters } from '../connection.js';
import type { ConnectionStore } from '../connection-store.js';
import { isRegistrationRefusal } from './client-registrations.js';
import type { RunningAttempt } from './running-attempt.js';
import type { ContextFor } from '../service-context.js';

export interface RunningAttempts {
  get(attemptId: string): RunningAttempt | undefined;
  all(): readonly RunningAttempt[];
  add(attempt: RunningAttempt): void;
  /** Neither cancelled nor started again. */
  isCurrent(attempt: RunningAttempt): boolean;
  enter(attempt: RunningAttempt, phase: Phase): void;
  /** Its requests are aborted with the attempt. */
  contextFor(attempt: RunningAttempt, parameters: SignInParameters): OAuthContext;
  /** Stops waiting for the browser: closes the loopback listener and cancels the timeout. */
  release(attempt: RunningAttempt): void;
  fail(attempt: RunningAttempt, failure: Failure): Promise<void>;
  /** Deletes its record on the disk. Never rejects. */
  forget(attemptId: string): Promise<void>;
  cancel(attemptId: string): Promise<void>;
  views(): readonly AttemptView[];
  stop(): void;
}

export function createRunningAttempts({
  store,
  contextFor,
  onChange,
}: {
  readonly store: ConnectionStore;
  readonly contextFor: ContextFor;
  readonly onChange: () => void;
}): RunningAttempts {
  const attempts = new Map<string, RunningAttempt>();

  const isCurrent = (attempt: RunningAttempt) =>
    attempts.get(attempt.id) === attempt && !attempt.abort.signal.aborted;

  function enter(attempt: RunningAttempt, phase: Phase): void {
    attempt.phase = phase;
    onChange();
  }

  function release(attempt: RunningAttempt): void {
    attempt.timeout?.cancel();
    attempt.timeout = null;
    void attempt.loopback?.close();
    attempt.loopback = null;
  }

  async function forget(attemptId: string): Promise<void> {
    // A record that cannot be deleted expires by itself within minutes.
    await store.commit([{ kind: 'delete_attempt', attemptId }]).catch(() => undefined);
  }

  return {
    get: (attemptId) => attempts.get(attemptId),
    all: () => [...attempts.values()],
    add(attempt) {
      attempts.set(attempt.id, attempt);
      onChange();
    },
    isCurrent,
    enter,
    contextFor(attempt, { server, client, adjustments }) {
      const context = contextFor({ server, clientId: client.clientId, adjustments });
      return { ...context, signal: attempt.abort.signal };
    },
    release,
    forget,

    async fail(attempt, failure) {
      if (!isCurrent(attempt)) return;
      release(attempt);
      // Trying again starts with a new registration, where the refused one is the app's own.
      if (isRegistrationRefusal(failure)) attempt.registration = 'refused';
      const { plan, requested } = attempt;
      const explained =
        plan && requested ? withAdminConsent(failure, plan.service, requested) : failure;
      enter(attempt, { kind: 'failed', failure: explained });
      await forget(attempt.id);
    },

    async cancel(attemptId) {
      const attempt = attempts.get(attemptId);
      if (!attempt) return;
      attempts.delete(attemptId);
      attempt.abort.abort();
      release(attempt);
      onChange();
      const { kind } = attempt.phase;
      const isStored =
        kind === 'waiting' || kind === 'waiting_for_code' || kind === 'waiting_for_server';
      if (isStored) await forget(attemptId);
    },

    views: () => [...attempts.values()].map(attemptView),

    stop() {
      // The records of pending attempts stay on the disk, so that an answer can still complete them.
      for (const attempt of attempts.values()) {
        attempt.abort.abort();
        release(attempt);
      }
      attempts.clear();
    },
  };
}
