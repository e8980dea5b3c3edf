import type { ServiceDefinitionInput } from '../service-definition.js';

export const intercom = {
  id: 'intercom',
  name: 'Intercom',
  group: 'Business',
  issuer: 'https://app.intercom.com',
  endpoints: {
    authorize: 'https://app.intercom.com/oauth',
    token: 'https://api.intercom.io/auth/eagle/token',
    userinfo: {
      url: 'https://api.intercom.io/me',
      idPath: 'id',
      namePath: 'name',
      emailPath: 'email',
    },
  },
  obstacle: 'https_redirect',
  secret: 'required',
  authMethod: 'post',
  // Chosen at the app’s registration, not in a request.
  scopes: [],
  lifetime: {
    accessTokenMs: 'no_end',
    rotates: 'no_refresh_token',
    source: 'Nango documentation, Intercom',
  },
  docsUrl:
    'https://developers.intercom.com/docs/build-an-integration/learn-more/authentication/setting-up-oauth',
  verified: {
    date: '2026-11-28',
    source:
      'Intercom, setting up OAuth (developers.intercom.com); Nango providers.yaml and documentation',
  },
  notKnown: ['pkce', 'redirect', 'wrongClient', 'revocation', 'manageUrl'],
} satisfies ServiceDefinitionInput;
