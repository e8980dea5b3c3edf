/**
 * A sign-in while the user decides, in a browser or on another device: they may open the request
 * again, and its state tells which answer belongs to it. Longer than 250 lines because the browser, the
 * code and the server that keeps the grant are three ends of one wait.
 */
import type { Failure } from '../../../ipc/failure.js';
import { type Callback, type CallbackResponse, readCallback } from '../../oauth/callback.js';
import type { OAuthContext } from '../../oauth/context.js';
import type { LoopbackOutcome } from '../../oauth/loopback-page.js';
import type { LoopbackRedirect } from '../../oauth/loopback-redirect.js';
import type { Adjuster } from '../../ports/adjuster.js';
import type { Clock } from '../../ports/clock.js';
import type { LinkScheme } from '../../ports/link-scheme.js';
import type { UserAgent } from '../../ports/user-agent.js';
import type { ConnectionStore } from '../connection-store.js';
import type {
  PendingAtServer,
  PendingCode,
  PendingInBrowser,
  SignInParameters,
} from '../connection.js';
import { failureOf, storageFailure, type RequestOutcome } from '../failures.js';
import type { Phase } from './attempt.js';
import { withUsableUrl } from './browser-authorization.js';
import type { SignInCompletion } from './complete.js';
import { pollForGrant } from './device-authorization.js';
import {
  exchangeCallback,
  resultOfDeviceGrant,
  resultOfServerHeldGrant,
  type SignInResult,
} from './exchange.js';
import { LinkSchemeWatch } from './link-scheme-watch.js';
import type { RunningAttempt } from './running-attempt.js';
import type { RunningAttempts } from './running-attempts.js';
import type { SecretForms } from './secret-forms.js';
import { pollForServerHeldGrant } from './server-held-authorization.js';
import { replacesNote, unmatchedCallback } from './unmatched-callback.js';

export interface PendingSignInsOptions {
  readonly attempts: RunningAttempts;
  readonly completion: SignInCompletion;
  readonly secretForms: SecretForms;
  readonly store: ConnectionStore;
  readonly clock: Clock;
  readonly adjuster: Adjuster;
  readonly userAgent: UserAgent;
  readonly linkScheme: LinkScheme;
  readonly onUserReturn: () => void;
}

/** A sign-in without a callback: the server is asked until there is a grant. */
interface Polling<T> {
  readonly phase: Phase;
  /** Null: the user has not decided in time, or the attempt is not current any more. */
  readonly grant: (oauth: OAuthContext) => Promise<RequestOutcome<T> | null>;
  /** Ends a grant that arrived after the user had cancelled. */
  readonly discard: (grant: T, oauth: OAuthContext) => void;
  readonly resultOf: (grant: T, oauth: OAuthContext) => Promise<RequestOutcome<SignInResult>>;
}

export class PendingSignIns {
  readonly #options: PendingSignInsOptions;
  readonly #attempts: RunningAttempts;

  constructor(options: PendingSignInsOptions) {
    this.#options = options;
    this.#attempts = options.attempts;
  }

  waitForBrowser(
    attempt: RunningAttempt,
    pending: PendingInBrowser,
    loopback: LoopbackRedirect | null,
  ): void {
    const { clock, linkScheme } = this.#options;
    attempt.loopback = loopback;
    loopback?.onCallback((url) => this.receive(url));
    loopback?.onOtherUser(() => {
      this.#note(attempt, failureOf('answer_by_another_user'));
    });
    const cannotComeBack = pending.redirectMethod === 'local_address' && loopback === null;
    attempt.timeout = clock.after(pending.expiresAt - clock.now(), () => {
      if (attempt.phase.kind === 'waiting') {
        void this.#attempts.fail(attempt, failureOf('sign_in_expired'));
      }
    });
    this.#attempts.enter(attempt, {
      kind: 'waiting',
      pending,
      browserFailure: cannotComeBack ? failureOf('redirect_not_possible', 'port in use') : null,
      unmatchedCallback: null,
      linkSchemeFailure: null,
    });
    if (pending.redirectMethod !== 'app_link') return;
    const onAnswer = (isOurs: boolean) => this.#noteLinkScheme(attempt, isOurs);
    attempt.linkSchemeWatch = new LinkSchemeWatch({ linkScheme, clock, onAnswer });
    void attempt.linkSchemeWatch.check();
  }

  /** Resolves once the sign-in is complete, or can no longer be. Rejects with StorageError. */
  waitForGrant(attempt: RunningAttempt, pending: PendingCode | PendingAtServer): Promise<void> {
    const { store, clock } = this.#options;
    const { id, parameters, connectionId } = pending;
    const isCurrent = () => this.#attempts.isCurrent(attempt);
    switch (pending.kind) {
      case 'code':
        return this.#poll(attempt, parameters, {
          phase: { kind: 'waiting_for_code', pending },
          grant: (oauth) => pollForGrant(pending, clock, isCurrent, oauth),
          discard: ({ tokens }, oauth) => oauth.discardTokens?.(tokens),
          resultOf: (grant, oauth) => resultOfDeviceGrant(pending, grant, oauth),
        });
      case 'server_held':
        return this.#poll(attempt, parameters, {
          phase: { kind: 'waiting_for_server', pending, browserFailure: null },
          grant: (oauth) => pollForServerHeldGrant(pending, clock, isCurrent, oauth),
          discard: ({ tokens }) =>
            this.#attempts.revoke({ grantType: 'server_held', parameters, tokens, account: null }),
          resultOf: (grant) => {
            const again = connectionId === null ? undefined : store.get(connectionId)?.connection;
            const value = resultOfServerHeldGrant(id, parameters, grant, again ?? null);
            return Promise.resolve({ kind: 'ok', value });
          },
        });
    }
  }

  async #poll<T>(
    attempt: RunningAttempt,
    parameters: SignInParameters,
    { phase, grant, discard, resultOf }: Polling<T>,
  ): Promise<void> {
    const { completion, store, onUserReturn } = this.#options;
    const attempts = this.#attempts;
    if (!attempts.isCurrent(attempt)) return attempts.forget(attempt.id);
    attempts.enter(attempt, phase);
    const context = attempts.contextFor(attempt, parameters);
    const granted = await grant(context);
    if (!attempts.isCurrent(attempt)) {
      if (granted?.kind === 'ok') discard(granted.value, context);
      return;
    }
    if (granted === null) return attempts.fail(attempt, failureOf('sign_in_expired'));
    if (granted.kind !== 'ok') return attempts.fail(attempt, granted.failure);
    attempts.enter(attempt, { kind: 'finishing' });
    onUserReturn();
    await store.commit([{ kind: 'delete_attempt', attemptId: attempt.id }]);
    await completion.complete(attempt, await resultOf(granted.value, context));
  }

  /** Resolves to why the browser cannot be opened, which the attempt shows too. */
  async openBrowser(
    attempt: RunningAttempt,
    pending: Pick<PendingInBrowser, 'authorizationUrl'>,
  ): Promise<Failure | null> {
    const attempts = this.#attempts;
    if (attempt.phase.kind === 'waiting' && attempt.phase.unmatchedCallback !== null) {
      attempts.enter(attempt, { ...attempt.phase, unmatchedCallback: null });
    }
    void attempt.linkSchemeWatch?.check();
    const opening = (attempt.timesOpened += 1);
    const show = (browserFailure: Failure | null) => {
      const { phase } = attempt;
      if (opening !== attempt.timesOpened || !attempts.isCurrent(attempt)) return;
      if (!('browserFailure' in phase) || phase.browserFailure === browserFailure) return;
      attempts.enter(attempt, { ...phase, browserFailure });
    };
    const browserFailure = await this.#options.userAgent.open(pending.authorizationUrl, show);
    show(browserFailure);
    return browserFailure;
  }

  /** The pending request with a URL that can be opened now; null: it does not wait for a browser. */
  async usableRequest(attempt: RunningAttempt): Promise<RequestOutcome<PendingInBrowser> | null> {
    const { store, adjuster } = this.#options;
    const attempts = this.#attempts;
    if (attempt.phase.kind !== 'waiting') return null;
    const { pending } = attempt.phase;
    const context = attempts.contextFor(attempt, pending.parameters);
    const usable = await withUsableUrl(pending, adjuster, context);
    if (usable.kind === 'ok' && usable.value !== pending && attempts.isCurrent(attempt)) {
      await store.commit([{ kind: 'put_attempt', attempt: usable.value }]);
      attempts.enter(attempt, { ...attempt.phase, pending: usable.value });
    }
    return usable;
  }

  /**
   * An address that came back from a browser; ignored unless a pending attempt waits for it (H1, H3).
   * Resolves to its outcome, for the page in the browser.
   */
  async receive(address: string): Promise<LoopbackOutcome> {
    const callback = readCallback(address);
    const attempt = callback.kind === 'response' ? this.#attemptWaitingFor(callback) : null;
    if (!attempt || callback.kind !== 'response') {
      this.#noteUnused(callback);
      return 'unmatched';
    }
    this.#options.onUserReturn();
    await this.complete(attempt, callback);
    return outcomeOf(attempt.phase);
  }

  /** Completes the attempt with the callback it waits for. */
  async complete(attempt: RunningAttempt, callback: CallbackResponse): Promise<void> {
    const { completion, store, secretForms } = this.#options;
    const attempts = this.#attempts;
    if (attempt.phase.kind !== 'waiting') return;
    const { pending } = attempt.phase;
    attempts.release(attempt);
    attempts.enter(attempt, { kind: 'finishing' });
    try {
      // Deleted before the code is sent: the same answer can never be redeemed twice (H4).
      await store.commit([{ kind: 'delete_attempt', attemptId: attempt.id }]);
      const context = attempts.contextFor(attempt, pending.parameters);
      await completion.complete(
        attempt,
        await exchangeCallback(pending, callback, context, secretForms),
      );
    } catch (error) {
      await attempts.fail(attempt, storageFailure(error));
    }
  }

  #attemptWaitingFor(callback: CallbackResponse): RunningAttempt | null {
    const { clock } = this.#options;
    const waits = ({ phase }: RunningAttempt) =>
      phase.kind === 'waiting' &&
      phase.pending.state === callback.state &&
      clock.now() < phase.pending.expiresAt;
    return this.#attempts.all().find(waits) ?? null;
  }

  /** Shows the user who waits that something came back, where it can be meant for one sign-in only. */
  #noteUnused(callback: Callback): void {
    const notes = this.#attempts.all().flatMap((attempt) => {
      const { phase } = attempt;
      const note = phase.kind === 'waiting' ? unmatchedCallback(callback, phase.pending) : null;
      return note === null ? [] : [{ attempt, note }];
    });
    const [only, another] = notes;
    if (only === undefined || another !== undefined) return;
    this.#note(only.attempt, only.note);
  }

  #note(attempt: RunningAttempt, note: Failure): void {
    if (attempt.phase.kind !== 'waiting' || !replacesNote(note, attempt.phase.unmatchedCallback))
      return;
    this.#attempts.enter(attempt, { ...attempt.phase, unmatchedCallback: note });
  }

  #noteLinkScheme(attempt: RunningAttempt, isOurs: boolean): void {
    const { phase } = attempt;
    if (phase.kind !== 'waiting' || isOurs === (phase.linkSchemeFailure === null)) return;
    const linkSchemeFailure = isOurs ? null : failureOf('link_scheme_taken');
    this.#attempts.enter(attempt, { ...phase, linkSchemeFailure });
  }
}

/** A question of the app, such as about another account, is no outcome yet. */
function outcomeOf(phase: Phase): LoopbackOutcome {
  switch (phase.kind) {
    case 'connected':
      return 'connected';
    case 'failed':
      return phase.failure.code === 'access_denied' ? 'declined' : 'failed';
    case 'preparing':
    case 'confirm_private_network':
    case 'confirm_move':
    case 'waiting':
    case 'waiting_for_code':
    case 'waiting_for_server':
    case 'finishing':
    case 'other_account':
      return 'received';
  }
}
