import type { ServiceDefinitionInput } from '../service-definition.js';

export const naver = {
  id: 'naver',
  name: 'Naver',
  group: 'Social',
  issuer: 'https://nid.naver.com',
  endpoints: {
    authorize: 'https://nid.naver.com/oauth2.0/authorize',
    token: 'https://nid.naver.com/oauth2.0/token',
    userinfo: {
      url: 'https://openapi.naver.com/v1/nid/me',
      idPath: 'response.id',
      namePath: 'response.nickname',
      emailPath: 'response.email',
    },
  },
  secret: 'required',
  authMethod: 'post',
  // Chosen at the app’s registration, not in a request. Its lifetimes come as text.
  scopes: [],
  docsUrl: 'https://developers.naver.com/apps/',
  takenFrom: 'simov/grant; Auth.js; python-social-auth; oauth4webapi pull request 47',
  notKnown: [
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
