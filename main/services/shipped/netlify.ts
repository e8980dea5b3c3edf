import type { ServiceDefinitionInput } from '../service-definition.js';

export const netlify = {
  id: 'netlify',
  name: 'Netlify',
  group: 'Code',
  issuer: 'https://app.netlify.com',
  endpoints: {
    authorize: 'https://app.netlify.com/authorize',
    token: 'https://api.netlify.com/oauth/token',
    userinfo: {
      url: 'https://api.netlify.com/api/v1/user',
      idPath: 'id',
      namePath: 'full_name',
      emailPath: 'email',
    },
  },
  secret: 'required',
  scopes: [],
  docsUrl: 'https://docs.netlify.com/api/get-started/',
  registerUrl: 'https://app.netlify.com/user/applications',
  takenFrom: 'simov/grant; Auth.js; Socialite Providers',
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
    'manageUrl',
  ],
} satisfies ServiceDefinitionInput;
