/**
 * Revokes tokens that a sign-in has brought and nobody keeps, as far as the service takes it. Until it
 * has answered, one of them is kept like a sign-in under way, sealed, and for 30 days at most.
 */
import { randomUUID } from 'node:crypto';

import type { TokenTypeHint } from '../../oauth/request-about-token.js';
import { revokeServerHeldGrant } from '../../oauth/server-held-grant.js';
import { revokeToken } from '../../oauth/token-revocation.js';
import type { IssuedTokens } from '../../oauth/token-set.js';
import type { Clock } from '../../ports/clock.js';
import type { ConnectionStore } from '../connection-store.js';
import type {
  Account,
  Connection,
  ConnectionGrant,
  PendingRevocation,
  SignInParameters,
} from '../connection.js';
import { keptMs } from '../disconnect/disconnect-progress.js';
import { outcomeFromOAuth, type RequestOutcome } from '../failures.js';
import { isIdentified, isOtherAccount } from '../identity.js';
import type { Availability } from '../refresh/availability.js';
import {
  backoff,
  createRefreshSchedule,
  type RefreshSchedule,
} from '../refresh/refresh-schedule.js';
import type { ContextFor } from '../service-context.js';

export interface Unkept {
  readonly grantType: ConnectionGrant;
  readonly parameters: SignInParameters;
  readonly tokens: IssuedTokens;
  /** Null: nobody knows whose they are. */
  readonly account: Account | null;
}

export interface UnkeptTokensOptions {
  readonly store: ConnectionStore;
  readonly clock: Clock;
  readonly contextFor: ContextFor;
  readonly availability: Pick<Availability, 'blocker'>;
  /** From 0 (included) to 1 (excluded), for jitter. */
  readonly random: () => number;
  /** True while a sign-in at this server is under way, whose grant the end of another may end. */
  readonly isSigningIn: (issuer: string) => boolean;
}

interface Waiting {
  readonly pending: PendingRevocation;
  readonly failures: number;
}

const postponedMs = 60_000;

export class UnkeptTokens {
  readonly #options: UnkeptTokensOptions;
  readonly #schedule: RefreshSchedule;
  readonly #waiting = new Map<string, Waiting>();

  constructor(options: UnkeptTokensOptions) {
    this.#options = options;
    this.#schedule = createRefreshSchedule(options.clock, (id) => {
      void this.#due(id).catch(() => undefined);
    });
  }

  /** Nobody waits for the answer. */
  revoke(unkept: Unkept): void {
    if (unkept.parameters.server.revocationEndpoint === null) return;
    if (this.#isShared(unkept)) return;
    const pending = pendingRevocation(unkept, this.#options.clock.now());
    if (pending !== null) void this.#revoke(unkept, pending).catch(() => undefined);
  }

  /** A revocation that the service had not answered when the app last ended. */
  resume(pending: PendingRevocation): void {
    this.#waiting.set(pending.id, { pending, failures: 0 });
    this.#schedule.set(pending.id, this.#options.clock.now());
    this.#schedule.check();
  }

  stop(): void {
    this.#schedule.stop();
    this.#waiting.clear();
  }

  async #revoke({ tokens }: Unkept, pending: PendingRevocation): Promise<void> {
    // Stored before it is sent, so that a restart forgets nothing; sent also where it cannot be.
    await this.#options.store
      .commit([{ kind: 'put_attempt', attempt: pending }])
      .catch(() => undefined);
    const outcome = await this.#send(pending);
    if (pending.hint === 'refresh_token' && pending.grantType !== 'server_held') {
      await this.#send({ ...pending, hint: 'access_token', token: tokens.accessToken });
    }
    await this.#after({ pending, failures: 0 }, outcome);
  }

  async #due(id: string): Promise<void> {
    const { availability, clock, isSigningIn } = this.#options;
    const waiting = this.#waiting.get(id);
    if (waiting === undefined) return;
    const { pending } = waiting;
    if (clock.now() >= pending.expiresAt || this.#isShared(pending)) return this.#forget(id);
    if (availability.blocker() !== null || isSigningIn(pending.parameters.server.issuer)) {
      this.#schedule.set(id, clock.now() + postponedMs);
      return;
    }
    await this.#after(waiting, await this.#send(pending));
  }

  async #after(
    { pending, failures: before }: Waiting,
    outcome: RequestOutcome<unknown>,
  ): Promise<void> {
    const { clock, random } = this.#options;
    if (!isPassing(outcome)) return this.#forget(pending.id);
    const failures = before + 1;
    const retryAfterMs = outcome.kind === 'ok' ? null : outcome.retryAfterMs;
    this.#waiting.set(pending.id, { pending, failures });
    this.#schedule.set(pending.id, clock.now() + backoff(failures, random(), retryAfterMs));
  }

  async #forget(id: string): Promise<void> {
    this.#waiting.delete(id);
    this.#schedule.set(id, null);
    await this.#options.store.commit([{ kind: 'delete_attempt', attemptId: id }]);
  }

  async #send({
    grantType,
    parameters,
    token,
    hint,
  }: PendingRevocation): Promise<RequestOutcome<unknown>> {
    const { serviceId, server, client, proofKey, adjustments } = parameters;
    const { clientId } = client;
    const context = this.#options.contextFor({ serviceId, server, clientId, adjustments });
    const { revocationEndpoint: endpoint } = server;
    return outcomeFromOAuth(
      grantType === 'server_held' && endpoint !== null
        ? await revokeServerHeldGrant({ endpoint, clientId, identity: token }, context)
        : await revokeToken({ server, client, token, hint, proofKey }, context),
    );
  }

  #isShared(grant: SharedGrant): boolean {
    return this.#options.store.all().some(({ connection }) => mayShareGrant(connection, grant));
  }
}

/** Null: there is no token that ends the grant. */
function pendingRevocation(
  { grantType, parameters, tokens, account }: Unkept,
  now: number,
): PendingRevocation | null {
  const { accessToken, refreshToken, tokenType } = tokens;
  if (grantType === 'server_held' && refreshToken === null) return null;
  const hint: TokenTypeHint = refreshToken === null ? 'access_token' : 'refresh_token';
  const proofKey = tokenType === 'dpop' ? parameters.proofKey : null;
  const isKnown = account !== null && isIdentified(account);
  return {
    kind: 'revocation',
    id: randomUUID(),
    connectionId: null,
    parameters: { ...parameters, proofKey },
    openedAt: now,
    expiresAt: now + keptMs,
    grantType,
    token: refreshToken ?? accessToken,
    hint,
    subject: isKnown ? account.subject : null,
  };
}

function isPassing({ kind }: RequestOutcome<unknown>): boolean {
  switch (kind) {
    case 'network_fault_retry':
    case 'unknown_outcome':
    case 'server_fault_retry':
      return true;
    case 'ok':
    case 'user_cancelled':
    case 'needs_sign_in':
    case 'misconfigured':
    case 'rejected_response':
      return false;
  }
}

type SharedGrant = Pick<Unkept, 'parameters' | 'account'> | PendingRevocation;

/** Many servers end a grant as a whole (RFC 7009 §2.1), and with it what a connection of the same account uses. */
function mayShareGrant(connection: Connection, grant: SharedGrant): boolean {
  const { parameters } = grant;
  const isSameServer =
    connection.serviceId === parameters.serviceId ||
    connection.server.issuer === parameters.server.issuer;
  if (!isSameServer) return false;
  const account = 'account' in grant ? grant.account : accountOf(grant);
  const endsOthers = connection.endsSiblings === true || parameters.endsSiblings === true;
  return endsOthers || account === null || !isOtherAccount(connection.account, account);
}

function accountOf({ subject, parameters }: PendingRevocation): Account | null {
  const { issuer } = parameters.server;
  return subject === null ? null : { issuer, subject, name: null, email: null };
}
