/**
 * The one way to an access token that may be used now. It comes from the store while it lasts, and
 * otherwise from a refresh, which all callers of the same connection share.
 *
 * The key that a token may be bound to (RFC 9449) is not part of the result: it never leaves the
 * store but to sign a proof.
 */
import type { Failure } from '../../ipc/failure.js';
import type { TokenSet } from '../oauth/token-set.js';
import type { Clock } from '../ports/clock.js';
import type { ConnectionStore } from './connection-store.js';
import type { Connection } from './connection.js';
import { failureOf, storageFailure } from './failures.js';
import { clockSlackMs, refreshesItself } from './refresh/refresh-schedule.js';
import { isUsable } from './usable-connection.js';

export interface UsableAccessToken {
  /** A secret. */
  readonly accessToken: string;
  readonly tokenType: TokenSet['tokenType'];
  /** Milliseconds since 1970; null when the server named no expiry. */
  readonly expiresAt: number | null;
}

export type AccessTokenResult =
  | { readonly kind: 'ok'; readonly value: UsableAccessToken }
  /** The server refused the grant, or the token has ended and nothing can bring another. */
  | { readonly kind: 'needs_sign_in'; readonly failure: Failure }
  /** The server refused the client. */
  | { readonly kind: 'misconfigured'; readonly failure: Failure }
  /** The refresh waits for a network. */
  | { readonly kind: 'offline'; readonly failure: Failure }
  /** The refresh failed and will be retried. */
  | {
      readonly kind: 'retrying';
      readonly failure: Failure;
      /** Milliseconds since 1970. Until then, no request is made for a caller. */
      readonly nextAttemptAt: number;
    }
  /** The server's tokens never last as long as the caller wants. */
  | { readonly kind: 'lifetime_too_short'; readonly failure: Failure; readonly lifetimeMs: number }
  | { readonly kind: 'storage_locked'; readonly failure: Failure }
  | { readonly kind: 'storage_failed'; readonly failure: Failure }
  /** A newer version stored it in a way that this one cannot use. */
  | { readonly kind: 'newer_version'; readonly failure: Failure }
  /** Not there any more, or being disconnected. */
  | { readonly kind: 'ended'; readonly failure: Failure };

/** Implemented by the scheduler, which uses access tokens itself. */
export interface Refreshes {
  /** Refreshes now and resolves to null, or to why it failed. */
  refresh(connectionId: string): Promise<Failure | null>;
  /** Resolves once no refresh of this connection is running and its result is stored. */
  whenIdle(connectionId: string): Promise<void>;
}

export interface AccessTokensOptions {
  readonly store: ConnectionStore;
  readonly clock: Clock;
  readonly refreshScheduler: Refreshes;
}

export class AccessTokens {
  readonly #options: AccessTokensOptions;

  constructor(options: AccessTokensOptions) {
    this.#options = options;
  }

  /**
   * A token that is valid for at least `validForMs` from now, by this computer's clock. The server may
   * still refuse it, e.g. after a revocation. A token without a known expiry counts as valid. Never
   * rejects.
   */
  async usableAccessToken(
    connectionId: string,
    { validForMs }: { readonly validForMs: number },
  ): Promise<AccessTokenResult> {
    const { refreshScheduler } = this.#options;
    try {
      // A refresh that is running replaces the stored token, and many servers end that one with it.
      await refreshScheduler.whenIdle(connectionId);
      const stored = await this.#stored(connectionId, validForMs);
      if (stored.kind !== 'expired') return stored;
      const failure = await refreshScheduler.refresh(connectionId);
      if (failure !== null) return this.#afterFailedRefresh(connectionId, failure);
      const refreshed = await this.#stored(connectionId, validForMs);
      return refreshed.kind === 'expired' ? tooShort(refreshed.connection) : refreshed;
    } catch (error) {
      return storageResult(storageFailure(error));
    }
  }

  /** The result without a refresh; `expired`: a refresh may bring a token that lasts. */
  async #stored(connectionId: string, validForMs: number): Promise<AccessTokenResult | Expired> {
    const { store, clock } = this.#options;
    const entry = store.get(connectionId);
    if (!entry) return { kind: 'ended', failure: failureOf('not_found') };
    // Throws while the vault is locked, before anything is sent for nothing.
    const recordStore = store.recordStore();
    const { connection, transient } = entry;
    if (!isUsable(connection)) return newerVersion;
    const { standing } = connection;
    switch (standing.kind) {
      case 'disconnecting':
        return { kind: 'ended', failure: failureOf('already_busy', 'it is being disconnected') };
      case 'needs_sign_in':
      case 'misconfigured':
        return { kind: standing.kind, failure: standing.cause };
      case 'active':
        break;
    }
    if (isValid(connection, clock.now(), validForMs)) {
      const { tokens } = await recordStore.secrets(connectionId);
      const { accessToken, tokenType, expiresAt } = tokens;
      return { kind: 'ok', value: { accessToken, tokenType, expiresAt } };
    }
    if (!refreshesItself(connection)) {
      return isValid(connection, clock.now(), 0)
        ? tooShort(connection)
        : { kind: 'needs_sign_in', failure: failureOf('refresh_token_missing') };
    }
    // A refresh would bring no longer life than this token had, and a caller may ask every second.
    if (lifetimeMs(connection) < validForMs && isValid(connection, clock.now(), 0)) {
      return tooShort(connection);
    }
    switch (transient.kind) {
      case 'offline':
        return { kind: 'offline', failure: failureOf('network_down') };
      case 'retrying':
        return transient.nextAttemptAt > clock.now()
          ? retrying(transient.cause, transient.nextAttemptAt)
          : { kind: 'expired', connection };
      case 'newer_version':
        return newerVersion;
      case 'refreshing':
      case 'none':
        return { kind: 'expired', connection };
    }
  }

  #afterFailedRefresh(connectionId: string, failure: Failure): AccessTokenResult {
    const { store, clock } = this.#options;
    const entry = store.get(connectionId);
    if (!entry) return { kind: 'ended', failure: failureOf('not_found') };
    if (!isUsable(entry.connection)) return newerVersion;
    const { standing } = entry.connection;
    switch (standing.kind) {
      case 'disconnecting':
        return { kind: 'ended', failure };
      case 'needs_sign_in':
      case 'misconfigured':
        return { kind: standing.kind, failure: standing.cause };
      case 'active':
        break;
    }
    if (isOfStorage(failure)) return storageResult(failure);
    const { transient } = entry;
    if (transient.kind === 'offline' || failure.code === 'network_down') {
      return { kind: 'offline', failure };
    }
    return retrying(failure, transient.kind === 'retrying' ? transient.nextAttemptAt : clock.now());
  }
}

const newerVersion = { kind: 'newer_version', failure: failureOf('newer_version') } as const;

interface Expired {
  readonly kind: 'expired';
  readonly connection: Connection;
}

/** A token issued in the future comes from a clock that was wrong then or is wrong now (R7). */
function isValid(
  { issuedAt, accessTokenExpiresAt: expiresAt }: Connection,
  now: number,
  validForMs: number,
): boolean {
  if (expiresAt === null) return true;
  return issuedAt <= now + clockSlackMs && expiresAt > now && expiresAt - now >= validForMs;
}

function lifetimeMs({ issuedAt, accessTokenExpiresAt }: Connection): number {
  return accessTokenExpiresAt === null ? Infinity : accessTokenExpiresAt - issuedAt;
}

function tooShort(connection: Connection): AccessTokenResult {
  const lifetime = lifetimeMs(connection);
  const cause = `access tokens last ${lifetime} ms`;
  return {
    kind: 'lifetime_too_short',
    failure: failureOf('invalid_request', cause),
    lifetimeMs: lifetime,
  };
}

function retrying(failure: Failure, nextAttemptAt: number): AccessTokenResult {
  return { kind: 'retrying', failure, nextAttemptAt };
}

function storageResult(failure: Failure): AccessTokenResult {
  switch (failure.code) {
    case 'storage_locked':
    case 'newer_version':
      return { kind: failure.code, failure };
    default:
      return { kind: 'storage_failed', failure };
  }
}

function isOfStorage({ code }: Failure): boolean {
  return ['storage_locked', 'storage_full', 'storage_failed', 'newer_version'].includes(code);
}
