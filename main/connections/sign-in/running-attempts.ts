/**
 * The sign-ins under way: which there are, whether one may still go on, and how one ends that did
 * not work. After every await it is asked whether an attempt is still the same: the person may have
 * cancelled or begun again meanwhile.
 */
import type { AttemptView } from '../../../ipc/attempt-view.js';
import type { Failure } from '../../../ipc/failure.js';
import type { OAuthContext } from '../../oauth/context.js';
import { seenWithAdminScopes } from './admin-request.js';
import { attemptView, type Phase } from './attempt.js';
import type { SignInParameters } from '../connection.js';
import type { ConnectionStore } from '../connection-store.js';
import { isAboutRegistration } from './client-registrations.js';
import type { Running } from './running-attempt.js';
import type { ContextFor } from '../service-context.js';

export interface RunningAttempts {
  get(attemptId: string): Running | undefined;
  all(): readonly Running[];
  add(attempt: Running): void;
  /** Neither cancelled nor begun again. */
  isCurrent(attempt: Running): boolean;
  enter(attempt: Running, phase: Phase): void;
  /** Whatever is asked in it ends with the attempt. */
  contextFor(attempt: Running, terms: SignInParameters): OAuthContext;
  /** Nobody may finish this attempt any more, and nothing of it keeps running. */
  release(attempt: Running): void;
  fail(attempt: Running, failure: Failure): Promise<void>;
  /** Takes what is on the disk of it away. */
  forget(attemptId: string): Promise<void>;
  readonly cancel: (attemptId: string) => Promise<void>;
  readonly views: () => readonly AttemptView[];
  readonly stop: () => void;
}

export function createRunningAttempts(needs: {
  readonly store: ConnectionStore;
  readonly contextFor: ContextFor;
  readonly changed: () => void;
}): RunningAttempts {
  const { store, changed } = needs;
  const attempts = new Map<string, Running>();

  const isCurrent = (attempt: Running) =>
    attempts.get(attempt.id) === attempt && !attempt.abort.signal.aborted;

  function enter(attempt: Running, phase: Phase): void {
    attempt.phase = phase;
    changed();
  }

  function release(attempt: Running): void {
    attempt.timeout?.cancel();
    attempt.timeout = null;
    void attempt.loopback?.close();
    attempt.loopback = null;
  }

  async function forget(attemptId: string): Promise<void> {
    // A record that stays behind expires by itself within minutes: nothing to tell anyone.
    await store.commit([{ kind: 'delete_attempt', attemptId }]).catch(() => undefined);
  }

  return {
    get: (attemptId) => attempts.get(attemptId),
    all: () => [...attempts.values()],
    add(attempt) {
      attempts.set(attempt.id, attempt);
      changed();
    },
    isCurrent,
    enter,
    contextFor(attempt, { server, client, adjustments }) {
      const context = needs.contextFor({ server, clientId: client.clientId, adjustments });
      return { ...context, signal: attempt.abort.signal };
    },
    release,
    forget,

    async fail(attempt, failure) {
      if (!isCurrent(attempt)) return;
      release(attempt);
      // Trying again begins with a new registration, where the old one is the app's own.
      if (isAboutRegistration(failure)) attempt.registration = 'refused';
      const { plan, asked } = attempt;
      const seen = plan && asked ? seenWithAdminScopes(failure, plan.service, asked) : failure;
      enter(attempt, { kind: 'failed', failure: seen });
      await forget(attempt.id);
    },

    async cancel(attemptId) {
      const attempt = attempts.get(attemptId);
      if (!attempt) return;
      attempts.delete(attemptId);
      attempt.abort.abort();
      release(attempt);
      changed();
      const { kind } = attempt.phase;
      if (kind === 'waiting' || kind === 'waiting_for_code') await forget(attemptId);
    },

    views: () => [...attempts.values()].map(attemptView),

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
