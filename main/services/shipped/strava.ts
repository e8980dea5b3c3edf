import type { ServiceDefinitionInput } from '../service-definition.js';
import { hour } from './durations.js';

export const strava = {
  id: 'strava',
  name: 'Strava',
  group: 'Health and sport',
  issuer: 'https://www.strava.com',
  endpoints: {
    authorize: 'https://www.strava.com/oauth/authorize',
    token: 'https://www.strava.com/oauth/token',
    // Takes the place of oauth/deauthorize, which ends in June 2027.
    revoke: 'https://www.strava.com/oauth/revoke',
    userinfo: {
      url: 'https://www.strava.com/api/v3/athlete',
      idPath: 'id',
      namePath: 'firstname',
    },
  },
  secret: 'required',
  authMethod: 'post',
  scopes: [
    { name: 'read', words: 'See your public profile and routes', risk: 'reads', default: true },
    { name: 'read_all', words: 'See your private routes and segments', risk: 'reads' },
    { name: 'profile:read_all', words: 'See all of your profile', risk: 'reads' },
    {
      name: 'profile:write',
      words: 'Change your weight, zones and starred segments',
      risk: 'changes',
    },
    { name: 'activity:read', words: 'See activities you show to others', risk: 'reads' },
    {
      name: 'activity:read_all',
      words: 'See all your activities, private ones too',
      risk: 'reads',
    },
    { name: 'activity:write', words: 'Add and change activities', risk: 'changes' },
  ],
  scopeSeparator: ',',
  // The registered domain may be localhost, and both names are allowed with every path.
  redirect: { ways: ['local_address'] },
  lifetime: { accessTokenMs: 6 * hour, rotates: true, source: 'Strava, authentication' },
  refusals: {
    deadRefreshToken: [
      { status: 400, body: { 'errors.0.resource': 'RefreshToken', 'errors.0.code': 'invalid' } },
    ],
    wrongClient: [{ body: { 'errors.0.resource': 'Application', 'errors.0.code': 'invalid' } }],
    source: 'dreeve issues 1449 and 372',
  },
  manageUrl: 'https://www.strava.com/settings/apps',
  docsUrl: 'https://developers.strava.com/docs/getting-started/',
  registerUrl: 'https://www.strava.com/settings/api',
  verified: {
    date: '2026-11-28',
    source:
      'Strava, authentication (developers.strava.com); Nango providers.yaml; python-social-auth',
  },
  notKnown: ['pkce', 'refreshTokenLifetime'],
} satisfies ServiceDefinitionInput;
