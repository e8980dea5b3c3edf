import type { ServiceDefinitionInput } from '../service-definition.js';
import { offlineAccess } from './openid-scopes.js';

export const feishu = {
  id: 'feishu',
  name: 'Feishu (Lark)',
  group: 'Work',
  keywords: ['Lark'],
  issuer: 'https://accounts.feishu.cn',
  endpoints: {
    authorize: 'https://accounts.feishu.cn/open-apis/authen/v1/authorize',
    token: 'https://accounts.feishu.cn/oauth/v3/token',
    userinfo: {
      url: 'https://open.feishu.cn/open-apis/authen/v1/user_info',
      idPath: 'data.open_id',
      namePath: 'data.name',
      emailPath: 'data.email',
    },
  },
  secret: 'required',
  authMethod: 'post',
  bodyFormat: 'json',
  // Its newest token endpoint checks the code_verifier, which the one before did only in part.
  pkce: 'ok',
  scopes: [
    {
      name: 'contact:contact.base:readonly',
      words: 'See your organisation’s contacts',
      risk: 'reads',
      default: true,
    },
    offlineAccess,
  ],
  offline: { scope: 'offline_access' },
  lifetime: { rotates: true, source: 'Feishu, refresh user_access_token' },
  docsUrl: 'https://open.feishu.cn/document/common-capabilities/sso/api/obtain-oauth-code',
  registerUrl: 'https://open.feishu.cn/app',
  verified: {
    date: '2026-11-28',
    source: 'Feishu, obtain OAuth code, get and refresh user_access_token (open.feishu.cn)',
  },
  notKnown: [
    'redirect',
    'accessTokenLifetime',
    'refreshTokenLifetime',
    'deadRefreshToken',
    'wrongClient',
    'revocation',
    'manageUrl',
  ],
} satisfies ServiceDefinitionInput;
