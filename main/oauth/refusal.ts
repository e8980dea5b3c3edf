/**
 * Decides what a refusal by a token endpoint, or by a registration endpoint, is about: the refresh token or code that was sent, the
 * client, or the kind of grant. RFC 6749 §5.2 has a code for each, which many servers do not use, or
 * use for something else; then their own words decide.
 *
 * A wrong guess costs little: no token is deleted for a refusal, and the user can always try again.
 */
import type { ErrorStatement } from './error-statement.js';
import type { OAuthErrorCode, OAuthFailureKind } from './outcome.js';
import { anyOf, near, oneOf, normalizeText } from './text-patterns.js';

/**
 * The credential of the user that the request carries; `none`: a service account has none;
 * `registration`: it describes the app, and nobody has a credential yet (RFC 7591).
 */
export type SentCredential =
  'refresh_token' | 'authorization_code' | 'device_code' | 'none' | 'registration';

export type Meaning = readonly [OAuthFailureKind, OAuthErrorCode];

const clientRefused: Meaning = ['misconfigured', 'client_refused'];
const grantRefused: Meaning = ['needs_sign_in', 'grant_refused'];
export const codeRefused: Meaning = ['needs_sign_in', 'code_refused'];
const grantTypeRefused: Meaning = ['misconfigured', 'grant_type_refused'];
const serverBusy: Meaning = ['server_fault_retry', 'server_busy'];
const redirectRefused: Meaning = ['misconfigured', 'redirect_uri_refused'];

/** Codes under which servers also refuse a token: what they say beside it decides. */
const vagueCodes = new Set([
  'invalid_request',
  'unauthorized_client',
  'unsupported_grant_type',
  'access_denied',
  'invalid_token',
  'invalid_client_metadata',
]);

export function isVague(code: string): boolean {
  return vagueCodes.has(code);
}

/**
 * @param statement what the server says
 * @returns null: it does not say what it refuses
 */
export function meaningOfStatement(
  { codes, texts, isPage }: ErrorStatement,
  sent: SentCredential,
): Meaning | null {
  // A page is as likely a firewall's, and tells about that.
  if (isPage) return null;
  const words = [...codes, ...texts].map(normalizeText);
  const says = (pattern: RegExp) => words.some((each) => pattern.test(each));
  if (says(passingFault)) return serverBusy;
  if (sent === 'registration') return says(redirectMember) ? redirectRefused : null;
  if (sent === 'refresh_token' && says(refreshTokenFault)) return grantRefused;
  if (sent.endsWith('_code') && says(codeFault)) return codeRefused;
  if (says(redirectFault)) return redirectRefused;
  if (says(grantTypeFault)) return grantTypeRefused;
  if (says(clientFault)) return clientRefused;
  if (sent === 'refresh_token' && says(grantFault)) return grantRefused;
  if (says(credentialsFault)) return clientRefused;
  if (sent.endsWith('_code') && says(plainCodeFault)) return codeRefused;
  return null;
}

/** Faults of a credential, a client or an account. */
const faults = anyOf(
  'invalid, invalidated, illegal, malformed, bad, incorrect, wrong, mismatch, not match, must contain',
  'not valid, not a valid, no valid, no longer valid, not validate, not validated, not authentic',
  'expire, expired, has ended, stale, outdated, too old, terminated, no longer active, not active',
  'not found, not known, unknown, unrecognized, not recognized, not exist, no such, not issued',
  'inactive, disabled, blocked, suspended, canceled, cancelled, withdrawn, revoked, deleted, removed',
  'compromised, failed, rejected, denied, error validating, was issued to another, reuse, reused',
  'already used, already redeemed, already consumed, been used, been redeemed, been consumed',
  'not be found, not be verified, not be decoded, not be refreshed, not be validated',
  'unregistered, uninstalled, unlinked, disconnected, lapsed, superseded, rotated, replayed',
  'consumed, claimed, unusable, not accepted, no longer be used, no longer usable, not find',
  'unable to parse, unable to find, unable to decode, unable to decrypt, unable to verify',
  'not decode, not decrypt, not parse, not verify',
);

/** Subject and fault close together and in one sentence. */
function faultOf(subjects: string): string {
  const subject = anyOf(subjects);
  return `${near(subject, faults, 60)}|${near(faults, subject, 40)}`;
}

/** The server itself has a fault, for a time. */
const passingFault = oneOf(
  anyOf('rate limit-, too many, try again later, try again in, temporar-, throttl-, quota'),
  anyOf('rate exceeded, request limit, retry your request, retry later, please wait'),
  anyOf('maintenance, overload-, time out, timed out'),
);

const refreshTokenFault = oneOf(
  faultOf('refresh token'),
  // "issued to another client" is about the token, not about the client (RFC 6749 §5.2).
  near(anyOf('token, refresh token, grant'), anyOf('issued to, issued for, issued by, belong'), 60),
);
const codeFault = oneOf(
  faultOf('authorization code, auth code, verification code, grant code, access code, device code'),
  faultOf('code verifier, code challenge, pkce'),
);
const plainCodeFault = oneOf(faultOf('(?<!error |status |http |response )code'));
/** A registration that is refused is refused for the member that it names. */
const redirectMember = oneOf(
  anyOf('redirect, redirect uri, redirect url, redirection uri, redirection url'),
  anyOf('callback, callback uri, callback url, scheme, private use, loopback'),
);
const redirectFault = oneOf(
  faultOf(
    'redirect uri, redirect url, redirection uri, redirection url, callback uri, callback url',
  ),
);
const clientFault = oneOf(
  faultOf('client, client id, client secret, consumer, consumer key, api key, app id, app secret'),
  faultOf('application id, authorization header, basic auth-'),
  // A list by field, and a parameter that is not there.
  `^${anyOf('client id, client secret')}`,
  near(anyOf('client id, client secret'), anyOf('missing, required'), 30),
);
const credentialsFault = oneOf(faultOf('app, application, integration, credential, secret'));

const notOffered = anyOf(
  'not allowed, not permitted, not enabled, not supported, not authorized, not available',
  'unsupported, disallowed, disabled',
);
const grantTypeFault = oneOf(
  near(anyOf('grant, grant type, refresh token'), notOffered, 60),
  near(notOffered, anyOf('grant type, refresh token, offline access'), 60),
);

/** A fault of what a refresh token stands for: the session, the user, the consent. */
const grantFault = oneOf(
  faultOf(
    '(?<!\\bcsrf |\\bxsrf |\\bid )token, grant, session, consent, authorization, permission, value',
  ),
  faultOf('log in, sign in, user, account, member, subscription, installation, workspace'),
  anyOf('re auth-, re connect-, re consent-, authorize again, authenticate again'),
  anyOf('log in again, sign in again, log out, logged out, sign out, signed out'),
  near(anyOf('must, must re'), anyOf('log in, sign in'), 1),
  near(anyOf('password'), anyOf('changed'), 10),
  near(anyOf('access'), anyOf('expired, revoked, withdrawn, ended'), 10),
  anyOf('revoked access, revoked the access'),
);
