import type { ServiceDefinitionInput } from '../service-definition.js';
import { day, minute } from './durations.js';
import { offlineAccess } from './openid-scopes.js';

export const xero = {
  id: 'xero',
  name: 'Xero',
  group: 'Business',
  issuer: 'https://identity.xero.com',
  endpoints: {
    authorize: 'https://login.xero.com/identity/connect/authorize',
    token: 'https://identity.xero.com/connect/token',
  },
  scopes: [
    offlineAccess,
    { name: 'accounting.contacts.read', words: 'See your contacts', risk: 'reads', default: true },
    { name: 'accounting.contacts', words: 'See and change your contacts', risk: 'changes' },
    { name: 'accounting.settings.read', words: 'See your settings', risk: 'reads' },
  ],
  offline: { scope: 'offline_access' },
  lifetime: {
    refreshTokenIdleMs: 60 * day,
    graceMs: 30 * minute,
    rotates: true,
    source: 'Xero developer FAQ',
  },
  docsUrl: 'https://developer.xero.com/',
  registerUrl: 'https://developer.xero.com/app/manage',
  takenFrom: 'Xero developer FAQ; Nango providers.yaml',
  notKnown: [
    'secret',
    'authMethod',
    'pkce',
    'redirect',
    'accessTokenLifetime',
    'deadRefreshToken',
    'wrongClient',
    'revocation',
    'userinfo',
    'manageUrl',
  ],
} satisfies ServiceDefinitionInput;
