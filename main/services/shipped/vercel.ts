import type { ServiceDefinitionInput } from '../service-definition.js';
import { day, hour } from './durations.js';
import { exactPort } from './exact-port.js';
import { offlineAccess, openidScopes } from './openid-scopes.js';

export const vercel = {
  id: 'vercel',
  name: 'Vercel',
  group: 'Code',
  issuer: 'https://vercel.com',
  secret: 'no',
  scopes: [...openidScopes, offlineAccess],
  offline: { scope: 'offline_access' },
  expectIss: true,
  // Its example registers an address on this computer with its port.
  redirect: { ways: ['local_address'], loopbackHost: 'localhost', fixedPorts: [exactPort] },
  lifetime: {
    accessTokenMs: 1 * hour,
    refreshTokenMaxMs: 30 * day,
    rotates: true,
    source: 'Vercel plugin, Sign in with Vercel',
  },
  docsUrl: 'https://vercel.com/docs/sign-in-with-vercel/manage-from-dashboard',
  verified: {
    date: '2026-11-28',
    source:
      'Vercel, authorization server API and published metadata (vercel.com); Pulumi registry, OauthApp',
  },
  notKnown: ['deadRefreshToken', 'wrongClient', 'manageUrl'],
} satisfies ServiceDefinitionInput;
