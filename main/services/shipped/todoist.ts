import type { ServiceDefinitionInput } from '../service-definition.js';

export const todoist = {
  id: 'todoist',
  name: 'Todoist',
  group: 'Work',
  issuer: 'https://todoist.com',
  endpoints: {
    authorize: 'https://todoist.com/oauth/authorize',
    token: 'https://todoist.com/oauth/access_token',
  },
  secret: 'required',
  authMethod: 'post',
  scopes: [
    { name: 'data:read', words: 'See your tasks and projects', risk: 'reads', default: true },
    { name: 'data:read_write', words: 'See and change your tasks and projects', risk: 'changes' },
    { name: 'data:delete', words: 'Delete your tasks', risk: 'changes' },
    { name: 'task:add', words: 'Add tasks', risk: 'changes' },
    { name: 'project:delete', words: 'Delete your projects', risk: 'changes' },
  ],
  scopeSeparator: ',',
  docsUrl: 'https://developer.todoist.com/',
  takenFrom: 'Nango providers.yaml; simov/grant; Auth.js',
  notKnown: [
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
