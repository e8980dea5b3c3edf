import type { ServiceDefinitionInput } from '../service-definition.js';
import { offlineAccess, openidScopes } from './openid-scopes.js';

export const oktaCustom = {
  id: 'okta-custom',
  name: 'Okta (custom authorization server)',
  group: 'Sign-in of organisations',
  family: 'Okta',
  issuer: 'https://{domain}/oauth2/{server}',
  variables: [
    { name: 'domain', words: 'Your organisation’s Okta address', example: 'acme.okta.com' },
    {
      name: 'server',
      words: 'Name of the authorization server',
      example: 'default',
      default: 'default',
    },
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
