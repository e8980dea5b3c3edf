import type { ServiceDefinitionInput } from '../service-definition.js';

export const salesforce = {
  id: 'salesforce',
  name: 'Salesforce',
  group: 'Business',
  issuer: 'https://{domain}',
  endpoints: {
    authorize: 'https://{domain}/services/oauth2/authorize',
    token: 'https://{domain}/services/oauth2/token',
    revoke: 'https://{domain}/services/oauth2/revoke',
    introspect: 'https://{domain}/services/oauth2/introspect',
    userinfo: 'https://{domain}/services/oauth2/userinfo',
  },
  variables: [
    {
      name: 'domain',
      words: 'Your organisation’s Salesforce address, or test.salesforce.com for a sandbox',
      example: 'acme.my.salesforce.com',
      default: 'login.salesforce.com',
    },
  ],
  secret: 'no',
  pkce: 'ok',
  scopes: [
    { name: 'id', words: 'Know who you are', risk: 'reads', default: true },
    { name: 'refresh_token', words: 'Stay connected when you are away', default: true },
    { name: 'api', words: 'See and change your organisation’s data as you can', risk: 'changes' },
    { name: 'full', words: 'Do everything you can', risk: 'controls' },
  ],
  offline: { scope: 'refresh_token' },
  takenFrom: 'Nango providers.yaml; arctic v3.7.0; simov/grant',
  notKnown: [
    'authMethod',
    'redirect',
    'accessTokenLifetime',
    'refreshTokenLifetime',
    'rotation',
    'deadRefreshToken',
    'wrongClient',
    'manageUrl',
  ],
} satisfies ServiceDefinitionInput;
