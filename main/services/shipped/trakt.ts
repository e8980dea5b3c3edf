import type { ServiceDefinitionInput } from '../service-definition.js';

export const trakt = {
  id: 'trakt',
  name: 'Trakt',
  group: 'Media',
  issuer: 'https://trakt.tv',
  endpoints: {
    authorize: 'https://trakt.tv/oauth/authorize',
    token: 'https://api.trakt.tv/oauth/token',
    revoke: 'https://api.trakt.tv/oauth/revoke',
    // Its sign-in by code expects "code" for "device_code" (RFC 8628 §3.4), so it is left out.
  },
  secret: 'required',
  authMethod: 'post',
  bodyFormat: 'json',
  scopes: [],
  manageUrl: 'https://trakt.tv/oauth/authorized_applications',
  docsUrl: 'https://trakt.tv/oauth/applications',
  registerUrl: 'https://trakt.tv/oauth/applications/new',
  takenFrom: 'Auth.js; simov/grant; trakt-rs; tRakt documentation, get_token',
  notKnown: [
    'pkce',
    'redirect',
    'accessTokenLifetime',
    'refreshTokenLifetime',
    'rotation',
    'deadRefreshToken',
    'wrongClient',
    'userinfo',
  ],
} satisfies ServiceDefinitionInput;
