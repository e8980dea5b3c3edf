import type { ServiceDefinitionInput } from '../service-definition.js';
import { openidScopes } from './openid-scopes.js';

export const canaille = {
  id: 'canaille',
  name: 'Canaille',
  group: 'Sign-in of organisations',
  issuer: 'https://{host}',
  variables: [
    { name: 'host', words: 'Address of the Canaille server', example: 'auth.example.com' },
  ],
  scopes: [
    ...openidScopes,
    { name: 'groups', words: 'See which groups you are in', risk: 'reads' },
    { name: 'phone', words: 'See your telephone number', risk: 'reads' },
    { name: 'address', words: 'See your postal address', risk: 'reads' },
  ],
  docsUrl: 'https://canaille.readthedocs.io/en/latest/',
  takenFrom: 'Canaille documentation (canaille.readthedocs.io)',
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
