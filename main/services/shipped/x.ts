import type { ServiceDefinitionInput } from '../service-definition.js';

export const x = {
  id: 'x',
  name: 'X',
  group: 'Social',
  keywords: ['Twitter'],
  issuer: 'https://x.com',
  endpoints: {
    authorize: 'https://x.com/i/oauth2/authorize',
    token: 'https://api.twitter.com/2/oauth2/token',
    revoke: 'https://api.twitter.com/2/oauth2/revoke',
    userinfo: {
      url: 'https://api.twitter.com/2/users/me',
      idPath: 'data.id',
      namePath: 'data.username',
    },
  },
  secret: 'no',
  pkce: 'required',
  scopes: [
    { name: 'users.read', words: 'See your profile', risk: 'reads', default: true },
    { name: 'tweet.read', words: 'Read posts you can read', risk: 'reads', default: true },
    { name: 'offline.access', words: 'Stay connected when you are away', default: true },
    { name: 'tweet.write', words: 'Post as you', risk: 'changes' },
    { name: 'like.write', words: 'Like posts as you', risk: 'changes' },
    { name: 'dm.read', words: 'Read your direct messages', risk: 'reads' },
  ],
  offline: { scope: 'offline.access' },
  refusals: {
    deadRefreshToken: [
      {
        status: 400,
        body: {
          error: 'invalid_request',
          error_description: 'Value passed for the token was invalid.',
        },
      },
    ],
    source: 'X developer community, refresh tokens',
  },
  manageUrl: 'https://x.com/settings/connected_apps',
  docsUrl: 'https://developer.x.com/',
  takenFrom: 'Nango providers.yaml; arctic v3.7.0; simov/grant',
  notKnown: [
    'authMethod',
    'redirect',
    'accessTokenLifetime',
    'refreshTokenLifetime',
    'rotation',
    'wrongClient',
  ],
} satisfies ServiceDefinitionInput;
