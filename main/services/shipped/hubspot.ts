import type { ServiceDefinitionInput } from '../service-definition.js';

export const hubspot = {
  id: 'hubspot',
  name: 'HubSpot',
  group: 'Business',
  issuer: 'https://app.hubspot.com',
  endpoints: {
    authorize: 'https://app.hubspot.com/oauth/authorize',
    token: 'https://api.hubapi.com/oauth/v1/token',
    revoke: { url: 'https://api.hubapi.com/oauth/v1/refresh-tokens', style: 'hubspot' },
  },
  secret: 'required',
  authMethod: 'post',
  scopes: [
    { name: 'oauth', words: 'Connect to your HubSpot account', default: true },
    { name: 'crm.objects.contacts.read', words: 'See your contacts', risk: 'reads' },
    { name: 'crm.objects.contacts.write', words: 'Create and change contacts', risk: 'changes' },
    { name: 'crm.objects.companies.read', words: 'See your companies', risk: 'reads' },
    { name: 'crm.objects.deals.read', words: 'See your deals', risk: 'reads' },
  ],
  refusals: {
    deadRefreshToken: [{ status: 400, body: { status: 'BAD_REFRESH_TOKEN' } }],
    source: 'HubSpot, OAuth tokens (developers.hubspot.com)',
  },
  // All users of an organisation share one refresh token.
  revokeCascade: true,
  docsUrl: 'https://developers.hubspot.com/',
  takenFrom: 'Nango providers.yaml and revocation script',
  notKnown: [
    'pkce',
    'redirect',
    'accessTokenLifetime',
    'refreshTokenLifetime',
    'rotation',
    'wrongClient',
    'userinfo',
    'manageUrl',
  ],
} satisfies ServiceDefinitionInput;
