import type { ServiceDefinitionInput } from '../service-definition.js';
import { day } from './durations.js';

export const box = {
  id: 'box',
  name: 'Box',
  group: 'Mail, calendar and files',
  issuer: 'https://account.box.com',
  endpoints: {
    authorize: 'https://account.box.com/api/oauth2/authorize',
    token: 'https://api.box.com/oauth2/token',
    revoke: 'https://api.box.com/oauth2/revoke',
    userinfo: {
      url: 'https://api.box.com/2.0/users/me',
      idPath: 'id',
      namePath: 'name',
      emailPath: 'login',
    },
  },
  secret: 'required',
  authMethod: 'post',
  scopes: [
    { name: 'root_readonly', words: 'See and download all your files', risk: 'reads' },
    { name: 'root_readwrite', words: 'See, change and delete all your files', risk: 'changes' },
  ],
  redirect: { ways: ['local_address'] },
  lifetime: {
    refreshTokenIdleMs: 60 * day,
    rotates: true,
    source: 'rclone documentation, Box',
  },
  docsUrl: 'https://developer.box.com/guides/authentication/oauth2/',
  registerUrl: 'https://app.box.com/developers/console',
  takenFrom: 'Nango providers.yaml; arctic v3.7.0; simov/grant; rclone documentation, Box',
  notKnown: ['pkce', 'accessTokenLifetime', 'deadRefreshToken', 'wrongClient', 'manageUrl'],
} satisfies ServiceDefinitionInput;
