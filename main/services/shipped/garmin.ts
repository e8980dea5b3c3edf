import type { ServiceDefinitionInput } from '../service-definition.js';

export const garmin = {
  id: 'garmin',
  name: 'Garmin Connect',
  group: 'Health and sport',
  issuer: 'https://connect.garmin.com',
  endpoints: {
    authorize: 'https://connect.garmin.com/oauth2Confirm',
    token: 'https://diauth.garmin.com/di-oauth2-service/oauth/token',
    userinfo: { url: 'https://apis.garmin.com/wellness-api/rest/user/id', idPath: 'userId' },
  },
  // Garmin gives clients to businesses it has approved.
  secret: 'required',
  pkce: 'required',
  scopes: [],
  docsUrl: 'https://developer.garmin.com/gc-developer-program/',
  takenFrom: 'Nango providers.yaml and documentation, Garmin (OAuth2)',
  notKnown: [
    'authMethod',
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
