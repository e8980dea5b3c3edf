import type { ServiceDefinitionInput } from '../service-definition.js';

export const aol = {
  id: 'aol',
  name: 'AOL',
  group: 'Mail, calendar and files',
  issuer: 'https://api.login.aol.com',
  endpoints: {
    authorize: 'https://api.login.aol.com/oauth2/request_auth',
    token: 'https://api.login.aol.com/oauth2/get_token',
  },
  // New clients no longer get access to mail.
  scopes: [{ name: 'mail-w', words: 'Read, send and delete your mail', risk: 'controls' }],
  takenFrom: 'Thunderbird OAuth2Providers; email-oauth2-proxy; simov/grant',
  notKnown: [
    'secret',
    'authMethod',
    'pkce',
    'redirect',
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
