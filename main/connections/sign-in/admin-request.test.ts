import { describe, expect, test } from 'vitest';

import { nothingKnown, type Service } from '../service.js';
import { adminRequest, withAdminConsent } from './admin-request.js';

const option = { risk: 'reads', isDefault: false } as const;
const service: Service = {
  ...nothingKnown,
  id: 'work',
  name: 'Microsoft',
  source: 'shipped',
  server: { kind: 'discovered', address: 'https://login.example' },
  client: { clientId: 'desk', clientSecret: 'S3CR3T' },
  scopes: null,
  scopeDescriptions: { 'Mail.Read': 'Read your mail', 'Directory.Read.All': 'See everyone' },
  scopeOptions: [
    { ...option, name: 'Mail.Read', description: 'Read your mail', adminOnly: null },
    { ...option, name: 'Directory.Read.All', description: 'See everyone', adminOnly: true },
    { ...option, name: 'Raw.All', description: null, adminOnly: true },
  ],
  authorizationParameters: {},
  signInMethod: 'app_link',
  accountPage: null,
  adminConsentUrl: 'https://login.example/contoso/adminconsent',
};
const failure = (cause: string) => ({
  ...{ code: 'access_denied' as const, cause, host: null, serverError: null },
});
const requested = { clientId: 'desk', scopes: ['Mail.Read', 'Directory.Read.All'] };

describe('a failure that no administrator can resolve', () => {
  test.each([
    ['requests no permission of theirs', 'AADSTS65001: …', ['Mail.Read']],
    ['requests an unknown permission', 'AADSTS65001: …', ['Else.Read']],
    ['says something else', 'AADSTS65004: declined', requested.scopes],
    ['says a longer number', 'AADSTS650010: …', requested.scopes],
  ])('%s', (_what, cause, scopes) => {
    const explained = withAdminConsent(failure(cause), service, { ...requested, scopes });
    expect(explained).toEqual(failure(cause));
  });
});

test('missing consent to an administrator’s permission is theirs to give', () => {
  const cause = 'AADSTS65001: The user or administrator has not consented';
  expect(withAdminConsent(failure(cause), service, requested)).toEqual({
    ...failure(cause),
    code: 'admin_consent_needed',
  });
});

describe('the message to forward', () => {
  test('has words for the usual scopes where the service has none', () => {
    const message = adminRequest(service, { ...requested, scopes: ['openid', 'constructor'] });
    expect(message).toContain('Know who you are');
    expect(message).toContain('constructor');
  });

  test('says who requests what, and where to approve it', () => {
    const message = adminRequest(service, {
      ...requested,
      scopes: [...requested.scopes, 'Raw.All', 'x'],
    });
    expect(message).toBe(
      [
        'Hello,',
        '',
        'I would like to connect my account at Microsoft with Lanyard, an app on my computer. Microsoft says that an administrator has to approve this first.',
        '',
        'It asks to:',
        '- Read your mail (Mail.Read)',
        '- See everyone (Directory.Read.All; only an administrator can allow this)',
        '- Raw.All; only an administrator can allow this',
        '- x',
        '',
        'You can approve it here:',
        'https://login.example/contoso/adminconsent?client_id=desk',
        '',
        'Thank you',
      ].join('\n'),
    );
  });

  test('names the client where no consent page is known, and lists no permissions where none were requested', () => {
    const message = adminRequest(
      { ...service, adminConsentUrl: null },
      { ...requested, scopes: [] },
    );
    expect(message).toContain('The client ID of Lanyard at Microsoft is desk.');
    expect(message).not.toContain('It asks to');
  });

  test('contains no secret (R17)', () => {
    expect(adminRequest(service, requested)).not.toContain('S3CR3T');
  });
});
