import type { ServiceDefinitionInput } from '../service-definition.js';
import { day } from './durations.js';

export const line = {
  id: 'line',
  name: 'LINE',
  group: 'Social',
  issuer: 'https://access.line.me',
  endpoints: {
    authorize: 'https://access.line.me/oauth2/v2.1/authorize',
    token: 'https://api.line.me/oauth2/v2.1/token',
    userinfo: {
      url: 'https://api.line.me/v2/profile',
      idPath: 'userId',
      namePath: 'displayName',
    },
  },
  secret: 'required',
  authMethod: 'post',
  // "openid" is left out: its ID tokens may be signed with the client secret.
  scopes: [{ name: 'profile', words: 'See your name and picture', risk: 'reads', default: true }],
  lifetime: {
    accessTokenMs: 30 * day,
    refreshTokenMaxMs: 90 * day,
    source: 'LINE, managing access tokens',
  },
  docsUrl: 'https://developers.line.biz/en/docs/line-login/getting-started/',
  registerUrl: 'https://developers.line.biz/console/',
  verified: {
    date: '2026-11-28',
    source:
      'LINE, managing access tokens and LINE Login v2.1 API reference (developers.line.biz); simov/grant; python-social-auth',
  },
  notKnown: [
    'pkce',
    'redirect',
    'rotation',
    'deadRefreshToken',
    'wrongClient',
    'revocation',
    'manageUrl',
  ],
} satisfies ServiceDefinitionInput;
