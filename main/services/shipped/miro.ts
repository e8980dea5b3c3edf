import type { ServiceDefinitionInput } from '../service-definition.js';
import { day, hour } from './durations.js';

export const miro = {
  id: 'miro',
  name: 'Miro',
  group: 'Work',
  issuer: 'https://miro.com',
  endpoints: {
    authorize: 'https://miro.com/oauth/authorize',
    token: 'https://api.miro.com/v1/oauth/token',
    userinfo: {
      url: 'https://api.miro.com/v1/oauth-token',
      idPath: 'user.id',
      namePath: 'user.name',
    },
  },
  secret: 'required',
  authMethod: 'post',
  scopes: [
    { name: 'boards:read', words: 'See boards', risk: 'reads', default: true },
    { name: 'boards:write', words: 'Create, change and delete boards', risk: 'changes' },
    { name: 'team:read', words: 'See your team', risk: 'reads' },
  ],
  lifetime: {
    accessTokenMs: 1 * hour,
    refreshTokenMaxMs: 60 * day,
    source: 'Nango documentation, Miro',
  },
  docsUrl: 'https://developers.miro.com/docs/getting-started-with-oauth',
  takenFrom: 'Nango providers.yaml and documentation',
  notKnown: [
    'pkce',
    'redirect',
    'rotation',
    'deadRefreshToken',
    'wrongClient',
    'revocation',
    'manageUrl',
  ],
} satisfies ServiceDefinitionInput;
