import type { ServiceDefinitionInput } from '../service-definition.js';

export const mastodon = {
  id: 'mastodon',
  name: 'Mastodon',
  group: 'Social',
  issuer: 'https://{host}',
  endpoints: {
    authorize: 'https://{host}/oauth/authorize',
    token: 'https://{host}/oauth/token',
    revoke: 'https://{host}/oauth/revoke',
    userinfo: {
      url: 'https://{host}/api/v1/accounts/verify_credentials',
      idPath: 'id',
      namePath: 'acct',
    },
  },
  variables: [
    { name: 'host', words: 'Address of your Mastodon server', example: 'mastodon.example' },
  ],
  secret: 'required',
  scopes: [
    { name: 'read:accounts', words: 'See your profile', risk: 'reads', default: true },
    { name: 'read', words: 'See everything you can see', risk: 'reads' },
    { name: 'write', words: 'Post and change things as you', risk: 'changes' },
    { name: 'follow', words: 'Follow, mute and block as you', risk: 'changes' },
  ],
  manageUrl: 'https://{host}/oauth/authorized_applications',
  docsUrl: 'https://docs.joinmastodon.org/client/token/',
  registerUrl: 'https://{host}/settings/applications/new',
  takenFrom: 'Mastodon, OAuth methods (docs.joinmastodon.org/methods/oauth); arctic v3.7.0',
  notKnown: [
    'authMethod',
    'pkce',
    'redirect',
    'accessTokenLifetime',
    'refreshTokenLifetime',
    'rotation',
    'deadRefreshToken',
    'wrongClient',
  ],
} satisfies ServiceDefinitionInput;
