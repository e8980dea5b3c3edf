import type { ServiceDefinitionInput } from '../service-definition.js';
import { hour } from './durations.js';
import { openidScopes } from './openid-scopes.js';

export const gitlab = {
  id: 'gitlab',
  name: 'GitLab',
  group: 'Code',
  popular: true,
  issuer: 'https://{host}',
  variables: [
    {
      name: 'host',
      words: 'Address of the GitLab server',
      example: 'gitlab.example.com',
      default: 'gitlab.com',
    },
  ],
  secret: 'no',
  scopes: [
    ...openidScopes,
    { name: 'read_user', words: 'See your profile', risk: 'reads' },
    { name: 'read_api', words: 'See everything you can see', risk: 'reads' },
    { name: 'api', words: 'See and change everything you can', risk: 'controls' },
    { name: 'read_repository', words: 'Download your repositories', risk: 'reads' },
    { name: 'write_repository', words: 'Download and change your repositories', risk: 'changes' },
  ],
  redirect: { ways: ['app_link', 'local_address'], loopbackHost: '127.0.0.1' },
  lifetime: { accessTokenMs: 2 * hour, source: 'GitLab, OAuth 2.0 provider documentation' },
  manageUrl: 'https://{host}/-/user_settings/applications',
  docsUrl: 'https://docs.gitlab.com/integration/oauth_provider/',
  registerUrl: 'https://{host}/-/user_settings/applications',
  verified: {
    date: '2026-11-21',
    source:
      'GitLab, OpenID Connect provider (settings discovery); Nango providers.yaml; arctic v3.7.0; Git Credential Manager',
  },
  notKnown: ['refreshTokenLifetime', 'rotation', 'deadRefreshToken', 'wrongClient'],
} satisfies ServiceDefinitionInput;
