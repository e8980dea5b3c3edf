import type { ServiceDefinitionInput } from '../service-definition.js';
import { minute } from './durations.js';
import { offlineAccess } from './openid-scopes.js';

export const atlassian = {
  id: 'atlassian',
  name: 'Atlassian (Jira, Confluence)',
  group: 'Work',
  keywords: ['Jira', 'Confluence', 'Trello'],
  issuer: 'https://auth.atlassian.com',
  endpoints: {
    authorize: 'https://auth.atlassian.com/authorize',
    token: 'https://auth.atlassian.com/oauth/token',
    userinfo: {
      url: 'https://api.atlassian.com/me',
      idPath: 'account_id',
      namePath: 'name',
      emailPath: 'email',
    },
  },
  secret: 'required',
  authMethod: 'post',
  scopes: [
    { name: 'read:me', words: 'See your name and e-mail address', risk: 'reads', default: true },
    offlineAccess,
    { name: 'read:jira-work', words: 'See Jira projects and issues', risk: 'reads' },
    { name: 'write:jira-work', words: 'Create and change Jira issues', risk: 'changes' },
    { name: 'read:confluence-content.all', words: 'Read Confluence pages', risk: 'reads' },
    {
      name: 'write:confluence-content',
      words: 'Create and change Confluence pages',
      risk: 'changes',
    },
  ],
  authParams: { audience: 'api.atlassian.com', prompt: 'consent' },
  offline: { scope: 'offline_access' },
  lifetime: {
    graceMs: 10 * minute,
    rotates: true,
    source: 'Atlassian developer community 83103; Atlassian, refresh tokens',
  },
  refusals: {
    deadRefreshToken: [
      {
        status: 403,
        body: { error: 'unauthorized_client', error_description: 'refresh_token is invalid' },
      },
    ],
    source: 'Atlassian, OAuth 2.0 (3LO), refresh tokens (developer.atlassian.com)',
  },
  docsUrl: 'https://developer.atlassian.com/console/myapps/',
  registerUrl: 'https://developer.atlassian.com/console/myapps/',
  takenFrom:
    'Atlassian, OAuth 2.0 (3LO) refresh tokens; Nango providers.yaml; arctic v3.7.0; simov/grant',
  notKnown: [
    'pkce',
    'redirect',
    'accessTokenLifetime',
    'refreshTokenLifetime',
    'wrongClient',
    'revocation',
    'manageUrl',
  ],
} satisfies ServiceDefinitionInput;
