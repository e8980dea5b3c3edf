/**
 * The one place that reads what went wrong: a broken network, an HTTP status, a server's `error`
 * value, or an answer oauth4webapi refuses; and says what it means for the connection.
 *
 * `cause` is for support and holds no token, code or address with a query: only codes, HTTP
 * statuses, host names, the library's own fixed sentences, and what is left of a server's
 * description after anything that could be a token is taken out.
 */
import * as oauth from 'oauth4webapi';

import type { FailureCode } from '../../ipc/failure.js';
import { needsAdministrator } from './admin-consent.js';
import { mediaType } from './bounded-fetch.js';
import { NetworkFault, networkFaultOf } from './network-fault.js';
import type { OAuthFailure, OAuthFailureKind } from './outcome.js';
import { retryAfterOf } from './retry-after.js';
import { printable, withoutOpaqueParts } from './server-text.js';

/** What a server's `error` value means in answer to this message. */
export type Refusals = Readonly<Record<string, readonly [OAuthFailureKind, FailureCode]>>;

/** Which message was sent where, for judging its answer. */
export interface Asked {
  readonly endpoint: string;
  readonly refusals: Refusals;
  /** An `error` value that `refusals` does not name. */
  readonly otherRefusal?: FailureCode;
  /** What it means when the answer is lost and the server may have acted. Default: nothing but a broken network. */
  readonly lostAnswer?: 'unknown_outcome';
  /** An address is being tried: when nothing answers there, or sends elsewhere, it may be the wrong one. */
  readonly firstContact?: boolean;
  /** Success has no body to read, or one that may be a signed JWT. Default: a JSON object. */
  readonly answer?: 'empty' | 'json_or_jwt';
  /** Status of success. Default: 200. */
  readonly success?: 201;
  /** A DPoP proof goes with it, and the server may want another one (RFC 9449 §8). */
  readonly proven?: boolean;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

interface Details {
  readonly cause?: string;
  readonly host?: string | null;
  readonly serverError?: string | null;
  readonly retryAfterMs?: number | null;
}

export function failed(
  kind: OAuthFailureKind,
  code: FailureCode,
  { cause = '', host = null, serverError = null, retryAfterMs = null }: Details = {},
): OAuthFailure {
  return { kind, failure: { code, cause, host, serverError }, retryAfterMs };
}

/** There was no answer: the fetch rejected. */
export function failureOfRequest(error: unknown, asked: Asked): OAuthFailure {
  if (isProgrammingError(error)) throw error;
  if (isLibraryError(error)) return failureOfAnswer(error, asked);
  const fault = networkFaultOf(error);
  const details = { cause: fault.technical, host: hostOf(asked.endpoint) };
  const lost =
    asked.lostAnswer === 'unknown_outcome' &&
    fault.mayHaveArrived &&
    fault.kind !== 'redirected' &&
    fault.kind !== 'too_large';
  return lost
    ? failed('unknown_outcome', 'outcome_unknown', details)
    : broken(fault, asked, details);
}

/** Of an answer, without its body. */
type Head = Pick<Response, 'status' | 'headers'>;

/** Statuses that speak for themselves, whatever the body says; null: the body has to be read. */
export function failureOfStatus(response: Head, asked: Asked): OAuthFailure | null {
  const { status } = response;
  const details = {
    cause: describeStatus(response),
    host: hostOf(asked.endpoint),
    retryAfterMs: retryAfterOf(response, asked.now()),
  };
  if (status === 511) return failed('network_fault_retry', 'network_intercepted', details);
  if (status === 407) return failed('network_fault_retry', 'proxy_refused', details);
  if (status === 429 || status === 503) return failed('server_fault_retry', 'server_busy', details);
  if (status === 408 || status === 425 || status >= 500) {
    return failed('server_fault_retry', 'server_fault', details);
  }
  if (status >= 300 && status < 400)
    return failed('rejected_response', 'response_rejected', details);
  return null;
}

/** There was an answer, and oauth4webapi (or a check of ours) refused it. */
export function failureOfAnswer(error: unknown, asked: Asked): OAuthFailure {
  const host = hostOf(asked.endpoint);
  if (error instanceof oauth.ResponseBodyError) {
    return refusal(error.error, error.error_description, error.response, asked);
  }
  if (error instanceof oauth.AuthorizationResponseError) {
    return refusal(error.error, error.error_description, null, asked);
  }
  if (error instanceof oauth.WWWAuthenticateChallengeError) {
    const challenge = error.cause.find((each) => each.parameters.error !== undefined);
    if (challenge?.parameters.error !== undefined) {
      const { error: code, error_description: description } = challenge.parameters;
      return refusal(code, description, error.response, asked);
    }
    return unexplained(error.response, asked);
  }
  if (error instanceof RejectedAnswer) {
    return failed(error.kind, error.code, { cause: error.message, host });
  }
  if (isLibraryError(error)) {
    // The library keeps a response it could not read as its error's cause, e.g. that of the key set.
    if (error.cause instanceof Response && error.cause.status >= 400) {
      return failureOfStatus(error.cause, asked) ?? unexplained(error.cause, asked);
    }
    return failed('rejected_response', 'response_rejected', { cause: error.message, host });
  }
  if (error instanceof NetworkFault) {
    // Of a further question, e.g. for the key set: the answer itself is here.
    return broken(error, asked, { cause: error.technical, host });
  }
  // A signature that is no base64url, a key that is none: the library passes on what it meets.
  const cause = error instanceof Error ? error.name : 'unknown';
  return failed('rejected_response', 'response_rejected', { cause, host });
}

/** A check of ours refused an answer. The message is a fixed sentence, never a piece of the answer. */
export class RejectedAnswer extends Error {
  override readonly name = 'RejectedAnswer';
  constructor(
    message: string,
    readonly kind: OAuthFailureKind = 'rejected_response',
    readonly code: FailureCode = 'response_rejected',
  ) {
    super(message);
  }
}

export function hostOf(endpoint: string): string | null {
  return URL.canParse(endpoint) ? new URL(endpoint).host : null;
}

function refusal(
  error: string,
  description: unknown,
  response: Response | null,
  asked: Asked,
): OAuthFailure {
  const meaning = Object.hasOwn(asked.refusals, error) ? asked.refusals[error] : undefined;
  const isForAdmin =
    typeof description === 'string' &&
    Object.hasOwn(asked.refusals, 'invalid_grant') &&
    needsAdministrator(error, description);
  const [kind, code] = isForAdmin
    ? (['needs_sign_in', 'admin_consent_needed'] as const)
    : (meaning ?? (['rejected_response', asked.otherRefusal ?? 'request_refused'] as const));
  const status = response === null ? null : describeStatus(response);
  // The library types it as text and does not look.
  const words = typeof description === 'string' ? withoutOpaqueParts(description) : null;
  return failed(kind, code, {
    cause: [status, words].filter((part) => part !== null && part !== '').join(': '),
    host: hostOf(asked.endpoint),
    serverError: withoutOpaqueParts(error),
    retryAfterMs: response === null ? null : retryAfterOf(response, asked.now()),
  });
}

/**
 * A 4xx without an OAuth error is somebody on the way (a firewall, a CDN) or a fault: never a
 * sign-out. Where refusals have a code of their own, one that is no page is taken as such.
 */
function unexplained(response: Response, asked: Asked): OAuthFailure {
  const details = {
    cause: describeStatus(response),
    host: hostOf(asked.endpoint),
    retryAfterMs: retryAfterOf(response, asked.now()),
  };
  return asked.otherRefusal === undefined || mediaType(response) === 'text/html'
    ? failed('server_fault_retry', 'server_fault', details)
    : failed('rejected_response', asked.otherRefusal, details);
}

function broken(
  fault: NetworkFault,
  { firstContact = false }: Asked,
  details: Details,
): OAuthFailure {
  switch (fault.kind) {
    case 'offline':
      return failed('network_fault_retry', 'network_down', details);
    case 'unreachable':
    case 'interrupted':
      return failed('network_fault_retry', 'server_unreachable', details);
    case 'timeout':
      return failed('network_fault_retry', 'network_timeout', details);
    case 'certificate':
      return failed('network_fault_retry', 'server_certificate', details);
    case 'client_certificate':
      return failed('network_fault_retry', 'client_certificate_wanted', details);
    case 'proxy':
      return failed('network_fault_retry', 'proxy_refused', details);
    case 'redirected':
      if (firstContact && fault.elsewhere !== true) {
        return failed('rejected_response', 'server_not_oauth', details);
      }
      return fault.elsewhere === false
        ? failed('rejected_response', 'response_rejected', details)
        : failed('network_fault_retry', 'network_intercepted', details);
    case 'too_large':
      return failed('rejected_response', 'response_rejected', details);
    case 'cancelled':
      return failed('user_cancelled', 'sign_in_interrupted', details);
  }
}

function describeStatus(response: Head): string {
  const type = mediaType(response);
  return `HTTP ${String(response.status)}${type === '' ? '' : `, ${printable(type, 60)}`}`;
}

function isLibraryError(error: unknown): error is Error & { code: string } {
  return (
    error instanceof Error &&
    'code' in error &&
    typeof error.code === 'string' &&
    error.code.startsWith('OAUTH_')
  );
}

/** A call of the library that is wrong in itself: ours to mend, not the server's doing. */
function isProgrammingError(error: unknown): boolean {
  return (
    error instanceof TypeError &&
    'code' in error &&
    (error.code === 'ERR_INVALID_ARG_VALUE' || error.code === 'ERR_INVALID_ARG_TYPE')
  );
}
