/**
 * Tells a user's refusal from the server's, and both from an unsupported prompt. RFC 6749 §4.1.2.1 has
 * only `access_denied`, and servers have other names for it.
 */
import type { Meaning } from './refusal.js';
import { anyOf, near, oneOf, normalizeText } from './text-patterns.js';

const byUser: Meaning = ['user_cancelled', 'access_denied'];
const byServer: Meaning = ['rejected_response', 'account_refused'];
const promptRefused: Meaning = ['rejected_response', 'prompt_refused'];
const tooLate: Meaning = ['rejected_response', 'authentication_expired'];

/** `access_denied` as servers spell it. */
const isDenial =
  /^(?:(?:access|authorization|permission|user|consent) ?)?(?:denied|rejected|refused|deny|reject|refuse)$/;

/** Keycloak says it in the description of `temporarily_unavailable`. */
const expirations = oneOf(
  near(
    anyOf('authentication, log in, sign in, authorization, interaction, session'),
    anyOf('expired, timed out, time out'),
    13,
  ),
);

const people = anyOf('user, owner, customer, person, you, they');
/** "The user was denied access" is no choice of the user. */
const notPassive = '(?<!\\b(?:is|are|was|were|be|been) )';

/** Names in place of `access_denied`, as Auth0 has them, and also for other faults. */
const isAboutAccount = /^(?:unauthorized|forbidden|not (?:allowed|authorized))$/;

/** The user chose, in English and in the stems of a few languages that servers translate to. */
const choices = oneOf(
  anyOf('cancel-, declin-, abort-, dismiss-, annul-, abgebrochen, abgelehnt, verweigert'),
  near(
    people,
    notPassive +
      anyOf('denied, denies, deny, refus-, reject-, disagree-, closed, not consent-, not agree-'),
    40,
  ),
  near(
    near(people, anyOf('did not, does not, do not, has not, have not, chose not to'), 40),
    anyOf('consent-, agree-, authoriz-, allow-, approve-, grant-, give-, accept-, confirm-'),
    1,
  ),
  near(anyOf('denied by, denial by, refused by, rejected by'), anyOf('user, owner'), 14),
  near(anyOf('consent'), anyOf('denied, refused, rejected, not given, not granted'), 20),
);

/** Names of errors: LinkedIn's `user_cancelled_login`, Microsoft's `authorization_declined` and others. */
const cancellations = oneOf(
  choices.source,
  near(anyOf('log in, sign in'), anyOf('denied, denies, deny, refused, rejected'), 5),
);

/** Faults of an account, a membership or a rule. */
const accountFaults = oneOf(
  near(
    anyOf('not'),
    anyOf(
      'assigned, member, allowed, permitted, authorized, eligible, enabled, entitled, invited',
      'licensed, approved, activated, verified, registered, provisioned, enrolled, part of',
      'in the group, in the role, in the organization, in the team, in the list, granted access',
    ),
    10,
  ),
  near(
    anyOf('is, are, was, were, been'),
    anyOf(
      'blocked, suspended, disabled, locked, deactivated, inactive, banned, restricted, unassigned',
      'unverified, excluded, limited, forbidden, prohibited, ineligible',
    ),
    1,
  ),
  near(
    anyOf('no, without, lack, lacking, missing, insufficient, require, required, need, needed'),
    anyOf(
      'access, permission, privilege, right, role, membership, subscription, license, entitlement',
      'group, assignment, verification, verified, e mail, mfa, multi factor, two factor, 2fa, seat',
    ),
    20,
  ),
  near(
    anyOf('does not, do not, did not, can not, must'),
    anyOf('have, belong, exist, meet, match, access, use, sign, log, be, verify'),
    1,
  ),
  near(
    anyOf('only, restricted to, limited to, reserved for'),
    anyOf(
      'member, user, account, employee, staff, internal, organization, domain, tenant, admin',
      'administrator, group, team',
    ),
    60,
  ),
  near(
    anyOf(
      'unauthorized, unknown, invalid, disallowed, blocked, suspended, disabled, locked, inactive',
      'unverified',
    ),
    anyOf('e mail, user, account, domain, member, tenant, organization'),
    1,
  ),
  anyOf('policy, policies, rule, conditional access, risk, country, region, ip address, location'),
  near(
    anyOf('user, account, log in, access, e mail, domain, tenant, organization'),
    anyOf('locked, blocked, suspended, disabled, deactivated, inactive, banned, restricted'),
    1,
  ),
  anyOf('device, verify your, contact your'),
  anyOf('aadsts50105-, aadsts50020, aadsts50034, aadsts50053, aadsts50057, aadsts5300-'),
  anyOf('aadsts500011, aadsts90072, aadsts700016, aadsts500014'),
);

/** Never what the user does, whatever the other words. */
const rules = oneOf(
  anyOf('policy, policies, rule, administrator, admin, not assigned, aadsts50105'),
);

const denied = anyOf('denied, refused, rejected, not granted, error, failed');
const request = anyOf(
  'access, request, authorization, permission, log in, sign in, consent, application, app',
);
/** Says no more than the code does. */
const commonplace = oneOf(
  `^(?:the )?(?:${request})?(?: to [\\w ]{0,40})?(?: request)? ?(?:was |is |has been |have been )?${denied}\\.?$`,
  near(anyOf('resource owner or'), anyOf('authorization server'), 5),
);

/**
 * @param error of an authorization response, or of a token response while the user is deciding
 * @param description empty: there is none
 * @returns null: the error is about something else
 */
export function meaningOfDenial(error: string, description: string): Meaning | null {
  const name = normalizeText(error.replace(/([a-z])([A-Z])/g, '$1 $2'));
  const words = normalizeText(description);
  if (/^(?:(?:invalid|unsupported|unknown) prompt|prompt )/.test(name)) return promptRefused;
  if (name === 'invalid request' && /\bprompt\b/.test(words)) return promptRefused;
  if (/^(?:authentication|session|log ?in|sign ?in)(?: has)? (?:expired|timed? ?out)$/.test(name)) {
    return tooLate;
  }
  if (name === 'temporarily unavailable') return expirations.test(words) ? tooLate : null;
  if (cancellations.test(name)) return byUser;
  if (isAboutAccount.test(name) && words !== '') {
    return accountFaults.test(words) && !choices.test(words) ? byServer : null;
  }
  return isDenial.test(name) ? meaningOfWords(words) : null;
}

/** A description that is neither is in the server's own words, so no choice of the user. */
function meaningOfWords(words: string): Meaning {
  if (choices.test(words) && !rules.test(words)) return byUser;
  if (expirations.test(words)) return tooLate;
  if (accountFaults.test(words)) return byServer;
  const isReadable = /^[\p{ASCII}]*$/u.test(words) && words.split(' ').length > 2;
  return isReadable && !commonplace.test(words) ? byServer : byUser;
}
