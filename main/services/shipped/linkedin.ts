import type { ServiceDefinitionInput } from '../service-definition.js';
import { day } from './durations.js';
import { openidScopes } from './openid-scopes.js';

export const linkedin = {
  id: 'linkedin',
  name: 'LinkedIn',
  group: 'Social',
  issuer: 'https://www.linkedin.com/oauth',
  secret: 'required',
  scopes: [
    ...openidScopes,
    { name: 'w_member_social', words: 'Post, comment and react as you', risk: 'changes' },
  ],
  adjustments: ['token_type_missing'],
  lifetime: { accessTokenMs: 60 * day, source: 'Nango providers.yaml; simov/grant' },
  docsUrl: 'https://learn.microsoft.com/linkedin/shared/authentication/authorization-code-flow',
  verified: {
    date: '2026-11-21',
    source:
      'LinkedIn, Sign In with OpenID Connect (learn.microsoft.com); openid-client 826; Nango providers.yaml; arctic v3.7.0',
  },
} satisfies ServiceDefinitionInput;
