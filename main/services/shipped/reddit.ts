import type { ServiceDefinitionInput } from '../service-definition.js';

export const reddit = {
  id: 'reddit',
  name: 'Reddit',
  group: 'Social',
  issuer: 'https://www.reddit.com',
  endpoints: {
    authorize: 'https://www.reddit.com/api/v1/authorize',
    token: 'https://www.reddit.com/api/v1/access_token',
    userinfo: { url: 'https://oauth.reddit.com/api/v1/me', idPath: 'id', namePath: 'name' },
  },
  secret: 'required',
  authMethod: 'basic',
  scopes: [
    { name: 'identity', words: 'See your user name', risk: 'reads', default: true },
    { name: 'read', words: 'Read posts and comments', risk: 'reads' },
    { name: 'history', words: 'See what you voted on and saved', risk: 'reads' },
    { name: 'submit', words: 'Post and comment as you', risk: 'changes' },
    { name: 'edit', words: 'Change and delete your posts and comments', risk: 'changes' },
    { name: 'privatemessages', words: 'Read and send your private messages', risk: 'changes' },
  ],
  offline: { params: { duration: 'permanent' } },
  refusals: {
    deadRefreshToken: [{ status: 400, body: { error: 400, message: 'Bad Request' } }],
    source: 'praw issue 677',
  },
  manageUrl: 'https://www.reddit.com/prefs/apps',
  docsUrl: 'https://www.reddit.com/prefs/apps',
  registerUrl: 'https://www.reddit.com/prefs/apps',
  takenFrom: 'Nango providers.yaml; arctic v3.7.0; simov/grant',
  notKnown: [
    'pkce',
    'redirect',
    'accessTokenLifetime',
    'refreshTokenLifetime',
    'rotation',
    'wrongClient',
    'revocation',
  ],
} satisfies ServiceDefinitionInput;
