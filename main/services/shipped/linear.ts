import type { ServiceDefinitionInput } from '../service-definition.js';

export const linear = {
  id: 'linear',
  name: 'Linear',
  group: 'Work',
  issuer: 'https://linear.app',
  endpoints: {
    authorize: 'https://linear.app/oauth/authorize',
    token: 'https://api.linear.app/oauth/token',
    revoke: 'https://api.linear.app/oauth/revoke',
  },
  secret: 'required',
  authMethod: 'post',
  scopes: [
    { name: 'read', words: 'See everything you can see', risk: 'reads', default: true },
    { name: 'write', words: 'Change everything you can', risk: 'changes' },
    { name: 'issues:create', words: 'Create issues', risk: 'changes' },
    { name: 'comments:create', words: 'Write comments', risk: 'changes' },
    { name: 'admin', words: 'Administer the workspace', risk: 'controls', adminOnly: true },
  ],
  scopeSeparator: ',',
  authParams: { prompt: 'consent' },
  registerUrl: 'https://linear.app/settings/api/applications/new',
  takenFrom: 'Nango providers.yaml and scripts; arctic v3.7.0',
  notKnown: [
    'pkce',
    'redirect',
    'accessTokenLifetime',
    'refreshTokenLifetime',
    'rotation',
    'deadRefreshToken',
    'wrongClient',
    'userinfo',
    'manageUrl',
  ],
} satisfies ServiceDefinitionInput;
