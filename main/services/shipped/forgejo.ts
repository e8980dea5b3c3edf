import type { ServiceDefinitionInput } from '../service-definition.js';
import { openidScopes } from './openid-scopes.js';

export const forgejo = {
  id: 'forgejo',
  name: 'Forgejo',
  group: 'Code',
  issuer: 'https://{host}',
  variables: [{ name: 'host', words: 'Address of the Forgejo server', example: 'git.example.com' }],
  secret: 'no',
  scopes: [...openidScopes],
  manageUrl: 'https://{host}/user/settings/applications',
  docsUrl: 'https://forgejo.org/docs/latest/user/oauth2-provider/',
  registerUrl: 'https://{host}/user/settings/applications',
  takenFrom: 'Forgejo, OAuth2 provider (forgejo.org/docs); arctic v3.7.0, Gitea',
  notKnown: [
    'redirect',
    'accessTokenLifetime',
    'refreshTokenLifetime',
    'rotation',
    'deadRefreshToken',
    'wrongClient',
  ],
} satisfies ServiceDefinitionInput;
