import type { ServiceDefinitionInput } from '../service-definition.js';

export const snapchat = {
  id: 'snapchat',
  name: 'Snapchat (ads)',
  group: 'Social',
  issuer: 'https://accounts.snapchat.com',
  endpoints: {
    authorize: 'https://accounts.snapchat.com/login/oauth2/authorize',
    token: 'https://accounts.snapchat.com/login/oauth2/access_token',
  },
  secret: 'required',
  scopes: [
    {
      name: 'snapchat-marketing-api',
      words: 'See and change your ads',
      risk: 'changes',
      default: true,
    },
  ],
  docsUrl: 'https://developers.snap.com/',
  takenFrom: 'Nango providers.yaml and documentation, Snapchat (Ads API)',
  notKnown: [
    'authMethod',
    'pkce',
    'redirect',
    'accessTokenLifetime',
    'refreshTokenLifetime',
    'rotation',
    'deadRefreshToken',
    'wrongClient',
    'revocation',
    'userinfo',
    'manageUrl',
  ],
} satisfies ServiceDefinitionInput;
