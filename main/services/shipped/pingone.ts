import type { ServiceDefinitionInput } from '../service-definition.js';
import { openidScopes } from './openid-scopes.js';

export const pingone = {
  id: 'pingone',
  name: 'PingOne',
  group: 'Sign-in of organisations',
  issuer: 'https://{domain}/{environment}/as',
  variables: [
    {
      name: 'domain',
      words: 'PingOne’s address of your region',
      example: 'auth.pingone.eu',
      default: 'auth.pingone.com',
    },
    {
      name: 'environment',
      words: 'ID of the environment',
      example: 'f2aba07d-270c-42ba-8811-01af5f63d458',
    },
  ],
  secret: 'no',
  scopes: [...openidScopes],
  docsUrl: 'https://docs.pingidentity.com/pingone/',
  takenFrom: 'Nango providers.yaml; python-social-auth',
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
