import type { ServiceDefinitionInput } from '../service-definition.js';
import { openidScopes } from './openid-scopes.js';

export const pingfederate = {
  id: 'pingfederate',
  name: 'PingFederate',
  group: 'Sign-in of organisations',
  issuer: 'https://{host}',
  variables: [
    { name: 'host', words: 'Address of the PingFederate server', example: 'sso.example.com' },
  ],
  scopes: [...openidScopes],
  docsUrl: 'https://docs.pingidentity.com/pingfederate/',
  takenFrom: 'PingFederate, OpenID provider configuration endpoint (docs.pingidentity.com)',
  notKnown: [
    'secret',
    'redirect',
    'accessTokenLifetime',
    'refreshTokenLifetime',
    'rotation',
    'deadRefreshToken',
    'wrongClient',
    'manageUrl',
  ],
} satisfies ServiceDefinitionInput;
