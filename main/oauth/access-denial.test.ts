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
  ])('under another name: %s', (error) => {
    expect(meaningOfDenial(error, 'The user cancelled')).toEqual(declined);
  });
});

describe('an error that is about something else', () => {
  test.each([
    ['invalid_request', 'The user cancelled'],
    ['invalid_scope', ''],
    ['server_error', 'user is blocked'],
    ['unauthorized_client', 'not assigned'],
    ['temporarily_unavailable', ''],
    ['temporarily_unavailable', 'The service is down for maintenance'],
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
  ])('%s: %s', (error, description) => {
    expect(meaningOfDenial(error, description)).toEqual(['rejected_response', 'prompt_refused']);
  });

  test.each([
    ['invalid_request', 'The user was prompted twice'],
    ['login_required', 'prompt=none'],
  ])('not by %s: %s', (error, description) => {
    expect(meaningOfDenial(error, description)).toBeNull();
  });
});

describe('a sign-in that took too long at the service (L13)', () => {
  test.each([
    ['authentication_expired', ''],
    ['temporarily_unavailable', 'authentication_expired'],
    ['temporarily_unavailable', 'Login timed out'],
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
