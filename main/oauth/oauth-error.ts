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
import { type ErrorStatement, readErrorStatement } from './error-statement.js';
import type { HttpResponse } from './http.js';
import { NetworkFault, networkFaultOf } from './network-fault.js';
import type { OAuthErrorCode, OAuthFailure, OAuthFailureKind } from './outcome.js';
import { isVague, type Meaning, meaningOfStatement, type SentCredential } from './refusal.js';
import { retryAfterOf } from './retry-after.js';
import { printable, withoutOpaqueParts } from './server-text.js';

/** The meaning of each `error` value of a server in response to one kind of message. */
export type ErrorTable = Readonly<Record<string, Meaning>>;

/** One request, as far as its failures and its response have to be understood. */
export interface RequestContext {
  readonly endpoint: string;
  readonly errors: ErrorTable;
  /** For an `error` value that `errors` does not name. Default: `request_refused`. */
  readonly otherError?: OAuthErrorCode;
  /** What the request to a token endpoint carries. Default: it goes to another endpoint. */
  readonly sent?: SentCredential | undefined;
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

/** Of what a server says, this much is kept. */
const MAX_QUOTED_PARTS = 5;

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

/** A response as far as it was read. */
type Head = Pick<HttpResponse, 'status' | 'headers'> & { readonly text?: string };

function headOf({ status, headers }: Response): Head {
  return { status, headers };
}

/** Statuses that mean a failure whatever the body says; null when the body has to be read. */
export function failureOfStatus(response: Head, request: RequestContext): OAuthFailure | null {
  const { status } = response;
  const details = {
    cause: describeResponse(response),
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
  response: Head | null,
  request: RequestContext,
): OAuthFailure {
  // The library types it as text and does not check.
  const words = typeof description === 'string' ? description : null;
  const statement = response === null ? null : statementOf(response);
  const [kind, code] =
    meaningForAdmin(error, words, request) ??
    meaningOfCode(error, statement, request) ??
    (['rejected_response', request.otherError ?? 'request_refused'] as const);
  const isKnown = Object.hasOwn(request.errors, error);
  const cause =
    words === null && !isKnown && response !== null
      ? describeResponse(response)
      : [response === null ? null : describeStatus(response), words && withoutOpaqueParts(words)]
          .filter((part) => part !== null && part !== '')
          .join(': ');
  return failed(kind, code, {
    cause,
    host: hostOf(request.endpoint),
    serverError: withoutOpaqueParts(error),
    retryAfterMs: response === null ? null : retryAfterOf(response, request.now()),
  });
}

function meaningForAdmin(
  error: string,
  description: string | null,
  { errors }: RequestContext,
): Meaning | null {
  const isForAdmin =
    description !== null &&
    Object.hasOwn(errors, 'invalid_grant') &&
    needsAdministrator(error, description);
  return isForAdmin ? ['needs_sign_in', 'admin_consent_required'] : null;
}

/** The code decides if it is clear; if not, what the server says beside it. */
function meaningOfCode(
  error: string,
  statement: ErrorStatement | null,
  request: RequestContext,
): Meaning | null {
  const { errors, sent } = request;
  const meaning = Object.hasOwn(errors, error) ? (errors[error] ?? null) : null;
  if (sent === undefined || statement === null || (meaning !== null && !isVague(error))) {
    return meaning;
  }
  return meaningOfCodes(statement, request) ?? meaningOfStatement(statement, sent) ?? meaning;
}

/** A clear code of RFC 6749 §5.2 wherever the server puts it, and however it spells it. */
function meaningOfCodes({ codes }: ErrorStatement, { errors }: RequestContext): Meaning | null {
  const clear = codes.find((code) => Object.hasOwn(errors, code) && !isVague(code));
  return clear === undefined ? null : (errors[clear] ?? null);
}

/**
 * A refusal without an OAuth error. A page comes from something in between (a firewall, a CDN) or is
 * a fault: never a sign-out. Of a token endpoint's, the words decide; where refusals have a code of
 * their own, any other counts as one.
 */
function failureWithoutErrorCode(response: Head, request: RequestContext): OAuthFailure {
  const details = {
    cause: describeResponse(response),
    host: hostOf(request.endpoint),
    retryAfterMs: retryAfterOf(response, request.now()),
  };
  const statement = statementOf(response);
  if (statement.isPage || mediaType(response) === 'text/html') {
    return failed('server_fault_retry', 'server_error', details);
  }
  if (request.otherError !== undefined) {
    return failed('rejected_response', request.otherError, details);
  }
  if (request.sent === undefined) return failed('server_fault_retry', 'server_error', details);
  const [kind, code] =
    meaningOfCodes(statement, request) ??
    meaningOfStatement(statement, request.sent) ??
    meaningOfSilence(response, statement, request.sent);
  const [serverError = null] = statement.codes;
  return failed(kind, code, {
    ...details,
    serverError: serverError && withoutOpaqueParts(serverError),
  });
}

/** RFC 6749 §5.2 and RFC 9110 §15.5.2: a 401 is about the client, above all with a challenge. */
function meaningOfSilence(
  { status, headers }: Head,
  { codes, texts }: ErrorStatement,
  sent: SentCredential,
): Meaning {
  const challenge = headers.get('www-authenticate') ?? '';
  // A proxy or a gateway that wants a sign-in of its own.
  if (/\b(ntlm|negotiate|kerberos)\b|realm="?[^",]*(proxy|gateway|firewall)/i.test(challenge)) {
    return ['server_fault_retry', 'server_error'];
  }
  const isAboutClient =
    status === 401 && (sent !== 'refresh_token' || /^\s*basic\b/i.test(challenge));
  if (isAboutClient) return ['misconfigured', 'client_refused'];
  const saysNothing = codes.length === 0 && texts.length === 0;
  return ['rejected_response', saysNothing ? 'refused_without_reason' : 'request_refused'];
}

function statementOf({ headers, text = '' }: Head): ErrorStatement {
  return readErrorStatement({ headers, text });
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

/** The status, and what the server says, in one line for support. */
function describeResponse(response: Head): string {
  const { codes, texts } = statementOf(response);
  const words = [...texts, ...codes].slice(0, MAX_QUOTED_PARTS).map(withoutOpaqueParts);
  return [describeStatus(response), words.filter((part) => part !== '').join('; ')]
    .filter((part) => part !== '')
    .join(': ');
}

function describeStatus(response: Pick<HttpResponse, 'status' | 'headers'>): string {
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
