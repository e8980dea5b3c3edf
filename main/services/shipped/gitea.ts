import type { ServiceDefinitionInput } from '../service-definition.js';
import { openidScopes } from './openid-scopes.js';

export const gitea = {
  id: 'gitea',
  name: 'Gitea',
  group: 'Code',
  issuer: 'https://{host}',
  variables: [{ name: 'host', words: 'Address of the Gitea server', example: 'git.example.com' }],
  secret: 'no',
  scopes: [...openidScopes],
  manageUrl: 'https://{host}/user/settings/applications',
  docsUrl: 'https://docs.gitea.com/development/oauth2-provider',
  registerUrl: 'https://{host}/user/settings/applications',
  takenFrom: 'arctic v3.7.0',
  notKnown: [
    'redirect',
    'accessTokenLifetime',
    'refreshTokenLifetime',
    'rotation',
    'deadRefreshToken',
    'wrongClient',
  ],
} satisfies ServiceDefinitionInput;
