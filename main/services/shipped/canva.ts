import type { ServiceDefinitionInput } from '../service-definition.js';
import { hour } from './durations.js';

export const canva = {
  id: 'canva',
  name: 'Canva',
  group: 'Work',
  issuer: 'https://www.canva.com',
  endpoints: {
    authorize: 'https://www.canva.com/api/oauth/authorize',
    token: 'https://api.canva.com/rest/v1/oauth/token',
    // Ends everything that came from the token, and the consent.
    revoke: 'https://api.canva.com/rest/v1/oauth/revoke',
    introspect: 'https://api.canva.com/rest/v1/oauth/introspect',
    userinfo: { url: 'https://api.canva.com/rest/v1/users/me', idPath: 'team_user.user_id' },
  },
  secret: 'required',
  authMethod: 'basic',
  pkce: 'required',
  scopes: [
    { name: 'profile:read', words: 'See your profile', risk: 'reads', default: true },
    { name: 'design:meta:read', words: 'See the names of your designs', risk: 'reads' },
    { name: 'design:content:read', words: 'See your designs', risk: 'reads' },
    { name: 'design:content:write', words: 'Create and change designs', risk: 'changes' },
    { name: 'asset:read', words: 'See your uploads', risk: 'reads' },
    { name: 'asset:write', words: 'Upload and change pictures and videos', risk: 'changes' },
  ],
  // Allowed while an integration is in development.
  redirect: { ways: ['local_address'], loopbackHost: '127.0.0.1' },
  lifetime: {
    accessTokenMs: 4 * hour,
    rotates: true,
    source: 'Canva, generate an access token',
  },
  docsUrl: 'https://www.canva.dev/docs/connect/creating-integrations/',
  verified: {
    date: '2026-11-28',
    source:
      'Canva, authentication, generate an access token and revoke a token (canva.dev); Nango providers.yaml and documentation',
  },
  notKnown: ['refreshTokenLifetime', 'deadRefreshToken', 'wrongClient', 'manageUrl'],
} satisfies ServiceDefinitionInput;
