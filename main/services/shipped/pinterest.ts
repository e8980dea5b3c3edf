import type { ServiceDefinitionInput } from '../service-definition.js';
import { day } from './durations.js';

export const pinterest = {
  id: 'pinterest',
  name: 'Pinterest',
  group: 'Social',
  issuer: 'https://www.pinterest.com',
  endpoints: {
    authorize: 'https://www.pinterest.com/oauth/',
    token: 'https://api.pinterest.com/v5/oauth/token',
    userinfo: {
      url: 'https://api.pinterest.com/v5/user_account',
      idPath: 'username',
      namePath: 'username',
    },
  },
  secret: 'required',
  authMethod: 'basic',
  scopes: [
    { name: 'user_accounts:read', words: 'See your profile', risk: 'reads', default: true },
    { name: 'boards:read', words: 'See your boards', risk: 'reads' },
    { name: 'boards:read_secret', words: 'See your secret boards', risk: 'reads' },
    { name: 'boards:write', words: 'Create and change boards', risk: 'changes' },
    { name: 'pins:read', words: 'See your Pins', risk: 'reads' },
    { name: 'pins:read_secret', words: 'See your secret Pins', risk: 'reads' },
    { name: 'pins:write', words: 'Create and change Pins', risk: 'changes' },
  ],
  scopeSeparator: ',',
  lifetime: { accessTokenMs: 30 * day, source: 'Nango documentation, Pinterest' },
  docsUrl:
    'https://developers.pinterest.com/docs/getting-started/set-up-authentication-and-authorization/',
  registerUrl: 'https://developers.pinterest.com/apps/',
  takenFrom:
    'Nango providers.yaml and documentation; Auth.js; Socialite Providers; pinterest-api (docs.rs)',
  notKnown: [
    'pkce',
    'redirect',
    'refreshTokenLifetime',
    'rotation',
    'deadRefreshToken',
    'wrongClient',
    'revocation',
    'manageUrl',
  ],
} satisfies ServiceDefinitionInput;
