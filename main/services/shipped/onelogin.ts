import type { ServiceDefinitionInput } from '../service-definition.js';
import { openidScopes } from './openid-scopes.js';

export const onelogin = {
  id: 'onelogin',
  name: 'OneLogin',
  group: 'Sign-in of organisations',
  issuer: 'https://{domain}/oidc/2',
  variables: [
    { name: 'domain', words: 'Your organisation’s OneLogin address', example: 'acme.onelogin.com' },
  ],
  scopes: [...openidScopes],
  docsUrl: 'https://developers.onelogin.com/openid-connect',
  takenFrom: 'Auth.js (oidc/2); simov/grant; Socialite Providers',
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
