import type { ServiceDefinitionInput } from '../service-definition.js';
import { day, hour } from './durations.js';

export const kakao = {
  id: 'kakao',
  name: 'Kakao',
  group: 'Social',
  issuer: 'https://kauth.kakao.com',
  endpoints: {
    authorize: 'https://kauth.kakao.com/oauth/authorize',
    token: 'https://kauth.kakao.com/oauth/token',
    userinfo: {
      url: 'https://kapi.kakao.com/v2/user/me',
      idPath: 'id',
      namePath: 'kakao_account.profile.nickname',
      emailPath: 'kakao_account.email',
    },
  },
  authMethod: 'post',
  scopes: [
    { name: 'profile_nickname', words: 'See your nickname', risk: 'reads', default: true },
    { name: 'account_email', words: 'See your e-mail address', risk: 'reads' },
    { name: 'talk_message', words: 'Send messages to yourself in KakaoTalk', risk: 'changes' },
  ],
  scopeSeparator: ',',
  lifetime: {
    accessTokenMs: 6 * hour,
    refreshTokenMaxMs: 60 * day,
    source: '@openauth/kakao documentation',
  },
  refusals: {
    deadRefreshToken: 'standard',
    source: 'Kakao, Android SDK reference, AuthErrorCause',
  },
  docsUrl: 'https://developers.kakao.com/docs/latest/en/kakaologin/rest-api',
  registerUrl: 'https://developers.kakao.com/console/app',
  takenFrom:
    'Kakao, Android SDK reference; Auth.js; simov/grant; arctic documentation; @openauth/kakao documentation',
  notKnown: ['secret', 'pkce', 'redirect', 'rotation', 'wrongClient', 'revocation', 'manageUrl'],
} satisfies ServiceDefinitionInput;
