import type { ServiceDefinitionInput } from '../service-definition.js';

export const patreon = {
  id: 'patreon',
  name: 'Patreon',
  group: 'Media',
  issuer: 'https://www.patreon.com',
  endpoints: {
    authorize: 'https://www.patreon.com/oauth2/authorize',
    token: 'https://www.patreon.com/api/oauth2/token',
    userinfo: {
      url: 'https://www.patreon.com/api/oauth2/v2/identity?fields%5Buser%5D=full_name,email',
      idPath: 'data.id',
      namePath: 'data.attributes.full_name',
      emailPath: 'data.attributes.email',
    },
  },
  secret: 'required',
  authMethod: 'post',
  scopes: [
    { name: 'identity', words: 'See your profile', risk: 'reads', default: true },
    { name: 'identity[email]', words: 'See your e-mail address', risk: 'reads' },
    { name: 'identity.memberships', words: 'See whom you support', risk: 'reads' },
    { name: 'campaigns', words: 'See your campaigns', risk: 'reads' },
    { name: 'campaigns.members', words: 'See your members', risk: 'reads' },
  ],
  docsUrl: 'https://www.patreon.com/portal/registration/register-clients',
  registerUrl: 'https://www.patreon.com/portal/registration/register-clients',
  takenFrom: 'simov/grant; Auth.js; Socialite Providers; python-social-auth',
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
