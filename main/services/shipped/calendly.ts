import type { ServiceDefinitionInput } from '../service-definition.js';
import { hour } from './durations.js';

export const calendly = {
  id: 'calendly',
  name: 'Calendly',
  group: 'Work',
  issuer: 'https://auth.calendly.com',
  endpoints: {
    authorize: 'https://auth.calendly.com/oauth/authorize',
    token: 'https://auth.calendly.com/oauth/token',
    revoke: 'https://auth.calendly.com/oauth/revoke',
    userinfo: {
      url: 'https://api.calendly.com/users/me',
      idPath: 'resource.uri',
      namePath: 'resource.name',
      emailPath: 'resource.email',
    },
  },
  // Only in its sandbox may it be http and this computer.
  obstacle: 'https_redirect',
  secret: 'required',
  authMethod: 'post',
  pkce: 'ok',
  lifetime: {
    accessTokenMs: 2 * hour,
    refreshTokenMaxMs: 'no_end',
    rotates: true,
    source: 'Calendly, accessing data on behalf of users; refresh token rotation guide',
  },
  refusals: { deadRefreshToken: 'standard', source: 'Unified documentation, Calendly' },
  docsUrl: 'https://developer.calendly.com/creating-an-oauth-app',
  verified: {
    date: '2026-11-28',
    source:
      'Calendly, creating an OAuth app, revoke token and refresh token rotation (developer.calendly.com); Nango providers.yaml',
  },
  notKnown: ['scopes', 'redirect', 'wrongClient', 'manageUrl'],
} satisfies ServiceDefinitionInput;
