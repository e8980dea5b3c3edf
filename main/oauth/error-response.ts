/**
 * Error responses: the HTTP status, the `error` value, and what the server says beside it or in its
 * place (refusal.ts).
 */
import { textOrEmpty } from '../text/outside-text.js';
import { meaningOfDenial } from './access-denial.js';
import { needsAdministrator } from './admin-consent.js';
import { mediaType } from './bounded-fetch.js';
import { type ErrorStatement, readErrorStatement } from './error-statement.js';
import type { HttpResponse } from './http-response.js';
import { meaningOfName } from './named-refusals.js';
import { failed, type OAuthFailureDetails, hostOf, type OAuthFailure } from './outcome.js';
import { isKnownRefusal, type KnownRefusal } from './refusal-forms.js';
import {
  codeRefused,
  isVague,
  type Meaning,
  meaningOfStatement,
  type SentCredential,
} from './refusal.js';
import type { RequestContext } from './request-context.js';
import { meaningOfStatus, refusalInFault } from './response-status.js';
import { retryAfterOf } from './retry-after.js';
import { withoutOpaqueParts } from './server-text.js';

/** A response as far as it was read. */
export type Head = Pick<HttpResponse, 'status' | 'headers'> &
  Partial<Pick<HttpResponse, 'text' | 'body'>>;

export function headOf({ status, headers }: Response): Head {
  return { status, headers };
}

/** Statuses that mean a failure whatever the body says; null when the body has to be read. */
export function failureOfStatus(response: Head, request: RequestContext): OAuthFailure | null {
  const meaning = meaningOfStatus(response);
  if (meaning === null) return null;
  const serverError = refusalInFault(response, request);
  return failed(...meaning, {
    ...detailsOf(response, statementOf(response), request),
    serverError,
  });
}

/** This much of what a server says is kept. */
const maxQuotedParts = 5;

export function failureOfErrorCode(
  error: string,
  description: unknown,
  response: Head | null,
  request: RequestContext,
): OAuthFailure {
  // The library types it as text and does not check.
  const words = typeof description === 'string' ? description : '';
  const statement = response === null ? null : statementOf(response);
  const [kind, code] =
    meaningForAdmin(error, words, request) ??
    meaningOfForm(response, request) ??
    meaningForUser(error, words, request) ??
    meaningOfName(error, words, request) ??
    meaningOfCode(error, response, statement, request) ??
    meaningOfUnknownCode(error, response, request) ??
    (response !== null && isCodeForbidden(response, request.sent) ? codeRefused : null) ??
    (['rejected_response', request.otherError ?? 'request_refused'] as const);
  const isSilent = words === '' && !Object.hasOwn(request.errors, error);
  const said = isSilent && statement !== null ? statement : { codes: [], texts: [words] };
  return failed(kind, code, {
    cause: response === null ? withoutOpaqueParts(words) : describeResponse(response, said),
    host: hostOf(request.endpoint),
    serverError: withoutOpaqueParts(error),
    retryAfterMs: response === null ? null : retryAfterOf(response, request.now()),
  });
}

function meaningForAdmin(
  error: string,
  description: string,
  { errors }: RequestContext,
): Meaning | null {
  const isForAdmin =
    Object.hasOwn(errors, 'invalid_grant') && needsAdministrator(error, description);
  return isForAdmin ? ['needs_sign_in', 'admin_consent_required'] : null;
}

/** The user is deciding, or has just decided. */
function meaningForUser(
  error: string,
  description: string,
  { errors }: RequestContext,
): Meaning | null {
  const isDecision = errors['access_denied']?.[0] === 'user_cancelled';
  return isDecision ? meaningOfDenial(error, description) : null;
}

/** A form in which this very service is known to refuse, with the meaning of the standard's code for it. */
function meaningOfForm(response: Head | null, request: RequestContext): Meaning | null {
  const { refusals, sent, errors } = request;
  if (response === null || refusals === undefined) return null;
  const { status, body = null } = response;
  const isKnown = (known: KnownRefusal) => body !== null && isKnownRefusal(known, status, body);
  if (sent === 'refresh_token' && isKnown(refusals.deadRefreshToken)) {
    return errors['invalid_grant'] ?? null;
  }
  return isKnown(refusals.wrongClient) ? (errors['invalid_client'] ?? null) : null;
}

/** A clear code decides; else what stands beside it, as with ServiceNow’s `server_error` at 401. */
function meaningOfCode(
  error: string,
  response: Head | null,
  statement: ErrorStatement | null,
  request: RequestContext,
): Meaning | null {
  const { errors, sent } = request;
  const isNoFault = error === 'server_error' && [401, 403].includes(response?.status ?? 0);
  const meaning = Object.hasOwn(errors, error) && !isNoFault ? (errors[error] ?? null) : null;
  if (sent === undefined || statement === null || (meaning !== null && !isVague(error))) {
    return meaning;
  }
  const ofCodes = isNoFault ? null : meaningOfCodes(statement, request);
  return ofCodes ?? meaningOfStatement(statement, sent) ?? meaning;
}

/** A framework's own code beside a 401 says no more than the status does. */
function meaningOfUnknownCode(
  error: string,
  response: Head | null,
  { errors, sent }: RequestContext,
): Meaning | null {
  const isUnknown = sent !== undefined && !Object.hasOwn(errors, error);
  if (!isUnknown || response?.status !== 401 || sent === 'registration') return null;
  const meaning = meaningOfSilence(response, { codes: [error], texts: [] }, sent);
  return meaning[1] === 'client_refused' ? meaning : null;
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
export function failureWithoutErrorCode(response: Head, request: RequestContext): OAuthFailure {
  const statement = statementOf(response);
  const details = detailsOf(response, statement, request);
  if (statement.isPage && !isAboutRequest(response, request.sent)) {
    return failed('server_fault_retry', 'server_error', details);
  }
  if (request.otherError !== undefined) {
    return failed('rejected_response', request.otherError, details);
  }
  if (request.sent === undefined) {
    const isSilent = response.text === '' && response.status >= 400 && response.status < 500;
    return isSilent
      ? failed('rejected_response', 'refused_without_reason', details)
      : failed('server_fault_retry', 'server_error', details);
  }
  const [kind, code] =
    meaningOfForm(response, request) ??
    meaningOfCodes(statement, request) ??
    meaningOfStatement(statement, request.sent) ??
    meaningOfSilence(response, statement, request.sent);
  const [serverError = null] = statement.codes;
  return failed(kind, code, {
    ...details,
    serverError: serverError && withoutOpaqueParts(serverError),
  });
}

/** A page, which is usually of something in between, where it can only be meant for this client. */
function isAboutRequest(response: Head, sent: SentCredential | undefined): boolean {
  const isRefusal = sent === 'registration' && response.status >= 400 && response.status < 500;
  return isRefusal || challengesClient(response, sent);
}

/** RFC 6749 §5.2: a 401 to a client that sent its secret names the scheme, whatever its body looks like. */
function challengesClient({ status, headers }: Head, sent: SentCredential | undefined): boolean {
  const challenge = headers.get('www-authenticate') ?? '';
  return sent !== undefined && status === 401 && /^\s*basic\b/i.test(challenge);
}

/** Neither the client nor the request is to blame, as far as the server says: a new code may help. */
function isCodeForbidden(
  { status }: Pick<Head, 'status'>,
  sent: SentCredential | undefined,
): boolean {
  return (
    (sent === 'authorization_code' || sent === 'device_code') && [403, 404, 410].includes(status)
  );
}

/** RFC 6749 §5.2 and RFC 9110 §15.5.2: a 401 is about the client, above all with a challenge. */
function meaningOfSilence(
  { status, headers }: Head,
  { codes, texts }: Pick<ErrorStatement, 'codes' | 'texts'>,
  sent: SentCredential,
): Meaning {
  const challenge = headers.get('www-authenticate') ?? '';
  // A proxy or a gateway that wants a sign-in of its own.
  if (/\b(ntlm|negotiate|kerberos)\b|realm="?[^",]*(proxy|gateway|firewall)/i.test(challenge)) {
    return ['server_fault_retry', 'server_error'];
  }
  // Not everyone may register, or nobody may there.
  const isClosed = sent === 'registration' && [401, 403, 404, 405, 410].includes(status);
  const isAboutClient =
    status === 401 && (sent !== 'refresh_token' || /^\s*basic\b/i.test(challenge));
  if (isClosed || isAboutClient) return ['misconfigured', 'client_refused'];
  const saysNothing = codes.length === 0 && texts.length === 0;
  if (!saysNothing && isCodeForbidden({ status }, sent)) return codeRefused;
  return ['rejected_response', saysNothing ? 'refused_without_reason' : 'request_refused'];
}

function statementOf({ headers, text = '' }: Head): ErrorStatement {
  return readErrorStatement({ headers, text });
}

function detailsOf(
  response: Head,
  statement: ErrorStatement,
  { endpoint, now }: RequestContext,
): OAuthFailureDetails {
  return {
    cause: describeResponse(response, statement),
    host: hostOf(endpoint),
    retryAfterMs: retryAfterOf(response, now()),
  };
}

/** The status, and what the server says, in one line for support. */
export function describeResponse(
  response: Head,
  { codes, texts }: Pick<ErrorStatement, 'codes' | 'texts'> = statementOf(response),
): string {
  const words = [...texts, ...codes].slice(0, maxQuotedParts).map(withoutOpaqueParts);
  return [describeStatus(response), words.filter((part) => part !== '').join('; ')]
    .filter((part) => part !== '')
    .join(': ');
}

function describeStatus(response: Pick<HttpResponse, 'status' | 'headers'>): string {
  const type = mediaType(response);
  return `HTTP ${String(response.status)}${type === '' ? '' : `, ${textOrEmpty('value', type)}`}`;
}
