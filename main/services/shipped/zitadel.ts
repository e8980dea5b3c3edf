import type { ServiceDefinitionInput } from '../service-definition.js';
import { offlineAccess, openidScopes } from './openid-scopes.js';

export const zitadel = {
  id: 'zitadel',
  name: 'Zitadel',
  group: 'Sign-in of organisations',
  issuer: 'https://{host}',
  variables: [
    { name: 'host', words: 'Address of the Zitadel instance', example: 'acme.zitadel.cloud' },
  ],
  secret: 'no',
  scopes: [...openidScopes, offlineAccess],
  offline: { scope: 'offline_access' },
  docsUrl: 'https://zitadel.com/docs',
  takenFrom: 'arctic, Zitadel provider (oauth/v2 endpoints, no client secret)',
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
