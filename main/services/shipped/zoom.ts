import type { ServiceDefinitionInput } from '../service-definition.js';

export const zoom = {
  id: 'zoom',
  name: 'Zoom',
  group: 'Work',
  popular: true,
  issuer: 'https://zoom.us',
  endpoints: {
    authorize: 'https://zoom.us/oauth/authorize',
    token: 'https://zoom.us/oauth/token',
    revoke: 'https://zoom.us/oauth/revoke',
    userinfo: {
      url: 'https://api.zoom.us/v2/users/me',
      idPath: 'id',
      namePath: 'display_name',
      emailPath: 'email',
    },
  },
  // Requires public PKCE to be switched on at the service.
  secret: 'no',
  pkce: 'ok',
  scopes: [{ name: 'user:read:user', words: 'See your profile', risk: 'reads', default: true }],
  refusals: { deadRefreshToken: 'standard', source: 'CoreVideo pull request 196' },
  docsUrl: 'https://developers.zoom.us/docs/integrations/oauth/',
  registerUrl: 'https://marketplace.zoom.us/develop/create',
  takenFrom: 'Zoom, public PKCE announcement; Nango providers.yaml; arctic v3.7.0; simov/grant',
  notKnown: [
    'authMethod',
    'redirect',
    'accessTokenLifetime',
    'refreshTokenLifetime',
    'rotation',
    'wrongClient',
    'manageUrl',
  ],
} satisfies ServiceDefinitionInput;
