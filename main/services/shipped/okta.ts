import type { ServiceDefinitionInput } from '../service-definition.js';
import { offlineAccess, openidScopes } from './openid-scopes.js';

export const okta = {
  id: 'okta',
  name: 'Okta',
  group: 'Sign-in of organisations',
  family: 'Okta',
  issuer: 'https://{domain}',
  variables: [
    { name: 'domain', words: 'Your organisation’s Okta address', example: 'acme.okta.com' },
  ],
  scopes: [...openidScopes, offlineAccess],
  offline: { scope: 'offline_access' },
  takenFrom: 'arctic v3.7.0; simov/grant',
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
