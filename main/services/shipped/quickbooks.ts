import type { ServiceDefinitionInput } from '../service-definition.js';
import { day, hour } from './durations.js';

export const quickbooks = {
  id: 'quickbooks',
  name: 'QuickBooks',
  group: 'Business',
  keywords: ['Intuit'],
  issuer: 'https://oauth.platform.intuit.com/op/v1',
  endpoints: {
    authorize: 'https://appcenter.intuit.com/connect/oauth2',
    token: 'https://oauth.platform.intuit.com/oauth2/v1/tokens/bearer',
    revoke: 'https://developer.api.intuit.com/v2/oauth2/tokens/revoke',
  },
  // Only for development keys may it be http and this computer.
  obstacle: 'https_redirect',
  secret: 'required',
  authMethod: 'basic',
  scopes: [
    {
      name: 'com.intuit.quickbooks.accounting',
      words: 'See and change your company’s books',
      risk: 'changes',
      default: true,
    },
    {
      name: 'com.intuit.quickbooks.payment',
      words: 'Take payments for your company',
      risk: 'controls',
    },
  ],
  lifetime: {
    accessTokenMs: 1 * hour,
    refreshTokenIdleMs: 100 * day,
    rotates: true,
    source: 'Intuit, authorization FAQ; OAuth2-Dotnet_UsingSDK, tokens',
  },
  refusals: { deadRefreshToken: 'standard', source: 'Quickbooks-MCP-Martinez, OAuth guide' },
  docsUrl:
    'https://developer.intuit.com/app/developer/qbo/docs/develop/authentication-and-authorization/oauth-2.0',
  takenFrom:
    'Intuit, authorization FAQ and redirect URIs (developer.intuit.com); Nango providers.yaml; simov/grant',
  notKnown: ['pkce', 'redirect', 'wrongClient', 'userinfo', 'manageUrl'],
} satisfies ServiceDefinitionInput;
