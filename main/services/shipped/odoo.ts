import type { ServiceDefinitionInput } from '../service-definition.js';

export const odoo = {
  id: 'odoo',
  name: 'Odoo (MuK REST API)',
  group: 'Business',
  issuer: 'https://{host}',
  endpoints: {
    authorize: 'https://{host}/restapi/1.0/common/oauth2/authorize',
    token: 'https://{host}/restapi/1.0/common/oauth2/access_token',
  },
  variables: [{ name: 'host', words: 'Address of your Odoo', example: 'odoo.example.com' }],
  docsUrl: 'https://apps.odoo.com/',
  takenFrom: 'Nango providers.yaml, Odoo (OAuth)',
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
