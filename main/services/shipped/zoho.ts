import type { ServiceDefinitionInput } from '../service-definition.js';
import { hour } from './durations.js';

export const zoho = {
  id: 'zoho',
  name: 'Zoho',
  group: 'Business',
  keywords: ['Zoho Mail', 'Zoho CRM'],
  issuer: 'https://{domain}',
  endpoints: {
    authorize: 'https://{domain}/oauth/v2/auth',
    token: 'https://{domain}/oauth/v2/token',
    revoke: 'https://{domain}/oauth/v2/token/revoke',
    userinfo: {
      url: 'https://{domain}/oauth/user/info',
      idPath: 'ZUID',
      namePath: 'Display_Name',
      emailPath: 'Email',
    },
  },
  variables: [
    {
      name: 'domain',
      words: 'Zoho’s address where you sign in, which differs between regions',
      example: 'accounts.zoho.eu',
      default: 'accounts.zoho.com',
    },
  ],
  secret: 'required',
  authMethod: 'post',
  scopes: [
    {
      name: 'AaaServer.profile.Read',
      words: 'See your name and e-mail address',
      risk: 'reads',
      default: true,
    },
    { name: 'ZohoCRM.modules.READ', words: 'See leads, contacts and deals', risk: 'reads' },
    {
      name: 'ZohoCRM.modules.ALL',
      words: 'See, change and delete leads, contacts and deals',
      risk: 'changes',
    },
    { name: 'ZohoMail.messages.READ', words: 'Read your mail', risk: 'reads' },
  ],
  scopeSeparator: ',',
  offline: { params: { access_type: 'offline', prompt: 'consent' } },
  // A person has at most 20 refresh tokens; the next one ends the first.
  lifetime: {
    accessTokenMs: 1 * hour,
    rotates: false,
    source: 'Zoho, refresh access token and token limits',
  },
  refusals: {
    deadRefreshToken: [{ body: { error: 'invalid_code' } }],
    source: 'schmorrison/Zoho pull request 18; asciisd/zoho-v3 issue 14',
  },
  docsUrl: 'https://api-console.zoho.com/',
  registerUrl: 'https://api-console.zoho.com/',
  verified: {
    date: '2026-11-28',
    source:
      'Zoho, refresh access token and revoking refresh tokens (zoho.com/accounts); Nango providers.yaml; Auth.js',
  },
  notKnown: ['pkce', 'redirect', 'refreshTokenLifetime', 'wrongClient', 'manageUrl'],
} satisfies ServiceDefinitionInput;
