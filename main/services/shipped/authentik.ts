import type { ServiceDefinitionInput } from '../service-definition.js';
import { offlineAccess, openidScopes } from './openid-scopes.js';

export const authentik = {
  id: 'authentik',
  name: 'authentik',
  group: 'Sign-in of organisations',
  issuer: 'https://{host}/application/o/{application}/',
  variables: [
    { name: 'host', words: 'Address of the authentik server', example: 'login.example.com' },
    { name: 'application', words: 'Short name (slug) of the application', example: 'lanyard' },
  ],
  secret: 'no',
  scopes: [...openidScopes, offlineAccess],
  offline: { scope: 'offline_access' },
  docsUrl: 'https://docs.goauthentik.io/',
  takenFrom: 'arctic v3.7.0',
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
