import { describe, expect, test } from 'vitest';

import {
  completion,
  json,
  refreshRequest,
  refreshTokenGrant,
  scripted,
  server,
} from '../../testing/scripted-server.js';
import { authorizationCodeGrant } from './authorization-code-grant.js';

/** The browser comes back with an error. */
async function returned(error: string, description = '') {
  const query = new URLSearchParams({ error, state: 'state-1' });
  if (description !== '') query.set('error_description', description);
  const { context } = scripted({});
  return authorizationCodeGrant(completion(query.toString()), context);
}

/** The token endpoint answers a code, and a refresh token, with an error. */
async function answered(error: string, error_description = '') {
  const answer = () => json({ error, error_description }, 400);
  const [exchanging, refreshing] = [answer, answer].map(
    (each) => scripted({ [server.tokenEndpoint]: each }).context,
  );
  return Promise.all([
    authorizationCodeGrant(completion('code=c-1&state=state-1'), exchanging!),
    refreshTokenGrant(refreshRequest(), refreshing!),
  ]);
}

describe('an app that the service blocks is no mistake in the settings (L13)', () => {
  test.each([
    ['OAUTH_APP_BLOCKED', 'this app is blocked by admin'],
    ['OAUTH_APP_ACCESS_DENIED', 'user is not admin approved to access this app'],
    ['OAUTH_AUTHORIZATION_BLOCKED', ''],
    ['invalid_app_access', ''],
    ['application_suspended', 'Your application has been suspended.'],
    ['app_not_approved', ''],
    ['AppDisabled', ''],
    ['client_not_enabled', ''],
    ['unapproved_client', ''],
    ['restricted_client', ''],
    ['unauthorized_client', 'The application has been suspended'],
    [
      'invalid_request',
      'AADSTS50194: Application is not configured as a multi-tenant application.',
    ],
    ['unauthorized_client', 'AADSTS7000112: Application is disabled.'],
  ])('%s: %s', async (error, description) => {
    const blocked = { kind: 'misconfigured', error: { code: 'app_blocked' } };
    expect(await returned(error, description)).toMatchObject(blocked);
    expect(await answered(error, description)).toMatchObject([blocked, blocked]);
  });

  test.each([
    ['unauthorized_client', 'The client is not authorized to request a code using this method.'],
    ['invalid_client', 'Client authentication failed'],
    ['invalid_client_id', ''],
    ['application_not_found', ''],
    ['deleted_client', 'The OAuth client was deleted.'],
    ['OAUTH_EC_APP_NOT_FOUND', ''],
    ['invalid_request', 'AADSTS700016: Application was not found in the directory'],
    ['invalid_client', 'AADSTS7000222: The provided client secret keys are expired'],
  ])('but one that it does not know is: %s: %s', async (error, description) => {
    const refused = { kind: 'misconfigured', error: { code: 'client_refused' } };
    expect(await returned(error, description)).toMatchObject(refused);
    expect(await answered(error, description)).toMatchObject([refused, refused]);
  });
});

test.each([
  ['invalid_request', 'AADSTS90002: Tenant not found.'],
  ['unauthorized_client', 'AADSTS90002: Tenant ‘contoso’ not found.'],
  ['invalid_request', 'AADSTS900023: Specified tenant identifier is not a valid DNS name'],
  ['tenant_not_found', ''],
  ['UnknownRealm', ''],
])(
  'an organization that the service does not know is named as that: %s: %s (L13)',
  async (...said) => {
    const unknown = { kind: 'misconfigured', error: { code: 'tenant_unknown' } };
    expect(await returned(...said)).toMatchObject(unknown);
    expect(await answered(...said)).toMatchObject([unknown, unknown]);
  },
);

test.each([
  ['mfa_required', 'Multifactor authentication required'],
  ['two_factor_required', ''],
  ['StepUpRequired', ''],
  ['password_expired', ''],
  ['terms_not_accepted', ''],
  ['invalid_grant', 'AADSTS50076: you must use multi-factor authentication'],
])('a second factor is asked for in the browser: %s: %s (L2, L13)', async (...said) => {
  const required = { kind: 'needs_sign_in', error: { code: 'interaction_required' } };
  expect(await returned(...said)).toMatchObject(required);
  expect(await answered(...said)).toMatchObject([required, required]);
});

test.each([
  ...['invalid_redirect_uri', 'bad_redirect_uri', 'invalid_redirect', 'redirect_uri_not_allowed'],
  ...['invalid_callback', 'RedirectUriMismatch'],
])('%s is about the address that leads back (L9, L13)', async (error) => {
  const refused = { kind: 'misconfigured', error: { code: 'redirect_uri_refused' } };
  expect(await returned(error)).toMatchObject(refused);
  expect(await answered(error)).toMatchObject([refused, refused]);
});

test.each([
  ...[
    'unauthorized_scope_error',
    'scope_not_authorized',
    'unsupported_scope',
    'insufficient_scope',
  ],
])('%s is about a permission (L8, L13)', async (error) => {
  const refused = { error: { code: 'scope_refused' } };
  expect(await returned(error)).toMatchObject(refused);
  expect(await answered(error)).toMatchObject([refused, refused]);
});

test.each([
  'rate_limited',
  'too_many_requests',
  'service_unavailable',
  'maintenance',
  'QuotaExceeded',
])('%s passes (L2, L13)', async (error) => {
  const busy = { kind: 'server_fault_retry', error: { code: 'server_busy' } };
  expect(await returned(error)).toMatchObject(busy);
  expect(await answered(error)).toMatchObject([busy, busy]);
});

test.each(['internal_error', 'InternalServerError', 'unexpected_error', 'system_failure'])(
  '%s is a fault of the service (L13)',
  async (error) => {
    const fault = { kind: 'server_fault_retry', error: { code: 'server_error' } };
    expect(await returned(error)).toMatchObject(fault);
    expect(await answered(error)).toMatchObject([fault, fault]);
  },
);

describe('what comes back from the browser (L13)', () => {
  test.each([
    ['deny', 'access_denied'],
    ['user_deny', 'access_denied'],
    ['consent_refused', 'access_denied'],
    ['account_locked', 'account_refused'],
    ['user_not_found', 'account_refused'],
    ['email_not_verified', 'account_refused'],
    ['inactive_org', 'account_refused'],
    ['license_required', 'account_refused'],
    ['org_internal', 'account_refused'],
    ['registration_required', 'account_refused'],
    ['policy_violation', 'account_refused'],
    ['timeout', 'authentication_expired'],
    ['request_expired', 'authentication_expired'],
    ['error', 'refused_without_reason'],
    ['unknown_error', 'refused_without_reason'],
    ['forbidden', 'refused_without_reason'],
    ['unauthorized', 'refused_without_reason'],
    ['invalid_state', 'request_refused'],
    ['what', 'request_refused'],
  ])('%s is %s', async (error, code) => {
    expect(await returned(error)).toMatchObject({ error: { code, serverError: error } });
  });

  test.each([
    ['The redirect URI does not match the registered one', 'redirect_uri_refused'],
    ['Unknown client', 'client_refused'],
    ['Invalid scope: files', 'scope_refused'],
    ['Too many requests', 'server_busy'],
    ['Missing parameter: nonce', 'request_refused'],
    ['User session not found', 'request_refused'],
  ])('invalid_request with “%s” is %s', async (description, code) => {
    expect(await returned('invalid_request', description)).toMatchObject({ error: { code } });
  });
});

test('an account that is disabled ends the refresh token, in whatever words (L2)', async () => {
  const [, refresh] = await answered('inactive_user', 'user is inactive');
  expect(refresh).toMatchObject({ kind: 'needs_sign_in', error: { code: 'grant_refused' } });
});
