/**
 * The one place that reads what went wrong: a broken network, an HTTP status, a server's `error`
 * value, or a response that oauth4webapi refuses; and decides what it means for the connection.
 *
 * `cause` is for support and holds no token, code or address with a query: only codes, HTTP
 * statuses, host names, the library's own fixed sentences, and what is left of a server's
 * description once anything that could be a token is taken out.
 */
import * as oauth from 'oauth4webapi';

import {
  failureOfErrorCode,
  failureOfStatus,
  failureWithoutErrorCode,
  headOf,
} from './error-response.js';
import type { HttpResponse } from './http-response.js';
import { NetworkFault, networkFaultOf } from './network-fault.js';
import {
  failed,
  type OAuthFailureDetails,
  hostOf,
  type OAuthErrorCode,
  type OAuthFailure,
  type OAuthFailureKind,
} from './outcome.js';
import type { RequestContext } from './request-context.js';

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

/**
 * There is a response, and oauth4webapi (or a check of ours) refused it.
 * @param response the response with its body, if the error is about it
 */
export function failureOfResponse(
  error: unknown,
  request: RequestContext,
  response: HttpResponse | null = null,
): OAuthFailure {
  const host = hostOf(request.endpoint);
  if (error instanceof oauth.ResponseBodyError) {
    const head = response ?? headOf(error.response);
    return failureOfErrorCode(error.error, error.error_description, head, request);
  }
  if (error instanceof oauth.AuthorizationResponseError) {
    return failureOfErrorCode(error.error, error.error_description, null, request);
  }
  if (error instanceof oauth.WWWAuthenticateChallengeError) {
    const challenge = error.cause.find((each) => each.parameters.error !== undefined);
    if (challenge?.parameters.error !== undefined) {
      const { error: code, error_description: description } = challenge.parameters;
      return failureOfErrorCode(code, description, headOf(error.response), request);
    }
    return failureWithoutErrorCode(response ?? headOf(error.response), request);
  }
  if (error instanceof RejectedResponse) {
    return failed(error.kind, error.code, { cause: error.message, host });
  }
  if (isLibraryError(error)) {
    // The library keeps a response it could not read as its error's cause, e.g. that of the key set.
    if (error.cause instanceof Response && error.cause.status >= 400) {
      const isThis = response?.status === error.cause.status;
      const head = isThis ? response : headOf(error.cause);
      // Another endpoint's response says nothing about what this request carried.
      const about = isThis ? request : { ...request, sent: undefined };
      return failureOfStatus(head, about) ?? failureWithoutErrorCode(head, about);
    }
    const isTime = error.code === oauth.JWT_TIMESTAMP_CHECK;
    const code = isTime ? 'clock_mismatch' : 'response_rejected';
    return failed('rejected_response', code, { cause: error.message, host });
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

function failureOfNetwork(
  fault: NetworkFault,
  { firstContact = false }: RequestContext,
  details: OAuthFailureDetails,
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
      return failed('network_fault_retry', 'server_certificate_invalid', {
        ...details,
        untrusted: fault.untrusted,
      });
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
