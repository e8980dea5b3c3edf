import type { ServiceDefinitionInput } from '../service-definition.js';

export const digitalocean = {
  id: 'digitalocean',
  name: 'DigitalOcean',
  group: 'Code',
  issuer: 'https://cloud.digitalocean.com',
  endpoints: {
    authorize: 'https://cloud.digitalocean.com/v1/oauth/authorize',
    token: 'https://cloud.digitalocean.com/v1/oauth/token',
    userinfo: {
      url: 'https://api.digitalocean.com/v2/account',
      idPath: 'account.uuid',
      namePath: 'account.name',
      emailPath: 'account.email',
    },
  },
  secret: 'required',
  scopes: [
    {
      name: 'read',
      words: 'See your servers and everything else in your account',
      risk: 'reads',
      default: true,
    },
    { name: 'write', words: 'Create, change and delete servers', risk: 'controls' },
  ],
  docsUrl: 'https://docs.digitalocean.com/reference/api/oauth-api/',
  registerUrl: 'https://cloud.digitalocean.com/account/api/applications/new',
  takenFrom: 'Nango providers.yaml; simov/grant; python-social-auth',
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
