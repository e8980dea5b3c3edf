import type { ServiceDefinitionInput } from '../service-definition.js';
import { day, hour } from './durations.js';

export const withings = {
  id: 'withings',
  name: 'Withings',
  group: 'Health and sport',
  issuer: 'https://account.withings.com',
  endpoints: {
    authorize: 'https://account.withings.com/oauth2_user/authorize2',
    token: 'https://wbsapi.withings.net/v2/oauth2',
  },
  // Every request names an "action", and tokens come inside a "body" with status 200.
  obstacle: 'own_protocol',
  secret: 'required',
  scopes: [
    { name: 'user.info', words: 'See your profile', risk: 'reads', default: true },
    { name: 'user.metrics', words: 'See your weight and other measurements', risk: 'reads' },
    { name: 'user.activity', words: 'See your activity and sleep', risk: 'reads' },
  ],
  scopeSeparator: ',',
  lifetime: {
    accessTokenMs: 3 * hour,
    refreshTokenMaxMs: 365 * day,
    graceMs: 8 * hour,
    rotates: true,
    source: 'Home Assistant issue 102886',
  },
  refusals: {
    deadRefreshToken: [{ body: { status: 503 } }],
    source: 'withings-sync issue 41',
  },
  docsUrl: 'https://developer.withings.com/',
  takenFrom: 'simov/grant; withings-sync issue 41; Home Assistant issue 102886',
  notKnown: [
    'authMethod',
    'pkce',
    'redirect',
    'wrongClient',
    'revocation',
    'userinfo',
    'manageUrl',
  ],
} satisfies ServiceDefinitionInput;
