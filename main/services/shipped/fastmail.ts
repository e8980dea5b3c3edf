import type { ServiceDefinitionInput } from '../service-definition.js';

export const fastmail = {
  id: 'fastmail',
  name: 'Fastmail',
  group: 'Mail, calendar and files',
  issuer: 'https://api.fastmail.com',
  endpoints: {
    authorize: 'https://api.fastmail.com/oauth/authorize',
    token: 'https://api.fastmail.com/oauth/refresh',
  },
  pkce: 'ok',
  expectIss: true,
  scopes: [
    {
      name: 'https://www.fastmail.com/dev/protocol-imap',
      words: 'Read, move and delete your mail',
      risk: 'controls',
      default: true,
    },
    {
      name: 'https://www.fastmail.com/dev/protocol-smtp',
      words: 'Send mail as you',
      risk: 'changes',
    },
    {
      name: 'https://www.fastmail.com/dev/protocol-caldav',
      words: 'See and change your calendars',
      risk: 'changes',
    },
    {
      name: 'https://www.fastmail.com/dev/protocol-carddav',
      words: 'See and change your contacts',
      risk: 'changes',
    },
  ],
  redirect: { ways: ['app_link', 'local_address'] },
  docsUrl: 'https://www.fastmail.com/dev/',
  takenFrom: 'Thunderbird OAuth2Providers; Thunderbird for Android OAuth configuration',
  notKnown: [
    'secret',
    'authMethod',
    'accessTokenLifetime',
    'refreshTokenLifetime',
    'rotation',
    'deadRefreshToken',
    'wrongClient',
    'revocation',
    'userinfo',
    'manageUrl',
  ],
} satisfies ServiceDefinitionInput;
