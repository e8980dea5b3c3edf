import type { ServiceDefinitionInput } from '../service-definition.js';
import { day } from './durations.js';
import { exactPort } from './exact-port.js';

export const webex = {
  id: 'webex',
  name: 'Webex',
  group: 'Work',
  issuer: 'https://webexapis.com',
  endpoints: {
    authorize: 'https://webexapis.com/v1/authorize',
    token: 'https://webexapis.com/v1/access_token',
    userinfo: {
      url: 'https://webexapis.com/v1/people/me',
      idPath: 'id',
      namePath: 'displayName',
      emailPath: 'emails.0',
    },
  },
  secret: 'required',
  authMethod: 'post',
  scopes: [
    {
      name: 'spark:people_read',
      words: 'See your name and the people of your organisation',
      risk: 'reads',
      default: true,
    },
    { name: 'spark:kms', words: 'Read and write encrypted messages', risk: 'reads', default: true },
    { name: 'spark:messages_read', words: 'Read your messages', risk: 'reads' },
    { name: 'spark:messages_write', words: 'Write messages as you', risk: 'changes' },
    { name: 'spark:rooms_read', words: 'See your spaces', risk: 'reads' },
    { name: 'meeting:schedules_read', words: 'See your meetings', risk: 'reads' },
  ],
  redirect: { ways: ['local_address'], loopbackHost: 'localhost', fixedPorts: [exactPort] },
  lifetime: { refreshTokenIdleMs: 90 * day, source: 'novu pull request 11633' },
  docsUrl: 'https://developer.webex.com/docs/integrations',
  registerUrl: 'https://developer.webex.com/my-apps/new/integration',
  verified: {
    date: '2026-11-28',
    source:
      'Webex, integrations and authorization (developer.webex.com); Nango providers.yaml; webex-oauth-integration sample',
  },
  notKnown: [
    'pkce',
    'accessTokenLifetime',
    'rotation',
    'deadRefreshToken',
    'wrongClient',
    'revocation',
    'manageUrl',
  ],
} satisfies ServiceDefinitionInput;
