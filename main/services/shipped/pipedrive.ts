import type { ServiceDefinitionInput } from '../service-definition.js';

export const pipedrive = {
  id: 'pipedrive',
  name: 'Pipedrive',
  group: 'Business',
  issuer: 'https://oauth.pipedrive.com',
  endpoints: {
    authorize: 'https://oauth.pipedrive.com/oauth/authorize',
    token: 'https://oauth.pipedrive.com/oauth/token',
    userinfo: {
      url: 'https://api.pipedrive.com/v1/users/me',
      idPath: 'data.id',
      namePath: 'data.name',
      emailPath: 'data.email',
    },
  },
  secret: 'required',
  authMethod: 'basic',
  // Chosen at the app’s registration, not in a request. An app has one redirect URI.
  scopes: [],
  docsUrl: 'https://pipedrive.readme.io/docs/marketplace-oauth-authorization',
  verified: {
    date: '2026-11-28',
    source:
      'Pipedrive, OAuth authorization (pipedrive.readme.io); Nango providers.yaml; Unified documentation, Pipedrive; Auth.js',
  },
  notKnown: [
    'pkce',
    'redirect',
    'accessTokenLifetime',
    'refreshTokenLifetime',
    'rotation',
    'deadRefreshToken',
    'wrongClient',
    'revocation',
    'manageUrl',
  ],
} satisfies ServiceDefinitionInput;
