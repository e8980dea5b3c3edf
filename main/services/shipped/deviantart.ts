import type { ServiceDefinitionInput } from '../service-definition.js';

export const deviantart = {
  id: 'deviantart',
  name: 'DeviantArt',
  group: 'Media',
  issuer: 'https://www.deviantart.com',
  endpoints: {
    authorize: 'https://www.deviantart.com/oauth2/authorize',
    token: 'https://www.deviantart.com/oauth2/token',
    userinfo: {
      url: 'https://www.deviantart.com/api/v1/oauth2/user/whoami',
      idPath: 'userid',
      namePath: 'username',
    },
  },
  pkce: 'ok',
  scopes: [
    {
      name: 'basic',
      words: 'See your name and pictures that everybody can see',
      risk: 'reads',
      default: true,
    },
    { name: 'browse', words: 'Browse pictures as you', risk: 'reads' },
    {
      name: 'stash',
      words: 'Upload pictures and see those you have not published',
      risk: 'changes',
    },
    { name: 'publish', words: 'Publish pictures as you', risk: 'changes' },
  ],
  // A refresh that fails on the way ends the refresh token too.
  lifetime: { rotates: true, source: 'DeviantArt-API issue 58' },
  refusals: {
    deadRefreshToken: [
      {
        status: 400,
        body: { error: 'invalid_request', error_description: 'The refresh_token is invalid.' },
      },
    ],
    source: 'DeviantArt-API issue 58',
  },
  docsUrl: 'https://www.deviantart.com/developers/authentication',
  takenFrom: 'simov/grant; Socialite Providers; DeviantArt-API issue 58',
  notKnown: [
    'secret',
    'authMethod',
    'redirect',
    'accessTokenLifetime',
    'refreshTokenLifetime',
    'wrongClient',
    'revocation',
    'manageUrl',
  ],
} satisfies ServiceDefinitionInput;
