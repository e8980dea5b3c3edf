import type { ServiceDefinitionInput } from '../service-definition.js';
import { day } from './durations.js';

export const docusign = {
  id: 'docusign',
  name: 'DocuSign',
  group: 'Business',
  issuer: 'https://{domain}',
  endpoints: {
    authorize: 'https://{domain}/oauth/auth',
    token: 'https://{domain}/oauth/token',
    userinfo: 'https://{domain}/oauth/userinfo',
  },
  variables: [
    {
      name: 'domain',
      words:
        'DocuSign’s address where you sign in, or account-d.docusign.com for a developer account',
      example: 'account-d.docusign.com',
      default: 'account.docusign.com',
    },
  ],
  // The public authorization code grant; the confidential one has a secret, sent by Basic.
  secret: 'no',
  pkce: 'required',
  scopes: [
    {
      name: 'signature',
      words: 'Send, see and sign documents as you',
      risk: 'changes',
      default: true,
    },
    { name: 'extended', words: 'Stay connected when you are away', default: true },
  ],
  offline: { scope: 'extended' },
  lifetime: { refreshTokenMaxMs: 30 * day, source: 'Corteza documentation, DocuSign' },
  docsUrl: 'https://developers.docusign.com/platform/auth/public-authcode-get-token',
  verified: {
    date: '2026-11-28',
    source:
      'DocuSign, authorization code grant and public authorization code grant (developers.docusign.com); Nango providers.yaml; simov/grant',
  },
  notKnown: [
    'authMethod',
    'redirect',
    'accessTokenLifetime',
    'rotation',
    'deadRefreshToken',
    'wrongClient',
    'revocation',
    'manageUrl',
  ],
} satisfies ServiceDefinitionInput;
