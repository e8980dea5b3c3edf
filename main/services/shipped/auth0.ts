import type { ServiceDefinitionInput } from '../service-definition.js';
import { offlineAccess, openidScopes } from './openid-scopes.js';

export const auth0 = {
  id: 'auth0',
  name: 'Auth0',
  group: 'Sign-in of organisations',
  issuer: 'https://{domain}/',
  variables: [
    { name: 'domain', words: 'Domain of your Auth0 tenant', example: 'acme.eu.auth0.com' },
  ],
  secret: 'no',
  scopes: [...openidScopes, offlineAccess],
  offline: { scope: 'offline_access' },
  docsUrl: 'https://auth0.com/docs/get-started/auth0-overview/create-applications/native-apps',
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
