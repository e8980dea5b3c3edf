/**
 * The result of every protocol message. Nothing in oauth/ throws for what a server, a network or a
 * user does; exceptions are left for mistakes in our own code.
 *
 * Only `needs_sign_in` and `misconfigured` stop a connection from refreshing itself, and no failure
 * is ever a reason to delete something.
 */
import type { UntrustedSigner } from './network-fault.js';
import type { RequiredAuthentication } from './required-authentication.js';

export type Outcome<T> = { readonly kind: 'ok'; readonly value: T } | OAuthFailure;

export interface OAuthFailure {
  readonly kind: OAuthFailureKind;
  readonly error: OAuthError;
  /** The Retry-After of the response (RFC 9110 §10.2.3), clamped to 1 s … 24 h; null when absent or unusable. */
  readonly retryAfterMs: number | null;
}

/** The meaning of a failure for the connection. */
export type OAuthFailureKind =
  | 'user_cancelled'
  | 'needs_sign_in'
  | 'misconfigured'
  | 'server_fault_retry'
  | 'network_fault_retry'
  | 'rejected_response'
  | 'unknown_outcome';

export interface OAuthError {
  readonly code: OAuthErrorCode;
  /** Technical reason in English for support, free of secrets; empty when there is nothing to add. */
  readonly cause: string;
  /** Host the request went to, when a server took part. */
  readonly host: string | null;
  /** The server's own `error` value (RFC 6749 §5.2), without anything that could be a token. */
  readonly serverError: string | null;
  /** The issuer that metadata names in place of the requested one. */
  readonly namedIssuer?: string | undefined;
  /** With `authentication_insufficient`: the sign-in that the server wants (RFC 9470). */
  readonly requiredAuthentication?: RequiredAuthentication | undefined;
  /** The authority of the server's certificate, which is not trusted here. */
  readonly untrusted?: UntrustedSigner | undefined;
  /** With `client_refused`: the form of the secret that was sent last, and for which the code was gone. */
  readonly undecidedForm?: SecretForm | undefined;
}

/** How a client secret can be sent, besides HTTP Basic with form encoding. */
export type SecretForm = 'unencoded' | 'in_body';

/** The cause in the protocol's terms; main/connections/failures.ts translates it for users. */
export type OAuthErrorCode =
  // the user, or an administrator, has not agreed
  | 'access_denied'
  | 'account_refused'
  | 'authentication_expired'
  | 'account_selection_required'
  | 'admin_consent_required'
  | 'interaction_required'
  // the user signed in, but not as the API or we asked for (RFC 9470)
  | 'authentication_insufficient'
  | 'authentication_not_met'
  | 'device_code_expired'
  // the authorization response is not the one this sign-in waits for
  | 'authorization_response_mismatch'
  | 'authorization_response_rejected'
  // the server's address and its metadata
  | 'server_address_invalid'
  | 'server_insecure'
  | 'metadata_not_found'
  | 'endpoints_insecure'
  | 'metadata_invalid'
  | 'issuer_missing'
  | 'issuer_mismatch'
  | 'authorization_code_not_offered'
  // the server refused the grant, the client or the request
  | 'code_refused'
  | 'grant_refused'
  | 'assertion_refused'
  | 'client_refused'
  | 'redirect_uri_refused'
  | 'scope_refused'
  | 'request_refused'
  | 'prompt_refused'
  | 'proof_refused'
  | 'grant_type_refused'
  // the app itself, or the organization at the service
  | 'app_blocked'
  | 'tenant_unknown'
  | 'refused_without_reason'
  | 'revocation_refused'
  | 'introspection_refused'
  // userinfo is of another account than the ID token
  | 'subject_mismatch'
  // the server failed, or its response cannot be used
  | 'server_busy'
  | 'server_error'
  | 'response_rejected'
  | 'clock_mismatch'
  // the network
  | 'offline'
  | 'server_unreachable'
  | 'server_certificate_invalid'
  | 'client_certificate_required'
  | 'proxy_refused'
  | 'intercepted'
  | 'timeout'
  | 'response_lost'
  // we ended the request ourselves: the user cancelled, or the app quits
  | 'cancelled';

/** Continues with the value of an outcome; a failure is passed on as it is. */
export async function andThen<A, B>(
  outcome: Outcome<A>,
  next: (value: A) => Promise<Outcome<B>>,
): Promise<Outcome<B>> {
  return outcome.kind === 'ok' ? next(outcome.value) : outcome;
}

/** The optional parts of a failure. */
export interface OAuthFailureDetails {
  readonly cause?: string;
  readonly host?: string | null;
  readonly serverError?: string | null;
  readonly retryAfterMs?: number | null;
  readonly namedIssuer?: string | undefined;
  readonly requiredAuthentication?: RequiredAuthentication | undefined;
  readonly untrusted?: UntrustedSigner | undefined;
}

export function failed(
  kind: OAuthFailureKind,
  code: OAuthErrorCode,
  {
    cause = '',
    host = null,
    serverError = null,
    retryAfterMs = null,
    namedIssuer,
    requiredAuthentication,
    untrusted,
  }: OAuthFailureDetails = {},
): OAuthFailure {
  const error = {
    code,
    cause,
    host,
    serverError,
    ...(namedIssuer !== undefined && { namedIssuer }),
    ...(requiredAuthentication !== undefined && { requiredAuthentication }),
    ...(untrusted !== undefined && { untrusted }),
  };
  return { kind, error, retryAfterMs };
}

/** The host of a URL; null when it is none. */
export function hostOf(endpoint: string): string | null {
  return URL.canParse(endpoint) ? new URL(endpoint).host : null;
}
