/**
 * Refusals under names that no RFC has: of the app, of the organization, for want of a second factor and
 * others. To ask the user to check the settings helps with none of them, so each has a meaning of its own.
 */
import { type Meaning, meaningOfStatement } from './refusal.js';
import type { RequestContext } from './request-context.js';
import { anyOf, near, normalizeText, oneOf } from './text-patterns.js';

const appBlocked: Meaning = ['misconfigured', 'app_blocked'];
const tenantUnknown: Meaning = ['misconfigured', 'tenant_unknown'];
const clientRefused: Meaning = ['misconfigured', 'client_refused'];
const redirectRefused: Meaning = ['misconfigured', 'redirect_uri_refused'];
const interactionRequired: Meaning = ['needs_sign_in', 'interaction_required'];
const accountRefused: Meaning = ['rejected_response', 'account_refused'];
const tooLate: Meaning = ['rejected_response', 'authentication_expired'];
const withoutReason: Meaning = ['rejected_response', 'refused_without_reason'];
const busy: Meaning = ['server_fault_retry', 'server_busy'];
const serverError: Meaning = ['server_fault_retry', 'server_error'];
const scopeRefused: Meaning = ['misconfigured', 'scope_refused'];

/** Microsoft Entra ID says what it is about by number, beside a code that says something else. */
const byNumber: readonly (readonly [Meaning, readonly number[]])[] = [
  [tenantUnknown, [50059, 50128, 90002, 900021, 900023]],
  [appBlocked, [50194, 500014, 7000112, 7000113]],
  [clientRefused, [700016, 7000215, 7000216, 7000218, 7000222]],
  [redirectRefused, [50011, 500113, 9002326, 9002327]],
  [interactionRequired, [50055, 50072, 50074, 50076, 50079, 50144, 50158, 65001]],
  [scopeRefused, [28002, 28003, 70011, 650053]],
];

const apps = 'app, application, client, integration, consumer';
const blocked = anyOf(
  'blocked, suspended, disabled, denied, restricted, deactivated, banned, revoked, unapproved',
  'inactive, rejected, not allowed, not approved, not enabled, not authorized, not permitted',
  'not installed, not active, not published, not verified, unverified, quarantined',
);

const secondFactor = anyOf(
  'mfa, multi factor, two factor, second factor, 2fa, otp, totp, step up, webauthn',
  'password expired, password change, password reset, terms, re authenticate, re authentication',
  're auth, verification required, challenge required, reconsent, consent needed, user interaction',
);

/** At the service, and none of it can be changed in this app. */
const accountNames = oneOf(
  near(
    anyOf('account, user, member, email, e mail, login, identity, profile'),
    anyOf(
      'locked, blocked, disabled, suspended, deactivated, inactive, deleted, restricted, banned',
      'not found, not verified, unverified, not registered, not allowed, not member, not assigned',
      'not active, not activated, not confirmed, not exist, unknown, not authorized, not permitted',
    ),
    12,
  ),
  near(
    anyOf('inactive, locked, blocked, disabled, suspended, unknown, unverified, unauthorized'),
    anyOf('account, user, member, org, organization, email, team, workspace'),
    1,
  ),
  near(
    anyOf('license, subscription, membership, registration, org login, sso, saml, group, role'),
    anyOf('required, missing, expired, needed, not found'),
    1,
  ),
  anyOf('policy violation, org internal, access not granted, not a member, not a user'),
  anyOf('org locked, org inactive, region not allowed, country not allowed'),
);

const passing = anyOf(
  'rate limit-, too many, quota, maintenance, service unavailable, unavailable, busy, overload-',
  'throttl-, try again, try later, limit exceeded, request limit, capacity',
);

/** The first that fits the name, in the words of `normalizeText`. */
const byName: readonly (readonly [Meaning, RegExp])[] = [
  [busy, oneOf(passing)],
  [
    serverError,
    /^(?:internal|server|system|backend|unexpected|upstream)(?: server)?(?: error| failure| exception)$/,
  ],
  [redirectRefused, oneOf(anyOf('redirect, redirection, callback, return url, reply url'))],
  [scopeRefused, oneOf(anyOf('scope'))],
  [interactionRequired, oneOf(secondFactor)],
  [
    tenantUnknown,
    oneOf(
      near(anyOf('tenant, realm, directory'), anyOf('not found, unknown, invalid, not exist'), 12),
      near(anyOf('unknown, invalid, no such'), anyOf('tenant, realm, directory'), 1),
    ),
  ],
  [appBlocked, /^invalid app access$/],
  [
    clientRefused,
    oneOf(
      near(anyOf(apps), anyOf('not found, unknown, deleted, not be found, not exist'), 12),
      near(anyOf('deleted, unknown, invalid, no such'), anyOf(apps, 'client id, app id'), 1),
    ),
  ],
  [
    appBlocked,
    oneOf(
      near(anyOf(apps), blocked, 12),
      near(blocked, anyOf(apps), 1),
      anyOf('oauth authorization blocked, oauth blocked, oauth disabled'),
    ),
  ],
  [accountRefused, accountNames],
  [
    tooLate,
    /^(?:(?:request|transaction|code|flow|state) )?(?:timed? ?out|expired)$|\bno session\b/,
  ],
  [
    withoutReason,
    /^(?:(?:unknown|general|generic|other|undefined|authorization|oauth) ?)?(?:error|failure|failed)$/,
  ],
  [withoutReason, /^(?:unauthorized|forbidden|unknown|other)$/],
];

/**
 * The meaning of an error at the end of a sign-in, or of a token request, that the table of the request
 * does not name.
 *
 * @returns null: its name says nothing
 */
export function meaningOfName(
  error: string,
  description: string,
  { errors, sent }: Pick<RequestContext, 'errors' | 'sent'>,
): Meaning | null {
  const isSignIn = errors['access_denied']?.[0] === 'user_cancelled';
  if (sent === 'registration' || (sent === undefined && !isSignIn)) return null;
  const [, digits] = /\bAADSTS(\d{5,7})\b/.exec(description) ?? [];
  const [numbered] =
    byNumber.find(([, numbers]) => digits !== undefined && numbers.includes(Number(digits))) ?? [];
  const isKnown = Object.hasOwn(errors, error);
  const meaning =
    numbered ??
    (isKnown ? null : named(error)) ??
    (/^(?:unauthorized|invalid)_client$/.test(error) && suspended.test(normalizeText(description))
      ? appBlocked
      : null) ??
    (sent === undefined && !isKnown ? inWords(description) : null);
  if (meaning === scopeRefused) return errors['invalid_scope'] ?? meaning;
  // The rules for a refresh token and a code know better what ends with an account.
  const isAboutSignIn = [accountRefused, tooLate, withoutReason].some((each) => each === meaning);
  return isAboutSignIn && !isSignIn ? null : meaning;
}

/** Words about the app itself, where its client ID is not at fault. */
const suspended = oneOf(near(anyOf(apps), anyOf('suspended, blocked, banned'), 20));

const scopeFault = oneOf(
  near(anyOf('scope'), anyOf('invalid, unknown, unsupported, not allowed, not supported'), 20),
  near(anyOf('invalid, unknown, unsupported, not allowed'), anyOf('scope'), 3),
);

/** An answer by way of the browser is about the request, and carries no credential. */
function inWords(description: string): Meaning | null {
  if (scopeFault.test(normalizeText(description))) return scopeRefused;
  return meaningOfStatement({ codes: [], texts: [description], isPage: false }, 'none');
}

function named(error: string): Meaning | null {
  const name = normalizeText(error.replace(/([a-z])([A-Z])/g, '$1 $2'));
  const [meaning] = byName.find(([, pattern]) => pattern.test(name)) ?? [];
  return meaning ?? null;
}
