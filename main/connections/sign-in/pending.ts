/** While the person answers, in a browser or on another device: the question is theirs to open again, and the answer is known by its state. */
import type { Failure } from '../../../ipc/failure.js';
import { type CallbackResponse, readCallback } from '../../oauth/callback.js';
import type { LoopbackRedirect } from '../../oauth/loopback-redirect.js';
import { awaitGrant } from './device-authorization.js';
import { askAgain } from './browser-authorization.js';
import { completeByCode, completeInBrowser } from './exchange.js';
import type { PendingCode, PendingInBrowser } from '../connection.js';
import type { ConnectionStore } from '../connection-store.js';
import { failureOf, type RequestOutcome, storageFailure } from '../failures.js';
import type { Finishing } from './complete.js';
import type { Adjuster } from '../../ports/adjuster.js';
import type { Clock } from '../../ports/clock.js';
import type { UserAgent } from '../../ports/user-agent.js';
import type { Running } from './running-attempt.js';
import type { RunningAttempts } from './running-attempts.js';

export interface Waiting {
  forBrowser(attempt: Running, pending: PendingInBrowser, loopback: LoopbackRedirect | null): void;
  /** Until the answer is there and finished, or there can be none any more. */
  forCode(attempt: Running, pending: PendingCode): Promise<void>;
  /** Why the browser cannot be opened is shown in the attempt too. */
  openBrowser(attempt: Running, pending: PendingInBrowser): Promise<Failure | null>;
  /** The question of a waiting attempt, fit to be opened now; null: it does not wait for a browser. */
  freshQuestion(attempt: Running): Promise<RequestOutcome<PendingInBrowser> | null>;
  /** An address that came back from a browser; one that answers no waiting attempt is ignored (H1, H3). */
  readonly receive: (address: string) => Promise<void>;
  finish(attempt: Running, callback: CallbackResponse): Promise<void>;
}

export interface PendingOptions {
  readonly attempts: RunningAttempts;
  readonly finishing: Finishing;
  readonly store: ConnectionStore;
  readonly clock: Clock;
  readonly adjuster: Adjuster;
  readonly userAgent: UserAgent;
  readonly answered: () => void;
}

export function createWaiting(needs: PendingOptions): Waiting {
  const { attempts, finishing, store, clock, adjuster } = needs;

  function waitingFor(callback: CallbackResponse): Running | null {
    for (const attempt of attempts.all()) {
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
    attempts.release(attempt);
    attempts.enter(attempt, { kind: 'finishing' });
    try {
      // Used up before the code is sent: the same answer can never be redeemed twice (H4).
      await store.commit([{ kind: 'delete_attempt', attemptId: attempt.id }]);
      const context = attempts.contextFor(attempt, pending.terms);
      await finishing.settle(attempt, await completeInBrowser(pending, callback, context));
    } catch (error) {
      await attempts.fail(attempt, storageFailure(error));
    }
  }

  return {
    forBrowser(attempt, pending, loopback) {
      attempt.loopback = loopback;
      loopback?.onCallback((url) => void receive(url));
      attempt.timeout = clock.after(pending.expiresAt - clock.now(), () => {
        if (attempt.phase.kind === 'waiting') {
          void attempts.fail(attempt, failureOf('sign_in_expired'));
        }
      });
      attempts.enter(attempt, { kind: 'waiting', pending, trouble: null });
    },

    async forCode(attempt, pending) {
      const isCurrent = () => attempts.isCurrent(attempt);
      if (!isCurrent()) return attempts.forget(attempt.id);
      attempts.enter(attempt, { kind: 'waiting_for_code', pending });
      const { terms } = pending;
      const context = attempts.contextFor(attempt, terms);
      const granted = await awaitGrant(pending, clock, isCurrent, context);
      if (!isCurrent()) return;
      if (granted === null) return attempts.fail(attempt, failureOf('sign_in_expired'));
      if (granted.kind !== 'ok') return attempts.fail(attempt, granted.failure);
      attempts.enter(attempt, { kind: 'finishing' });
      needs.answered();
      await store.commit([{ kind: 'delete_attempt', attemptId: attempt.id }]);
      const signedIn = await completeByCode(attempt.id, terms, granted.value, context);
      await finishing.settle(attempt, signedIn);
    },

    async openBrowser(attempt, pending) {
      const trouble = await needs.userAgent.open(pending.authorizationUrl);
      if (trouble && attempts.isCurrent(attempt) && attempt.phase.kind === 'waiting') {
        attempts.enter(attempt, { ...attempt.phase, trouble });
      }
      return trouble;
    },

    async freshQuestion(attempt) {
      if (attempt.phase.kind !== 'waiting') return null;
      const { pending } = attempt.phase;
      const asked = await askAgain(pending, adjuster, attempts.contextFor(attempt, pending.terms));
      if (asked.kind === 'ok' && asked.value !== pending && attempts.isCurrent(attempt)) {
        await store.commit([{ kind: 'put_attempt', attempt: asked.value }]);
        attempts.enter(attempt, { ...attempt.phase, pending: asked.value });
      }
      return asked;
    },

    receive,
    finish,
  };
}
