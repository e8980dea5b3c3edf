import type { ServiceDefinitionInput } from '../service-definition.js';

export const twitch = {
  id: 'twitch',
  name: 'Twitch',
  group: 'Media',
  issuer: 'https://id.twitch.tv',
  endpoints: {
    authorize: 'https://id.twitch.tv/oauth2/authorize',
    token: 'https://id.twitch.tv/oauth2/token',
    revoke: { url: 'https://id.twitch.tv/oauth2/revoke', style: 'twitch' },
    userinfo: {
      url: 'https://api.twitch.tv/helix/users',
      idPath: 'data.0.id',
      namePath: 'data.0.display_name',
      emailPath: 'data.0.email',
    },
  },
  secret: 'required',
  authMethod: 'post',
  scopes: [
    { name: 'user:read:email', words: 'See your e-mail address', risk: 'reads', default: true },
    { name: 'chat:read', words: 'Read chat messages', risk: 'reads' },
    { name: 'chat:edit', words: 'Write chat messages as you', risk: 'changes' },
    { name: 'channel:moderate', words: 'Moderate your channel', risk: 'controls' },
  ],
  adjustments: ['scopes_in_answer', 'twitch_client_id'],
  redirect: { ways: ['local_address'], loopbackHost: 'localhost' },
  refusals: {
    deadRefreshToken: [{ status: 400, body: { message: 'Invalid refresh token' } }],
    wrongClient: [{ status: 403, body: { message: 'invalid client secret' } }],
    source: 'Twitch, refreshing access tokens (dev.twitch.tv)',
  },
  manageUrl: 'https://www.twitch.tv/settings/connections',
  docsUrl: 'https://dev.twitch.tv/docs/authentication/register-app',
  registerUrl: 'https://dev.twitch.tv/console/apps/create',
  verified: {
    date: '2026-11-21',
    source:
      'Twitch, revoking access tokens and getting tokens (dev.twitch.tv); Nango providers.yaml; arctic v3.7.0; simov/grant',
  },
  notKnown: ['pkce', 'accessTokenLifetime', 'refreshTokenLifetime', 'rotation'],
} satisfies ServiceDefinitionInput;
