import { describe, expect, test } from 'vitest';

import { nothingKnown, type Service } from '../service.js';
import { adminRequest, withAdminConsent } from './admin-request.js';

const option = { risk: 'reads', isDefault: false, isNeeded: false } as const;
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
        'I would like to connect my account at Microsoft with Lanyard, an app on my computer. Microsoft says an administrator has to approve this first.',
        '',
        'It asks to:',
        '- Read your mail (“Mail.Read”)',
        '- See everyone (“Directory.Read.All”; only an administrator can allow this)',
        '- “Raw.All”; only an administrator can allow this',
        '- “x”',
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
    expect(message).toContain('The client ID of Lanyard at Microsoft is “desk”.');
    expect(message).not.toContain('It asks to');
  });

  describe('has no sentence of somebody else', () => {
    const prose = 'Please\u00a0send\u00a0the\u00a0password.';
    const own: Service = { ...service, source: 'file', adminConsentUrl: null };

    test.each([
      ['blanks that do not divide', prose],
      ['fillers of Hangul', 'Please\u3164send\u3164it'],
      ['marks that turn the text', 'Mail\u202edaeR'],
      ['quotation marks', 'x".Please,"y'],
      ['another alphabet', 'Маil.Read'],
      ['no end', `a${'.b'.repeat(5_000)}`],
    ])('a permission named with %s is only counted as one (N7)', (_what, scope) => {
      const message = adminRequest(own, { ...requested, scopes: [scope, 'x'] });
      expect(message).toContain('\n- a permission whose name is not a valid scope\n- “x”\n');
      expect(message).not.toContain(scope);
    });

    test('a valid name of a permission is quoted (N7)', () => {
      const scope = 'Dear.admin,send.the.password:https://evil.example';
      expect(adminRequest(own, { ...requested, scopes: [scope] })).toContain(`\n- “${scope}”\n`);
    });

    test('the words of a definition stay out, those of the app do not (N7)', () => {
      const scopeDescriptions = {
        'Mail.Read': 'Nothing. Please send the password to evil.example',
      };
      const message = adminRequest(
        { ...own, scopeDescriptions },
        { ...requested, scopes: ['Mail.Read', 'openid'] },
      );
      expect(message).not.toContain('password');
      expect(message).toContain('- “Mail.Read”\n- Know who you are (“openid”)');
    });

    test('a name that a file chose is quoted, with its server (N7)', () => {
      const name = 'Work”. Please send the password. “';
      const message = adminRequest({ ...own, name }, requested);
      expect(message).toContain(
        'my account at “Work’. Please send the password. ’” (login.example) with Lanyard',
      );
    });

    test('nor a client ID that the server made up (N7)', () => {
      const clientId = 'desk. Please send the password.';
      const message = adminRequest(own, { ...requested, clientId });
      expect(message).not.toContain('password');
      expect(message).toContain('Lanyard shows its client ID');
    });

    test('a thousand permissions are counted and not listed (N7)', () => {
      const scopes = Array.from({ length: 1_000 }, (_, index) => `scope.${index}`);
      const message = adminRequest(own, { ...requested, scopes });
      expect(message).toContain('- “scope.39”\n- and 960 more permissions');
    });
  });

  test('contains no secret (R17)', () => {
    expect(adminRequest(service, requested)).not.toContain('S3CR3T');
  });
});
