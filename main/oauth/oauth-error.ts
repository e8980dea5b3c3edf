/**
 * The one place that reads what went wrong: a broken network, an HTTP status, a server's `error`
 * value, or a response that oauth4webapi refuses; and decides what it means for the connection.
 *
 * `cause` is for support and holds no token, code or address with a query: only codes, HTTP
 * statuses, host names, the library's own fixed sentences, and what is left of a server's
 * description once anything that could be a token is taken out.
 */
import * as oauth from 'oauth4webapi';

import { needsAdministrator } from './admin-consent.js';
import { mediaType } from './bounded-fetch.js';
import { NetworkFault, networkFaultOf } from './network-fault.js';
import type { OAuthErrorCode, OAuthFailure, OAuthFailureKind } from './outcome.js';
import { retryAfterOf } from './retry-after.js';
import { printable, withoutOpaqueParts } from './server-text.js';

/** The meaning of each `error` value of a server in response to one kind of message. */
export type ErrorTable = Readonly<Record<string, readonly [OAuthFailureKind, OAuthErrorCode]>>;

/** One request, as far as its failures and its response have to be understood. */
export interface RequestContext {
  readonly endpoint: string;
  readonly errors: ErrorTable;
  /** For an `error` value that `errors` does not name. Default: `request_refused`. */
  readonly otherError?: OAuthErrorCode;
  /** The server may have acted though its response is lost. Default: nothing but a broken network. */
  readonly lostResponse?: 'unknown_outcome';
  /** A user has just given this address: if nothing responds there, or it redirects, it may be wrong. */
  readonly firstContact?: boolean;
  /** The body of a success: none to read, or one that may be a signed JWT. Default: a JSON object. */
  readonly body?: 'empty' | 'json_or_jwt';
  /** Status of a success. Default: 200. */
  readonly successStatus?: 201;
  /** The request carries a DPoP proof, and the server may want another nonce in it (RFC 9449 §8). */
  readonly dpop?: boolean;
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
  code: OAuthErrorCode,
  { cause = '', host = null, serverError = null, retryAfterMs = null }: Details = {},
): OAuthFailure {
  return { kind, error: { code, cause, host, serverError }, retryAfterMs };
}

/** The fetch rejected: there is no response. Throws what is a mistake of ours. */
export function failureOfSending(error: unknown, request: RequestContext): OAuthFailure {
  if (isProgrammingError(error)) throw error;
  if (isLibraryError(error)) return failureOfResponse(error, request);
  const fault = networkFaultOf(error);
  const details = { cause: fault.technical, host: hostOf(request.endpoint) };
  const isLost =
    request.lostResponse === 'unknown_outcome' &&
    fault.mayHaveArrived &&
    fault.kind !== 'redirected' &&
    fault.kind !== 'too_large';
  return isLost
    ? failed('unknown_outcome', 'response_lost', details)
    : failureOfNetwork(fault, request, details);
}

/** A response without its body. */
type Head = Pick<Response, 'status' | 'headers'>;

/** Statuses that mean a failure whatever the body says; null when the body has to be read. */
export function failureOfStatus(response: Head, request: RequestContext): OAuthFailure | null {
  const { status } = response;
  const details = {
    cause: describeStatus(response),
    host: hostOf(request.endpoint),
    retryAfterMs: retryAfterOf(response, request.now()),
  };
  if (status === 511) return failed('network_fault_retry', 'intercepted', details);
  if (status === 407) return failed('network_fault_retry', 'proxy_refused', details);
  if (status === 429 || status === 503) return failed('server_fault_retry', 'server_busy', details);
  if (status === 408 || status === 425 || status >= 500) {
    return failed('server_fault_retry', 'server_error', details);
  }
  if (status >= 300 && status < 400)
    return failed('rejected_response', 'response_rejected', details);
  return null;
}

/** There is a response, and oauth4webapi (or a check of ours) refused it. */
export function failureOfResponse(error: unknown, request: RequestContext): OAuthFailure {
  const host = hostOf(request.endpoint);
  if (error instanceof oauth.ResponseBodyError) {
    return failureOfErrorCode(error.error, error.error_description, error.response, request);
  }
  if (error instanceof oauth.AuthorizationResponseError) {
    return failureOfErrorCode(error.error, error.error_description, null, request);
  }
  if (error instanceof oauth.WWWAuthenticateChallengeError) {
    const challenge = error.cause.find((each) => each.parameters.error !== undefined);
    if (challenge?.parameters.error !== undefined) {
      const { error: code, error_description: description } = challenge.parameters;
      return failureOfErrorCode(code, description, error.response, request);
    }
    return failureWithoutErrorCode(error.response, request);
  }
  if (error instanceof RejectedResponse) {
    return failed(error.kind, error.code, { cause: error.message, host });
  }
  if (isLibraryError(error)) {
    // The library keeps a response it could not read as its error's cause, e.g. that of the key set.
    if (error.cause instanceof Response && error.cause.status >= 400) {
      return failureOfStatus(error.cause, request) ?? failureWithoutErrorCode(error.cause, request);
    }
    return failed('rejected_response', 'response_rejected', { cause: error.message, host });
  }
  if (error instanceof NetworkFault) {
    // The response is here; a further request failed, e.g. the one for the key set.
    return failureOfNetwork(error, request, { cause: error.technical, host });
  }
  // The library passes on what it meets: a signature that is not base64url, a key that is none.
  const cause = error instanceof Error ? error.name : 'unknown';
  return failed('rejected_response', 'response_rejected', { cause, host });
}

/** A check of ours refused a response. The message is a fixed sentence, never a piece of the response. */
export class RejectedResponse extends Error {
  override readonly name = 'RejectedResponse';
  constructor(
    message: string,
    readonly kind: OAuthFailureKind = 'rejected_response',
    readonly code: OAuthErrorCode = 'response_rejected',
  ) {
    super(message);
  }
}

export function hostOf(endpoint: string): string | null {
  return URL.canParse(endpoint) ? new URL(endpoint).host : null;
}

function failureOfErrorCode(
  error: string,
  description: unknown,
  response: Response | null,
  request: RequestContext,
): OAuthFailure {
  const { errors } = request;
  const meaning = Object.hasOwn(errors, error) ? errors[error] : undefined;
  const isForAdmin =
    typeof description === 'string' &&
    Object.hasOwn(errors, 'invalid_grant') &&
    needsAdministrator(error, description);
  const [kind, code] = isForAdmin
    ? (['needs_sign_in', 'admin_consent_required'] as const)
    : (meaning ?? (['rejected_response', request.otherError ?? 'request_refused'] as const));
  const status = response === null ? null : describeStatus(response);
  // The library types it as text and does not check.
  const text = typeof description === 'string' ? withoutOpaqueParts(description) : null;
  return failed(kind, code, {
    cause: [status, text].filter((part) => part !== null && part !== '').join(': '),
    host: hostOf(request.endpoint),
    serverError: withoutOpaqueParts(error),
    retryAfterMs: response === null ? null : retryAfterOf(response, request.now()),
  });
}

/**
 * A 4xx without an OAuth error comes from something in between (a firewall, a CDN) or is a fault:
 * never a sign-out. Where refusals have a code of their own, a 4xx that is not a page counts as one.
 */
function failureWithoutErrorCode(response: Response, request: RequestContext): OAuthFailure {
  const details = {
    cause: describeStatus(response),
    host: hostOf(request.endpoint),
    retryAfterMs: retryAfterOf(response, request.now()),
  };
  return request.otherError === undefined || mediaType(response) === 'text/html'
    ? failed('server_fault_retry', 'server_error', details)
    : failed('rejected_response', request.otherError, details);
}

function failureOfNetwork(
  fault: NetworkFault,
  { firstContact = false }: RequestContext,
  details: Details,
): OAuthFailure {
  switch (fault.kind) {
    case 'offline':
      return failed('network_fault_retry', 'offline', details);
    case 'unreachable':
    case 'interrupted':
      return failed('network_fault_retry', 'server_unreachable', details);
    case 'timeout':
      return failed('network_fault_retry', 'timeout', details);
    case 'certificate':
      return failed('network_fault_retry', 'server_certificate_invalid', details);
    case 'client_certificate':
      return failed('network_fault_retry', 'client_certificate_required', details);
    case 'proxy':
      return failed('network_fault_retry', 'proxy_refused', details);
    case 'redirected':
      if (firstContact && fault.elsewhere !== true) {
        return failed('rejected_response', 'metadata_not_found', details);
      }
      return fault.elsewhere === false
        ? failed('rejected_response', 'response_rejected', details)
        : failed('network_fault_retry', 'intercepted', details);
    case 'too_large':
      return failed('rejected_response', 'response_rejected', details);
    case 'cancelled':
      return failed('user_cancelled', 'cancelled', details);
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

/** We called the library wrongly: a bug to fix, not a failure of the server. */
function isProgrammingError(error: unknown): boolean {
  return (
    error instanceof TypeError &&
    'code' in error &&
    (error.code === 'ERR_INVALID_ARG_VALUE' || error.code === 'ERR_INVALID_ARG_TYPE')
  );
}
