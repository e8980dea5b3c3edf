import type { ServiceDefinitionInput } from '../service-definition.js';

export const yahoo = {
  id: 'yahoo',
  name: 'Yahoo',
  group: 'Mail, calendar and files',
  keywords: ['Yahoo Mail'],
  issuer: 'https://api.login.yahoo.com',
  endpoints: {
    authorize: 'https://api.login.yahoo.com/oauth2/request_auth',
    token: 'https://api.login.yahoo.com/oauth2/get_token',
  },
  // New clients no longer get access to mail.
  scopes: [{ name: 'mail-w', words: 'Read, send and delete your mail', risk: 'controls' }],
  registerUrl: 'https://developer.yahoo.com/apps/create/',
  takenFrom: 'Thunderbird OAuth2Providers; email-oauth2-proxy; arctic v3.7.0; simov/grant',
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
