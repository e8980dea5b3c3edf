import { describe, expect, test } from 'vitest';

import { adminRequest, seenWithAdminScopes } from './admin-request.js';
import { nothingKnown, type Service } from '../service.js';

const option = { risk: 'reads', isDefault: false } as const;
const service: Service = {
  ...nothingKnown,
  id: 'work',
  name: 'Microsoft',
  source: 'shipped',
  server: { kind: 'discovered', address: 'https://login.example' },
  client: { clientId: 'desk', clientSecret: 'S3CR3T' },
  scopes: null,
  scopeWords: { 'Mail.Read': 'Read your mail', 'Directory.Read.All': 'See everyone' },
  scopeOptions: [
    { ...option, name: 'Mail.Read', words: 'Read your mail', adminOnly: null },
    { ...option, name: 'Directory.Read.All', words: 'See everyone', adminOnly: true },
    { ...option, name: 'Raw.All', words: null, adminOnly: true },
  ],
  authorizationParameters: {},
  way: 'app_link',
  accountPage: null,
  adminConsentUrl: 'https://login.example/contoso/adminconsent',
};
const failure = (cause: string) => ({
  ...{ code: 'access_denied' as const, cause, host: null, serverError: null },
});
const asked = { clientId: 'desk', scopes: ['Mail.Read', 'Directory.Read.All'] };

describe('a failure that is not for an administrator', () => {
  test.each([
    ['asks for nothing of theirs', 'AADSTS65001: …', ['Mail.Read']],
    ['asks for what nobody knows', 'AADSTS65001: …', ['Else.Read']],
    ['says something else', 'AADSTS65004: declined', asked.scopes],
    ['says a longer number', 'AADSTS650010: …', asked.scopes],
  ])('%s', (_what, cause, scopes) => {
    const seen = seenWithAdminScopes(failure(cause), service, { ...asked, scopes });
    expect(seen).toEqual(failure(cause));
  });
});

test('missing consent, where an administrator’s permission was asked for, is theirs to give', () => {
  const cause = 'AADSTS65001: The user or administrator has not consented';
  expect(seenWithAdminScopes(failure(cause), service, asked)).toEqual({
    ...failure(cause),
    code: 'admin_consent_needed',
  });
});

describe('the message to hand on', () => {
  test('says who asks for what, and where it is approved', () => {
    const message = adminRequest(service, { ...asked, scopes: [...asked.scopes, 'Raw.All', 'x'] });
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

  test('names the client where no page to approve it is known, and no permissions where none were asked', () => {
    const message = adminRequest({ ...service, adminConsentUrl: null }, { ...asked, scopes: [] });
    expect(message).toContain('The client ID of Lanyard at Microsoft is desk.');
    expect(message).not.toContain('It asks to');
  });

  test('R17 holds no secret', () => {
    expect(adminRequest(service, asked)).not.toContain('S3CR3T');
  });
});
