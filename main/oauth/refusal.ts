/**
 * Decides what a refusal by a token endpoint, or by a registration endpoint, is about: the refresh token or code that was sent, the
 * client, or the kind of grant. RFC 6749 §5.2 has a code for each, which many servers do not use, or
 * use for something else; then their own words decide.
 *
 * A wrong guess costs little: no token is deleted for a refusal, and the user can always try again.
 */
import type { ErrorStatement } from './error-statement.js';
import type { OAuthErrorCode, OAuthFailureKind } from './outcome.js';

/**
 * The credential of the user that the request carries; `none`: a service account has none;
 * `registration`: it describes the app, and nobody has a credential yet (RFC 7591).
 */
export type SentCredential =
  'refresh_token' | 'authorization_code' | 'device_code' | 'none' | 'registration';

export type Meaning = readonly [OAuthFailureKind, OAuthErrorCode];

const clientRefused: Meaning = ['misconfigured', 'client_refused'];
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
  const words = [...codes.map((code) => code.replaceAll('_', ' ')), ...texts].map(plain);
  const says = (pattern: RegExp) => words.some((each) => pattern.test(each));
  if (says(passingFault)) return serverBusy;
  if (sent === 'registration') return says(redirectMember) ? redirectRefused : null;
  if (sent === 'refresh_token' && says(refreshTokenFault)) return refusedGrant(sent);
  if (sent.endsWith('_code') && says(codeFault)) return refusedGrant('authorization_code');
  if (says(redirectFault)) return redirectRefused;
  if (says(grantTypeFault)) return grantTypeRefused;
  if (says(clientFault)) return clientRefused;
  if (sent === 'refresh_token' && says(grantFault)) return refusedGrant(sent);
  if (says(credentialsFault)) return clientRefused;
  if (sent.endsWith('_code') && says(plainCodeFault)) return refusedGrant('authorization_code');
  return null;
}

function refusedGrant(sent: 'refresh_token' | 'authorization_code'): Meaning {
  return ['needs_sign_in', sent === 'refresh_token' ? 'grant_refused' : 'code_refused'];
}

/** Lower case, without the punctuation that differs between servers. */
function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/[’'`]/g, '')
    .replace(/[^a-z0-9.;]+/g, ' ')
    .trim();
}

const fault =
  '(?:invalid|not valid|no valid|no longer valid|not a valid|expired|expire[sd]?|has ended|revoked|not found|unknown|unrecogni[sz]ed|not recogni[sz]ed|not active|inactive|no longer active|does not exist|doesnt exist|not exist|no such|malformed|deleted|removed|already (?:been )?(?:used|redeemed|consumed)|reused?|bad|incorrect|wrong|mismatch|does not match|do not match|doesnt match|didnt match|not match|disabled|blocked|suspended|cancell?ed|withdrawn|cannot be (?:found|verified|decoded)|could not be (?:found|verified|decoded|refreshed)|failed|rejected|denied|illegal|not issued|was issued to another|stale|outdated|too old|compromised|terminated|invalidated|not authentic|error validating|(?:has|have) been used|not known|must contain|could not (?:be )?validated?)';

/** `subject … fault` or `fault … subject`, close together and in one sentence. */
function faultOf(subject: string): RegExp {
  return new RegExp(
    `\\b${subject}\\b[^.;]{0,60}?\\b${fault}\\b|\\b${fault}\\b[^.;]{0,40}?\\b${subject}\\b`,
  );
}

/** The server itself has a fault, for a time. */
const passingFault =
  /\b(?:rate limit\w*|too many|try again (?:later|in)|temporar\w+|throttl\w+|quota|maintenance|overload\w*|timed? ?out)\b/;

const refreshTokenFault = new RegExp(
  [
    faultOf('refresh ?tokens?'),
    // "issued to another client" is about the token, not about the client (RFC 6749 §5.2).
    /\b(?:tokens?|grant)\b[^.;]{0,60}?\b(?:(?:not |was )?issued (?:to|for|by)|belongs?)\b/,
  ]
    .map(({ source }) => source)
    .join('|'),
);
const codeFault = faultOf(
  '(?:authori[sz]ation ?code|auth ?code|verification code|grant code|access code|device code|code verifier)',
);
const plainCodeFault = faultOf('(?<!error |status |http |response )code');
/** A registration that is refused is refused for the member that it names. */
const redirectMember =
  /\b(?:redirect(?:ion)? ?ur[il]s?|redirects?|callback ?ur[il]s?|callbacks?|custom (?:ur[il] )?schemes?|private use|ur[il] schemes?|schemes?|loopback)\b/;
const redirectFault = faultOf('(?:redirect ?ur[il]s?|callback ?ur[il]s?|redirection ur[il])');
const clientFault = faultOf(
  '(?:clients?|client ?ids?|client ?secrets?|app ?ids?|app ?secrets?|application ?ids?|consumer|consumer ?key|api ?key|authori[sz]ation header|basic auth(?:entication|ori[sz]ation)?)',
);
const credentialsFault = faultOf('(?:app|application|integration|credentials?|secret)');
const grantTypeFault =
  /\b(?:grant ?types?|refresh ?tokens?|refresh ?token grant|grant)\b[^.;]{0,60}?\b(?:not (?:allowed|permitted|enabled|supported|authori[sz]ed|available)|unsupported|disallowed|disabled)\b|\b(?:not (?:allowed|permitted|enabled|supported|authori[sz]ed)|unsupported|disallowed)\b[^.;]{0,60}?\b(?:grant ?types?|refresh ?tokens?|offline access)\b/;

/** A fault of what a refresh token stands for: the session, the user, the consent. */
const grantFault = new RegExp(
  [
    faultOf(
      '(?:(?<!csrf |xsrf |id )tokens?|grants?|sessions?|consents?|authori[sz]ations?|permissions?|log ?in|sign ?in|users?|accounts?|members?|subscriptions?|installations?|workspaces?|value)',
    ).source,
    '\\b(?:re ?authori[sz]e|re ?authenticate|re ?connect|re ?consent|(?:log|sign) ?in again|(?:log|sign)(?:ged|ed)? out|password (?:was |has been )?changed|must (?:re ?)?(?:log|sign) ?in|authenticate again|authori[sz]e again|revoked (?:the )?access|access (?:has |was )?(?:been )?(?:expired|revoked|withdrawn|ended))\\b',
  ].join('|'),
);
