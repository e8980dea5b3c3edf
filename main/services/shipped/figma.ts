import type { ServiceDefinitionInput } from '../service-definition.js';

export const figma = {
  id: 'figma',
  name: 'Figma',
  group: 'Work',
  popular: true,
  issuer: 'https://www.figma.com',
  endpoints: {
    authorize: 'https://www.figma.com/oauth',
    token: 'https://api.figma.com/v1/oauth/token',
    refresh: 'https://api.figma.com/v1/oauth/refresh',
    userinfo: {
      url: 'https://api.figma.com/v1/me',
      idPath: 'id',
      namePath: 'handle',
      emailPath: 'email',
    },
  },
  secret: 'required',
  authMethod: 'basic',
  scopes: [
    {
      name: 'current_user:read',
      words: 'See your name and e-mail address',
      risk: 'reads',
      default: true,
    },
    { name: 'file_content:read', words: 'See what is in your files', risk: 'reads' },
    { name: 'file_comments:read', words: 'Read comments', risk: 'reads' },
    { name: 'file_comments:write', words: 'Write and delete comments', risk: 'changes' },
    { name: 'file_versions:read', words: 'See earlier versions of your files', risk: 'reads' },
  ],
  scopeSeparator: ',',
  lifetime: { rotates: false, source: 'arctic v3.7.0 documentation; Nango providers.yaml' },
  docsUrl: 'https://developers.figma.com/docs/rest-api/authentication',
  registerUrl: 'https://www.figma.com/developers/apps',
  verified: {
    date: '2026-11-21',
    source:
      'Figma, scopes and authentication (developers.figma.com); Nango providers.yaml; arctic v3.7.0; simov/grant',
  },
  notKnown: [
    'pkce',
    'redirect',
    'accessTokenLifetime',
    'refreshTokenLifetime',
    'deadRefreshToken',
    'wrongClient',
    'revocation',
    'manageUrl',
  ],
} satisfies ServiceDefinitionInput;
