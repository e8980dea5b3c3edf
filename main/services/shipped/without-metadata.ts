import type { ServiceDefinitionInput } from '../service-definition.js';

export const withoutMetadata = {
  id: 'without-metadata',
  name: 'Server without metadata',
  group: 'Servers of your own',
  issuer: 'https://{host}',
  // The addresses that Doorkeeper and Laravel Passport use unless told otherwise.
  endpoints: {
    authorize: 'https://{host}/oauth/authorize',
    token: 'https://{host}/oauth/token',
  },
  variables: [
    {
      name: 'host',
      words: 'Address of the server that has /oauth/authorize',
      example: 'app.example.com',
    },
  ],
  takenFrom: 'Doorkeeper and Laravel Passport documentation, routes',
  notKnown: [
    'secret',
    'authMethod',
    'pkce',
    'scopes',
    'redirect',
    'accessTokenLifetime',
    'refreshTokenLifetime',
    'rotation',
    'deadRefreshToken',
    'wrongClient',
    'revocation',
    'userinfo',
    'manageUrl',
  ],
} satisfies ServiceDefinitionInput;
