import { describe, expect, test } from 'vitest';

import { completion, scripted } from '../../testing/scripted-server.js';
import { meaningOfDenial } from './access-denial.js';
import { authorizationCodeGrant } from './authorization-code-grant.js';

const accountRefused = ['rejected_response', 'account_refused'];
const declined = ['user_cancelled', 'access_denied'];

describe('access_denied in words about the account is no choice of the user (L13)', () => {
  test.each([
    'User is not assigned to the client application.',
    'AADSTS50105: The signed in user is not assigned to a role for the application.',
    'user is blocked',
    'Your account has been suspended',
    'You are not a member of the organization',
    'You do not have permission to access this application',
    'The user does not have access to this application.',
    'User does not have the required role',
    'Policy evaluation failed for this request, please check the policy configurations.',
    'Access to this app is restricted to users of example.com',
    'Only internal users may sign in',
    'Email domain not allowed',
    'Please verify your email before logging in.',
    'Access denied: account is disabled',
    'Insufficient privileges',
    'Unauthorized user',
    'The request was denied by a rule of your organisation',
    'This account isn’t allowed here',
    'Sign-in was refused because your license ran out',
    'You are too young for this service',
  ])('%s', (description) => {
    expect(meaningOfDenial('access_denied', description)).toEqual(accountRefused);
  });
});

describe('a user to whom something is not allowed has chosen nothing (L13)', () => {
  test.each([
    'User is not authorized to access this application',
    'User not authorized',
    'You are not allowed to sign in here',
    'You can’t be granted access',
    'The user was denied access',
    'You have been denied access to this app',
    'The user’s account is closed',
    'The user has been rejected',
  ])('%s', (description) => {
    expect(meaningOfDenial('access_denied', description)).toEqual(accountRefused);
  });
});

// With a name that is not ASCII, for any text that is would be taken for words about the account.
describe('each way to say that an account may not (L13)', () => {
  test.each([
    ...[
      'is not assigned',
      'is not yet a member',
      'has not been approved',
      'is not yet been enrolled',
    ],
    ...['is not licenced', 'isn’t entitled', 'is not part of', 'is not in the organisation'],
    ...['is blocked', 'are suspended', 'was locked', 'were banned', 'had been deactivated'],
    ...['has no role', 'without an active subscription', 'lacks permissions', 'lacking a licence'],
    ...['missing the required privileges', 'insufficient rights', 'requires MFA', 'needs e-mail'],
    ...['needed: two-factor', 'required 2FA', 'multifactor is required: two factor'],
    ...['does not have it', 'don’t belong', 'cannot use it', 'must verify', 'did not match'],
    ...['only for members', 'restricted to its own staff', 'limited to employees of a tenant'],
    ...['reserved for administrators', 'unverified email', 'unknown user', 'inactive organisation'],
    ...['policy', 'policies', 'rules', 'conditional access', 'IP address', 'your location'],
    ...['device', 'verify your', 'contact your', 'AADSTS501051', 'AADSTS50020', 'AADSTS53003'],
    ...['AADSTS530003', 'AADSTS500011', 'AADSTS700016'],
  ])('Jörg %s', (words) => {
    expect(meaningOfDenial('access_denied', `Jörg ${words}`)).toEqual(accountRefused);
  });

  test.each([
    ...['will not be', 'is here', 'has one', 'is only', 'does', 'is unknown', 'organisation'],
    ...[
      'is, as far as we know, blocked',
      'not, as far as we know, assigned',
      'only. Users',
      'must',
      'can’t do it',
    ],
    ...['knows the user', 'notable member', 'no reason given in this role', 'AADSTS50021'],
  ])('not Jörg %s', (words) => {
    expect(meaningOfDenial('access_denied', `Jörg ${words}`)).toEqual(declined);
  });

  test.each(['(not now)', '“Sorry, no”', 'No — thanks', '', 'Not now'])('nor %s', (words) => {
    expect(meaningOfDenial('access_denied', words)).toEqual(declined);
  });
});

describe('each way to say that somebody chose (L13)', () => {
  test.each([
    ...['It was aborted in the window', 'Dismissed in the window', 'The login was cancelled there'],
    ...[
      'Anmeldung wurde leider abgebrochen',
      'Zugriff wurde eben abgelehnt',
      'Richiesta è annullata',
    ],
    ...[
      'La solicitud fue cancelada ayer',
      'The request was declined there',
      'They refused all of it',
    ],
    ...[
      'The owner denies all of it',
      'The customer rejects all of it',
      'This person disagrees with it',
    ],
    ...[
      'You closed the window too early',
      'The user does not consent to it',
      'You did not agree to it',
    ],
    ...[
      'The user has not authorised it yet',
      'The user chose not to allow it',
      'You don’t accept it',
    ],
    ...[
      'You have not confirmed it yet',
      'The user did not give it away',
      'The user not consenting to it',
    ],
    ...[
      'It was denied by the end user',
      'There is a denial by the resource owner',
      'Refused by owner today',
    ],
    ...[
      'Your consent was refused there',
      'The consent is not granted there',
      'Consent not given for it',
    ],
  ])('%s', (description) => {
    expect(meaningOfDenial('access_denied', description)).toEqual(declined);
  });

  test.each([
    ...[
      'They have, as far as this service can know by now, refused',
      'The user. It is denied for now',
    ],
    ...[
      'It was denied by a service of the user',
      'Consent, as far as this service knows, was denied',
    ],
    ...['The user cancelled because of a rule', 'The user was rejected by our policies'],
    ...[
      'An administrator has declined it',
      'AADSTS50105: The user declined it',
      'The admins denied you',
    ],
  ])('but not %s', (description) => {
    expect(meaningOfDenial('access_denied', description)).toEqual(accountRefused);
  });
});

describe('a sentence that says no more than the code is the choice of the user (L13)', () => {
  test.each([
    ...[
      'The access was denied.',
      'Access to the Contoso CRM was denied',
      'Sign-in has been refused',
    ],
    ...['Permissions not granted', 'Consent request was rejected', 'Login request is refused'],
    ...['The app is refused', 'Request to sign up failed', 'Access to it request denied'],
    ...['has been denied', 'A resource owner or the authorisation server said no'],
  ])('%s', (description) => {
    expect(meaningOfDenial('access_denied', description)).toEqual(declined);
  });

  test.each([
    ...['Your access was denied', 'The access was denied today', 'Access was never granted'],
    'The authorization server said no',
    'The resource owner or their dog said no',
    ...['Access to the one and only customer relationship management was denied'],
    ...['Access was denied. Bad luck'],
  ])('but not %s', (description) => {
    expect(meaningOfDenial('access_denied', description)).toEqual(accountRefused);
  });
});

describe('access_denied is the choice of the user (L13)', () => {
  test.each([
    '',
    'Why',
    'The user denied the request',
    'User cancelled',
    'User did not consent',
    'The user didn’t grant the access',
    'The user has denied your application access.',
    'The end-user has rejected the authorization',
    'AADSTS65004: User declined to consent to access the app.',
    'AADB2C90091: The user has cancelled entering self-asserted information.',
    'The resource owner or authorization server denied the request.',
    'The resource owner denied the request',
    'Access was denied',
    'Permissions error',
    'Authorization request denied',
    'denied by the user',
    'Consent denied',
    'L’utilisateur a refusé l’accès',
    'Acc\uFFFDs refus\uFFFD',
  ])('%s', (description) => {
    expect(meaningOfDenial('access_denied', description)).toEqual(declined);
  });

  test.each([
    'user_cancelled_login',
    'user_cancelled_authorize',
    'user_canceled',
    'user_denied',
    'userDenied',
    'UserCancel',
    'authorization_declined',
    'consent_denied',
    'consent_rejected',
    'login_cancelled',
    'request_aborted',
    'access_denied_by_user',
    'denied_by_resource_owner',
    ...['user_has_denied', 'loginDenied', 'sign_in_refused', 'signin_rejected'],
    ...['consent_not_given', 'dialog_dismissed', 'oauth_user_denied_it'],
  ])('under another name: %s', (error) => {
    expect(meaningOfDenial(error, 'The user cancelled')).toEqual(declined);
  });
});

test.each([
  ...['access_denied', 'AccessDenied', 'ACCESS-DENIED', 'access denied', 'denied', 'rejected'],
  ...['authorization_refused', 'authorisation_denied', 'permission_denied', 'accessdenied'],
])('%s is a refusal by whom the words name (L13)', (error) => {
  expect(meaningOfDenial(error, 'user is blocked')).toEqual(accountRefused);
  expect(meaningOfDenial(error, 'User cancelled')).toEqual(declined);
});

describe('an error that is about something else', () => {
  test.each([
    ['request_access_denied', 'user is blocked'],
    ['access_denied_for_now', 'user is blocked'],
    ['not_denied', ''],
    ['user_not_authorized', ''],
    ['login_address_denied', ''],
    ['invalid_request', 'The user cancelled'],
    ['invalid_scope', ''],
    ['server_error', 'user is blocked'],
    ['unauthorized_client', 'not assigned'],
    ['temporarily_unavailable', ''],
    ['temporarily_unavailable', 'The service is down for maintenance'],
    ['temporarily_unavailable', 'Our lease has expired'],
    ['consent_required', ''],
    ['constructor', ''],
  ])('%s: %s', (error, description) => {
    expect(meaningOfDenial(error, description)).toBeNull();
  });
});

describe('a prompt that the server refuses (L13)', () => {
  test.each([
    ['invalid_request', 'Invalid value for the parameter "prompt"'],
    ['invalid_request', 'unsupported prompt=select_account'],
    ['invalid_prompt', ''],
    ['unsupported_prompt', 'select_account'],
    ['prompt_not_supported', ''],
    ['UnknownPrompt', ''],
  ])('%s: %s', (error, description) => {
    expect(meaningOfDenial(error, description)).toEqual(['rejected_response', 'prompt_refused']);
  });

  test.each([
    ['invalid_request', 'The user was prompted twice'],
    ['login_required', 'prompt=none'],
    ['an_invalid_prompt', ''],
    ['no_prompt_given', ''],
    ['prompted', ''],
  ])('not by %s: %s', (error, description) => {
    expect(meaningOfDenial(error, description)).toBeNull();
  });
});

describe('an account that is refused by another name than access_denied (L13)', () => {
  test.each([
    ['unauthorized', 'user is blocked'],
    ['unauthorized', 'Please verify your email before logging in.'],
    ['forbidden', 'You are not allowed here'],
    ['not_allowed', 'Account locked'],
    ['access_denied', 'Account locked'],
    ['access_denied', 'Login disabled'],
  ])('%s: %s', (error, description) => {
    expect(meaningOfDenial(error, description)).toEqual(accountRefused);
  });

  test.each([
    ['unauthorized', ''],
    ['unauthorized', 'Signature mismatch'],
    ['forbidden', 'No'],
  ])('but not by %s: %s', (error, description) => {
    expect(meaningOfDenial(error, description)).toBeNull();
  });

  test('nor by the user who refused in German', () => {
    const words = 'Der Benutzer hat den Zugriff verweigert';
    expect(meaningOfDenial('access_denied', words)).toEqual(declined);
  });
});

describe('a sign-in that took too long at the service (L13)', () => {
  test.each([
    ['session_expired', 'x'],
    ['login_timeout', ''],
    ['access_denied', 'session expired'],
    ['authentication_expired', ''],
    ['temporarily_unavailable', 'authentication_expired'],
    ['temporarily_unavailable', 'Login timed out'],
    ['temporarily_unavailable', 'authorisation session has expired'],
    ['temporarily_unavailable', 'Sign-in timeout'],
    ['temporarily_unavailable', 'interaction time-out'],
  ])('%s: %s', (error, description) => {
    const tooLate = ['rejected_response', 'authentication_expired'];
    expect(meaningOfDenial(error, description)).toEqual(tooLate);
  });
});

describe('what comes back from the browser (L13)', () => {
  test.each([
    ['access_denied', 'User is not assigned to the client application.', 'account_refused'],
    ['access_denied', 'AADSTS90094: An administrator has set a policy', 'admin_consent_required'],
    ['user_cancelled_login', 'The user cancelled', 'access_denied'],
    ['temporarily_unavailable', 'authentication_expired', 'authentication_expired'],
    ['temporarily_unavailable', 'Too many sign-ins', 'server_busy'],
  ])('%s with “%s” is %s', async (error, error_description, code) => {
    const query = new URLSearchParams({ state: 'state-1', error, error_description });
    const { context, seen } = scripted({});
    const outcome = await authorizationCodeGrant(completion(query.toString()), context);
    expect(outcome).toMatchObject({ error: { code, cause: error_description } });
    expect(seen).toEqual([]);
  });
});
