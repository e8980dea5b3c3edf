import type { ServiceDefinitionInput } from '../service-definition.js';

export const asana = {
  id: 'asana',
  name: 'Asana',
  group: 'Work',
  issuer: 'https://app.asana.com',
  endpoints: {
    authorize: 'https://app.asana.com/-/oauth_authorize',
    token: 'https://app.asana.com/-/oauth_token',
    revoke: 'https://app.asana.com/-/oauth_revoke',
    userinfo: {
      url: 'https://app.asana.com/api/1.0/users/me',
      idPath: 'data.gid',
      namePath: 'data.name',
      emailPath: 'data.email',
    },
  },
  secret: 'required',
  authMethod: 'post',
  scopes: [
    { name: 'users:read', words: 'See your name and e-mail address', risk: 'reads', default: true },
    { name: 'tasks:read', words: 'See tasks', risk: 'reads' },
    { name: 'tasks:write', words: 'Create and change tasks', risk: 'changes' },
    { name: 'projects:read', words: 'See projects', risk: 'reads' },
  ],
  docsUrl: 'https://developers.asana.com/docs/oauth',
  registerUrl: 'https://app.asana.com/0/my-apps',
  verified: {
    date: '2026-11-28',
    source:
      'Asana, OAuth and its code samples (developers.asana.com); Nango providers.yaml; simov/grant',
  },
  notKnown: [
    'pkce',
    'redirect',
    'accessTokenLifetime',
    'refreshTokenLifetime',
    'rotation',
    'deadRefreshToken',
    'wrongClient',
    'manageUrl',
  ],
} satisfies ServiceDefinitionInput;
