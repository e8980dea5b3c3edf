import type { ServiceDefinitionInput } from '../service-definition.js';

export const notion = {
  id: 'notion',
  name: 'Notion',
  group: 'Work',
  popular: true,
  issuer: 'https://api.notion.com',
  endpoints: {
    authorize: 'https://api.notion.com/v1/oauth/authorize',
    token: 'https://api.notion.com/v1/oauth/token',
    revoke: 'https://api.notion.com/v1/oauth/revoke',
    introspect: 'https://api.notion.com/v1/oauth/introspect',
    userinfo: {
      url: 'https://api.notion.com/v1/users/me',
      idPath: 'bot.owner.user.id',
      namePath: 'bot.owner.user.name',
      emailPath: 'bot.owner.user.person.email',
    },
  },
  secret: 'required',
  authMethod: 'basic',
  bodyFormat: 'json',
  authParams: { owner: 'user' },
  adjustments: ['notion_version'],
  docsUrl: 'https://developers.notion.com/docs/authorization',
  registerUrl: 'https://www.notion.so/my-integrations',
  verified: {
    date: '2026-11-21',
    source:
      'Notion, revoke and introspect token reference (developers.notion.com); Nango providers.yaml; arctic v3.7.0',
  },
  notKnown: [
    'pkce',
    'scopes',
    'redirect',
    'accessTokenLifetime',
    'refreshTokenLifetime',
    'rotation',
    'deadRefreshToken',
    'wrongClient',
    'manageUrl',
  ],
} satisfies ServiceDefinitionInput;
