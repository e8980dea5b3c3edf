import type { ServiceDefinitionInput } from '../service-definition.js';
import { offlineAccess, openidScopes } from './openid-scopes.js';

export const authelia = {
  id: 'authelia',
  name: 'Authelia',
  group: 'Sign-in of organisations',
  issuer: 'https://{host}',
  variables: [
    { name: 'host', words: 'Address of the Authelia server', example: 'auth.example.com' },
  ],
  // For a client that is public in its configuration.
  secret: 'no',
  scopes: [
    ...openidScopes,
    { name: 'groups', words: 'See which groups you are in', risk: 'reads' },
    offlineAccess,
  ],
  offline: { scope: 'offline_access' },
  docsUrl: 'https://www.authelia.com/configuration/identity-providers/openid-connect/clients/',
  takenFrom: 'Authelia, OpenID Connect clients (authelia.com); Socialite Providers',
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
