import type { ServiceDefinitionInput } from '../service-definition.js';
import { hour } from './durations.js';

export const fitbit = {
  id: 'fitbit',
  name: 'Fitbit',
  group: 'Health and sport',
  issuer: 'https://www.fitbit.com',
  endpoints: {
    authorize: 'https://www.fitbit.com/oauth2/authorize',
    token: 'https://api.fitbit.com/oauth2/token',
    revoke: 'https://api.fitbit.com/oauth2/revoke',
    userinfo: {
      url: 'https://api.fitbit.com/1/user/-/profile.json',
      idPath: 'user.encodedId',
      namePath: 'user.displayName',
    },
  },
  // For an app of the type "Client"; one of the type "Server" has a secret, sent by Basic.
  secret: 'no',
  authMethod: 'none',
  pkce: 'ok',
  scopes: [
    { name: 'profile', words: 'See your profile', risk: 'reads', default: true },
    { name: 'activity', words: 'See your activity and goals', risk: 'reads' },
    { name: 'heartrate', words: 'See your heart rate', risk: 'reads' },
    { name: 'sleep', words: 'See your sleep', risk: 'reads' },
    { name: 'weight', words: 'See your weight', risk: 'reads' },
    { name: 'nutrition', words: 'See what you eat and drink', risk: 'reads' },
    { name: 'location', words: 'See where you exercise', risk: 'reads' },
    { name: 'settings', words: 'See and change your devices and alarms', risk: 'changes' },
    { name: 'social', words: 'See your friends', risk: 'reads' },
  ],
  lifetime: {
    accessTokenMs: 8 * hour,
    rotates: true,
    source: 'Fitbit, refresh token and authorization',
  },
  refusals: {
    deadRefreshToken: [
      { status: 400, body: { 'errors.0.errorType': 'invalid_grant' } },
      { status: 400, body: { 'errors.0.message': { startsWith: 'Refresh token invalid' } } },
    ],
    wrongClient: [{ status: 401, body: { 'errors.0.errorType': 'invalid_client' } }],
    source: 'fitbit-node issue 14; Fitbit, error messages',
  },
  docsUrl: 'https://dev.fitbit.com/build/reference/web-api/developer-guide/authorization/',
  registerUrl: 'https://dev.fitbit.com/apps/new',
  verified: {
    date: '2026-11-28',
    source:
      'Fitbit, authorization, OAuth2 token and refresh token (dev.fitbit.com); Nango providers.yaml; react-native-app-auth',
  },
  notKnown: ['redirect', 'refreshTokenLifetime', 'manageUrl'],
} satisfies ServiceDefinitionInput;
