import type { ServiceDefinitionInput } from '../service-definition.js';

export const discord = {
  id: 'discord',
  name: 'Discord',
  group: 'Social',
  popular: true,
  issuer: 'https://discord.com',
  endpoints: {
    authorize: 'https://discord.com/oauth2/authorize',
    token: 'https://discord.com/api/oauth2/token',
    revoke: 'https://discord.com/api/oauth2/token/revoke',
    userinfo: {
      url: 'https://discord.com/api/users/@me',
      idPath: 'id',
      namePath: 'username',
      emailPath: 'email',
    },
  },
  // Requires "Public Client" to be switched on at the service.
  secret: 'no',
  scopes: [
    { name: 'identify', words: 'See your name and picture', risk: 'reads', default: true },
    { name: 'email', words: 'See your e-mail address', risk: 'reads' },
    { name: 'guilds', words: 'See which servers you are in', risk: 'reads' },
    {
      name: 'connections',
      words: 'See your accounts elsewhere that you linked to Discord',
      risk: 'reads',
    },
  ],
  refusals: {
    deadRefreshToken: [
      {
        status: 400,
        body: {
          error: 'invalid_request',
          error_description: 'Invalid "refresh_token" in request.',
        },
      },
    ],
    source: 'Discord API documentation discussions',
  },
  docsUrl: 'https://discord.com/developers/applications',
  registerUrl: 'https://discord.com/developers/applications?new_application=true',
  takenFrom: 'Nango providers.yaml; arctic v3.7.0; simov/grant',
  notKnown: [
    'authMethod',
    'pkce',
    'redirect',
    'accessTokenLifetime',
    'refreshTokenLifetime',
    'rotation',
    'wrongClient',
    'manageUrl',
  ],
} satisfies ServiceDefinitionInput;
