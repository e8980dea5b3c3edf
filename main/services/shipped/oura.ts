import type { ServiceDefinitionInput } from '../service-definition.js';

export const oura = {
  id: 'oura',
  name: 'Oura',
  group: 'Health and sport',
  issuer: 'https://cloud.ouraring.com',
  endpoints: {
    authorize: 'https://cloud.ouraring.com/oauth/authorize',
    token: 'https://api.ouraring.com/oauth/token',
    userinfo: {
      url: 'https://api.ouraring.com/v2/usercollection/personal_info',
      idPath: 'id',
      namePath: 'email',
      emailPath: 'email',
    },
  },
  secret: 'required',
  scopes: [
    { name: 'personal', words: 'See your age, height and weight', risk: 'reads', default: true },
    { name: 'email', words: 'See your e-mail address', risk: 'reads', default: true },
    { name: 'daily', words: 'See your sleep, activity and readiness', risk: 'reads' },
    { name: 'heartrate', words: 'See your heart rate', risk: 'reads' },
    { name: 'workout', words: 'See your workouts', risk: 'reads' },
    { name: 'session', words: 'See your guided sessions', risk: 'reads' },
    { name: 'tag', words: 'See your tags', risk: 'reads' },
  ],
  lifetime: { rotates: true, source: 'Oura, error handling' },
  refusals: {
    deadRefreshToken: 'standard',
    wrongClient: 'standard',
    source: 'Oura, error handling',
  },
  docsUrl: 'https://cloud.ouraring.com/oauth/applications',
  registerUrl: 'https://cloud.ouraring.com/oauth/applications',
  verified: {
    date: '2026-11-28',
    source:
      'Oura, error handling (cloud.ouraring.com/docs); Nango providers.yaml; ex_oura documentation',
  },
  notKnown: [
    'authMethod',
    'pkce',
    'redirect',
    'accessTokenLifetime',
    'refreshTokenLifetime',
    'revocation',
    'manageUrl',
  ],
} satisfies ServiceDefinitionInput;
