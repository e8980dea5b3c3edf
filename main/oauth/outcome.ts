/**
 * The one union every protocol message ends in. Nothing in oauth/ throws for what a server, a
 * network or a person does; exceptions are left for mistakes in our own code.
 *
 * Only `needs_sign_in` and `misconfigured` stop a connection from renewing itself, and none of
 * them is ever a reason to delete something.
 */
import type { Failure } from '../../ipc/failure.js';

export type OAuthFailureKind =
  | 'user_cancelled'
  | 'needs_sign_in'
  | 'misconfigured'
  | 'server_fault_retry'
  | 'network_fault_retry'
  | 'rejected_response'
  | 'unknown_outcome';

export interface OAuthFailure {
  readonly kind: OAuthFailureKind;
  readonly failure: Failure;
  /** From Retry-After (RFC 9110 §10.2.3), clamped to 1 s … 24 h; null when absent or unusable. */
  readonly retryAfterMs: number | null;
}

export type Outcome<T> = { readonly kind: 'ok'; readonly value: T } | OAuthFailure;
