/**
 * The assertion that a connection presents in place of a sign-in (ADR 19): from a file of the
 * platform, or from the identity provider that the user signed in at by another connection. A new one
 * is obtained for each token request and never stored.
 */
import type { AssertionSource } from '../../ipc/assertion-source.js';
import type { Failure, FailureCode } from '../../ipc/failure.js';
import { longestAssertion, readAssertion } from '../oauth/assertion.js';
import type { AuthorizationServer } from '../oauth/authorization-server.js';
import { requestIdentityAssertion } from '../oauth/identity-assertion.js';
import type { OAuthFailureKind } from '../oauth/outcome.js';
import type { AssertionFiles } from '../ports/assertion-files.js';
import type { Clock } from '../ports/clock.js';
import type { ConnectionStore } from './connection-store.js';
import type { Account } from './connection.js';
import {
  failureFromOAuth,
  failureOf,
  type RequestFailure,
  type RequestOutcome,
} from './failures.js';
import { minIntervalMs, refreshesItself } from './refresh/refresh-schedule.js';
import type { ContextFor } from './service-context.js';
import { isUsable, type UsableConnection } from './usable-connection.js';
import { usableSecrets } from './usable-secrets.js';

/** The server, API and permissions that the assertion is for. */
export interface AssertionTarget {
  readonly server: AuthorizationServer;
  readonly resource: string | null;
  readonly scopes: readonly string[];
}

export interface Assertion {
  /** A secret. */
  readonly assertion: string;
  /** The user it is about; null: the platform's workload. */
  readonly account: Account | null;
}

export interface AssertionsOptions {
  readonly store: ConnectionStore;
  readonly clock: Clock;
  readonly contextFor: ContextFor;
  readonly files: AssertionFiles;
  /** Refreshes the connection to an identity provider, for a new ID token. */
  readonly refresh: (connectionId: string) => Promise<Failure | null>;
}

export class Assertions {
  readonly #options: AssertionsOptions;

  constructor(options: AssertionsOptions) {
    this.#options = options;
  }

  /** Rejects with StorageError. */
  assertionFor(
    source: AssertionSource,
    target: AssertionTarget,
  ): Promise<RequestOutcome<Assertion>> {
    switch (source.kind) {
      case 'file':
        return this.#fromFile(source.path);
      case 'identity_provider':
        return this.#fromIdentityProvider(source.connectionId, target);
    }
  }

  async #fromFile(path: string): Promise<RequestOutcome<Assertion>> {
    const { clock, files } = this.#options;
    const file = await files.read(path, longestAssertion);
    switch (file.kind) {
      case 'missing':
        return notSent('assertion_file_missing', file.cause);
      case 'unfit':
        return refusal('misconfigured', 'assertion_file_invalid', file.cause);
      case 'ok':
        break;
    }
    const read = readAssertion(file.text, clock.now());
    switch (read.kind) {
      case 'not_a_jwt':
        return refusal('misconfigured', 'assertion_file_invalid', 'not a JWT');
      case 'expired':
        return notSent('assertion_expired', 'the "exp" of the JWT is over');
      case 'ok':
        return { kind: 'ok', value: { assertion: read.assertion, account: null } };
    }
  }

  async #fromIdentityProvider(
    connectionId: string,
    { server, resource, scopes }: AssertionTarget,
  ): Promise<RequestOutcome<Assertion>> {
    const signedIn = await this.#currentIdToken(connectionId);
    if (signedIn.kind !== 'ok') return signedIn;
    const { provider, idToken } = signedIn.value;
    const { authentication } = await usableSecrets(this.#options.store.recordStore(), connectionId);
    const { clientId } = provider.registration;
    const exchanged = await requestIdentityAssertion(
      {
        server: provider.server,
        client: { clientId, authentication },
        idToken,
        audience: server.issuer,
        resource,
        scopes,
      },
      this.#options.contextFor({ ...provider, clientId }),
    );
    return exchanged.kind === 'ok'
      ? { kind: 'ok', value: { assertion: exchanged.value, account: provider.account } }
      : ofIdentityProvider(failureFromOAuth(exchanged));
  }

  /** One that has not expired, by a refresh if need be. */
  async #currentIdToken(
    connectionId: string,
  ): Promise<RequestOutcome<{ readonly provider: UsableConnection; readonly idToken: string }>> {
    const stored = await this.#storedIdToken(connectionId);
    if (stored.kind !== 'ok' || stored.value.idToken !== null) return orSignInNeeded(stored);
    const { provider } = stored.value;
    const { store, clock, refresh } = this.#options;
    const { transient } = store.get(connectionId) ?? {};
    if (transient?.kind === 'retrying' && transient.nextAttemptAt > clock.now()) {
      return ofIdentityProvider(notSent(transient.cause.code, transient.cause.cause));
    }
    const isNew = clock.now() < provider.issuedAt + minIntervalMs;
    if (isNew || !refreshesItself(provider)) return signInNeeded();
    const failure = await refresh(connectionId);
    const isSignedOut = store.get(connectionId)?.connection.standing.kind !== 'active';
    if (failure !== null && !isSignedOut) {
      return ofIdentityProvider({ kind: 'network_fault_retry', failure, retryAfterMs: null });
    }
    return orSignInNeeded(await this.#storedIdToken(connectionId));
  }

  async #storedIdToken(connectionId: string): Promise<RequestOutcome<SignedIn>> {
    const { store, clock } = this.#options;
    const provider = store.get(connectionId)?.connection;
    if (provider === undefined || provider.standing.kind === 'disconnecting') {
      return refusal('misconfigured', 'identity_provider_missing', 'no such connection');
    }
    if (!isUsable(provider)) return refusal('misconfigured', 'newer_version', '');
    if (!provider.hasIdTokenClaims) {
      return refusal('misconfigured', 'identity_provider_missing', 'it has no ID token');
    }
    if (provider.standing.kind === 'needs_sign_in') return signInNeeded();
    if (provider.standing.kind !== 'active') {
      return refusal('misconfigured', 'identity_provider_missing', 'its settings are refused');
    }
    const { tokens } = await store.recordStore().secrets(connectionId);
    const read = readAssertion(tokens.idToken ?? '', clock.now());
    const idToken = read.kind === 'ok' ? read.assertion : null;
    return { kind: 'ok', value: { provider, idToken } };
  }
}

interface SignedIn {
  readonly provider: UsableConnection;
  /** Null: it has expired. */
  readonly idToken: string | null;
}

function orSignInNeeded(
  outcome: RequestOutcome<SignedIn>,
): RequestOutcome<{ readonly provider: UsableConnection; readonly idToken: string }> {
  if (outcome.kind !== 'ok') return outcome;
  const { provider, idToken } = outcome.value;
  return idToken === null ? signInNeeded() : { kind: 'ok', value: { provider, idToken } };
}

/** In the words of the provider's part in it: the service itself has not been asked. */
function ofIdentityProvider({ kind, failure, retryAfterMs }: RequestFailure): RequestFailure {
  const as = (code: FailureCode): RequestFailure => ({
    kind,
    failure: { ...failure, code },
    retryAfterMs,
  });
  switch (kind) {
    case 'network_fault_retry':
    case 'server_fault_retry':
    case 'unknown_outcome':
      return isNotTheProviders(failure.code)
        ? { kind, failure, retryAfterMs }
        : as('identity_provider_unavailable');
    case 'rejected_response':
      return isUnusableResponse(failure.code)
        ? { ...as('identity_provider_unavailable'), kind: 'server_fault_retry' }
        : as('identity_provider_refused');
    case 'needs_sign_in':
    case 'misconfigured':
      return as('identity_provider_refused');
    case 'user_cancelled':
      return { kind, failure, retryAfterMs };
  }
}

/** Faults of this computer, its network or its vault. */
function isNotTheProviders(code: FailureCode): boolean {
  return (
    code.startsWith('storage_') ||
    ['network_down', 'proxy_refused', 'network_intercepted'].includes(code) ||
    ['newer_version', 'already_busy'].includes(code)
  );
}

function isUnusableResponse(code: FailureCode): boolean {
  return code === 'response_rejected' || code === 'clock_mismatch';
}

function signInNeeded(): RequestFailure {
  return refusal('needs_sign_in', 'identity_sign_in_needed', 'the ID token is over');
}

/** Nothing was sent; it is worth trying again. */
function notSent(code: FailureCode, cause: string): RequestFailure {
  return refusal('network_fault_retry', code, cause);
}

function refusal(kind: OAuthFailureKind, code: FailureCode, cause: string): RequestFailure {
  return { kind, failure: failureOf(code, cause), retryAfterMs: null };
}
