import type { ServiceDefinitionInput } from '../service-definition.js';
import { day, hour } from './durations.js';

export const tiktok = {
  id: 'tiktok',
  name: 'TikTok',
  group: 'Social',
  issuer: 'https://www.tiktok.com',
  endpoints: {
    authorize: 'https://www.tiktok.com/v2/auth/authorize/',
    token: 'https://open.tiktokapis.com/v2/oauth/token/',
    userinfo: {
      url: 'https://open.tiktokapis.com/v2/user/info/?fields=open_id,display_name',
      idPath: 'data.user.open_id',
      namePath: 'data.user.display_name',
    },
  },
  // It wants "client_key" for "client_id", and from desktop apps a code challenge in hexadecimal.
  obstacle: 'own_protocol',
  secret: 'required',
  authMethod: 'post',
  pkce: 'required',
  scopes: [
    { name: 'user.info.basic', words: 'See your name and picture', risk: 'reads', default: true },
    { name: 'video.list', words: 'See your public videos', risk: 'reads' },
  ],
  scopeSeparator: ',',
  redirect: { ways: ['local_address'] },
  lifetime: {
    accessTokenMs: 2 * hour,
    refreshTokenMaxMs: 180 * day,
    rotates: true,
    source: 'TikTok, manage OAuth access tokens (5 November 2026)',
  },
  docsUrl: 'https://developers.tiktok.com/doc/login-kit-desktop/',
  verified: {
    date: '2026-11-28',
    source:
      'TikTok, Login Kit for desktop and manage OAuth access tokens (developers.tiktok.com); Auth.js',
  },
  notKnown: ['deadRefreshToken', 'wrongClient', 'revocation', 'manageUrl'],
} satisfies ServiceDefinitionInput;
