import type { ServiceDefinitionInput } from '../service-definition.js';
import { offlineAccess, openidScopes } from './openid-scopes.js';

export const keycloak = {
  id: 'keycloak',
  name: 'Keycloak',
  group: 'Sign-in of organisations',
  issuer: 'https://{host}/realms/{realm}',
  variables: [
    { name: 'host', words: 'Address of the Keycloak server', example: 'login.example.com' },
    { name: 'realm', words: 'Name of the realm', example: 'staff' },
  ],
  secret: 'no',
  scopes: [...openidScopes, offlineAccess],
  offline: { scope: 'offline_access' },
  docsUrl: 'https://www.keycloak.org/documentation',
  takenFrom: 'arctic v3.7.0; simov/grant',
  notKnown: [
    'redirect',
    'accessTokenLifetime',
    'refreshTokenLifetime',
    'rotation',
    'deadRefreshToken',
    'wrongClient',
    'manageUrl',
  ],
} satisfies ServiceDefinitionInput;
