/** Failures of the domain, and the one translation of the protocol's failures into them. */
import type { Failure, FailureCode } from '../../ipc/failure.js';
import type { OAuthErrorCode, OAuthFailure, OAuthFailureKind, Outcome } from '../oauth/outcome.js';
import type { RequiredAuthentication } from '../oauth/required-authentication.js';
import { StorageError } from '../ports/storage-error.js';
import { outsideText, textOrEmpty } from '../text/outside-text.js';

/** A protocol outcome whose failure can be shown to users. */
export type RequestOutcome<T> = { readonly kind: 'ok'; readonly value: T } | RequestFailure;

export interface RequestFailure {
  readonly kind: OAuthFailureKind;
  readonly failure: Failure;
  /** The server's Retry-After; null when there is none. */
  readonly retryAfterMs: number | null;
  /** The sign-in that the server wants (RFC 9470). */
  readonly requiredAuthentication?: RequiredAuthentication | undefined;
}

export function failureOf(code: FailureCode, cause = ''): Failure {
  return { code, cause, host: null, serverError: null };
}

/** A failure for the window, without the other members of one that was stored or came from a server. */
export function failureView(failure: Failure): Failure {
  const { code, cause, host, serverError, asked, untrusted } = failure;
  return {
    ...{ code, host, ...saidBy({ cause, serverError }) },
    ...(asked !== undefined && { asked }),
    ...(untrusted !== undefined && { untrusted }),
  };
}

/** The words of a server among them, for display. */
function saidBy({
  cause,
  serverError,
}: Pick<Failure, 'cause' | 'serverError'>): Pick<Failure, 'cause' | 'serverError'> {
  return {
    cause: textOrEmpty('cause', cause),
    serverError: serverError && outsideText('statement', serverError),
  };
}

/** A `Result` that says why a request was not accepted. */
export interface Refusal {
  readonly ok: false;
  readonly failure: Failure;
}

export function refused(failure: Failure | FailureCode): Refusal {
  return { ok: false, failure: typeof failure === 'string' ? failureOf(failure) : failure };
}

export function outcomeFromOAuth<T>(outcome: Outcome<T>): RequestOutcome<T> {
  return outcome.kind === 'ok' ? outcome : failureFromOAuth(outcome);
}

export function failureFromOAuth({ kind, error, retryAfterMs }: OAuthFailure): RequestFailure {
  const { cause, host, serverError, requiredAuthentication, untrusted } = error;
  return {
    kind,
    failure: {
      code: codeFromOAuth[error.code],
      host,
      ...saidBy({ cause, serverError }),
      ...(untrusted && { untrusted }),
    },
    retryAfterMs,
    ...(requiredAuthentication !== undefined && { requiredAuthentication }),
  };
}

const codeFromOAuth: Readonly<Record<OAuthErrorCode, FailureCode>> = {
  access_denied: 'access_denied',
  account_refused: 'account_refused',
  authentication_expired: 'authentication_expired',
  account_selection_required: 'account_selection_needed',
  admin_consent_required: 'admin_consent_needed',
  interaction_required: 'interaction_required',
  authentication_insufficient: 'authentication_insufficient',
  authentication_not_met: 'authentication_not_met',
  device_code_expired: 'sign_in_expired',
  authorization_response_mismatch: 'answer_from_other_service',
  authorization_response_rejected: 'answer_rejected',
  server_address_invalid: 'server_address_invalid',
  server_insecure: 'server_insecure',
  metadata_not_found: 'server_not_oauth',
  endpoints_insecure: 'server_endpoints_insecure',
  metadata_invalid: 'server_metadata_invalid',
  issuer_missing: 'server_issuer_missing',
  issuer_mismatch: 'server_issuer_mismatch',
  authorization_code_not_offered: 'authorization_code_not_offered',
  code_refused: 'code_refused',
  grant_refused: 'grant_refused',
  assertion_refused: 'assertion_refused',
  client_refused: 'client_refused',
  redirect_uri_refused: 'redirect_refused',
  scope_refused: 'scope_refused',
  request_refused: 'request_refused',
  prompt_refused: 'prompt_refused',
  proof_refused: 'proof_refused',
  grant_type_refused: 'grant_type_refused',
  app_blocked: 'app_blocked',
  tenant_unknown: 'tenant_unknown',
  refused_without_reason: 'refused_without_reason',
  revocation_refused: 'revocation_refused',
  introspection_refused: 'request_refused',
  server_busy: 'server_busy',
  server_error: 'server_fault',
  response_rejected: 'response_rejected',
  subject_mismatch: 'response_rejected',
  clock_mismatch: 'clock_mismatch',
  offline: 'network_down',
  server_unreachable: 'server_unreachable',
  server_certificate_invalid: 'server_certificate',
  client_certificate_required: 'client_certificate_wanted',
  proxy_refused: 'proxy_refused',
  intercepted: 'network_intercepted',
  timeout: 'network_timeout',
  response_lost: 'outcome_unknown',
  cancelled: 'sign_in_interrupted',
};

/** The meaning of a failed write or read of the store to the user. */
export function storageFailure(error: unknown): Failure {
  if (!(error instanceof StorageError)) return failureOf('unexpected', nameOf(error));
  switch (error.kind) {
    case 'full':
      return failureOf('storage_full', error.message);
    case 'closed':
      return failureOf('storage_locked', error.message);
    case 'newer_version':
      return failureOf('newer_version', error.message);
    case 'failed':
    case 'unreadable':
    case 'missing':
      return failureOf('storage_failed', error.message);
  }
}

/** The class of an unforeseen error, and not its message: that could hold anything, also a secret. */
function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}
