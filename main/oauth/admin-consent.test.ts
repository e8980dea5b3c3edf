import { describe, expect, test } from 'vitest';

import {
  completion,
  json,
  refreshRequest,
  refreshTokenGrant,
  scripted,
  server,
} from '../../testing/scripted-server.js';
import { needsAdministrator } from './admin-consent.js';
import { authorizationCodeGrant } from './authorization-code-grant.js';

describe('an error that the user can resolve', () => {
  test.each([
    ['access_denied', 'the user declined'],
    ['access_denied', 'AADSTS65004: User declined to consent to access the app.'],
    ['access_denied', 'AADSTS900940: …'],
    ['access_denied', 'XAADSTS90094'],
    ['access_denied', 'ask an administrator about the weather'],
    ['access_denied', 'badmin approval'],
    ['access_denied', 'administrators approve'],
    ['invalid_client', 'AADSTS90094'],
    ['consent_required', ''],
  ])('%s: %s', (error, description) => {
    expect(needsAdministrator(error, description)).toBe(false);
  });
});

describe('an error that only an administrator can resolve', () => {
  test.each([
    ['access_denied', 'AADSTS90094: An administrator of Contoso has set a policy'],
    ['consent_required', 'AADSTS90093: Calling principal cannot consent'],
    ['interaction_required', 'x AADSTS900941: Administrator consent is required.'],
    ['invalid_grant', 'AADSTS90095: admin consent request'],
    ['access_denied', 'Admin consent needed'],
    ['access_denied', 'needs administrator approval'],
    ['access_denied', 'waits for the admin’s approval'],
    ['access_denied', "the administrator's consent is missing"],
    ['access_denied', 'has to be approved by an administrator'],
    ['access_denied', 'without the consent of your tenant admin'],
    ['access_denied', 'needs approval from the admin'],
  ])('%s: %s', (error, description) => {
    expect(needsAdministrator(error, description)).toBe(true);
  });

  const needed = { kind: 'needs_sign_in', error: { code: 'admin_consent_required' } };

  test.each([
    'error=access_denied&error_description=AADSTS90094%3A+An+administrator+has+set+a+policy',
    'error=admin_policy_enforced',
  ])('is recognized in an authorization response: %s', async (query) => {
    const { context, seen } = scripted({});
    const outcome = await authorizationCodeGrant(completion(`state=state-1&${query}`), context);
    expect(outcome).toMatchObject(needed);
    expect(seen).toEqual([]);
  });

  test('is recognized in the response to a refresh', async () => {
    const error_description = 'AADSTS90094: An administrator has set a policy';
    const { context } = scripted({
      [server.tokenEndpoint]: json({ error: 'invalid_grant', error_description }, 400),
    });
    expect(await refreshTokenGrant(refreshRequest(), context)).toMatchObject(needed);
  });
});
