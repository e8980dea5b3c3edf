import type { ServiceDefinitionInput } from '../service-definition.js';
import { exactPort } from './exact-port.js';

export const zendesk = {
  id: 'zendesk',
  name: 'Zendesk',
  group: 'Business',
  issuer: 'https://{domain}',
  endpoints: {
    authorize: 'https://{domain}/oauth/authorizations/new',
    token: 'https://{domain}/oauth/tokens',
    userinfo: {
      url: 'https://{domain}/api/v2/users/me.json',
      idPath: 'user.id',
      namePath: 'user.name',
      emailPath: 'user.email',
    },
  },
  variables: [
    {
      name: 'domain',
      words: 'Address of your organisation’s Zendesk',
      example: 'acme.zendesk.com',
    },
  ],
  // For a client of the type "Public"; a confidential one has a secret.
  secret: 'no',
  pkce: 'required',
  bodyFormat: 'json',
  scopes: [
    { name: 'read', words: 'See everything you can see', risk: 'reads', default: true },
    { name: 'write', words: 'Create, change and delete what you can', risk: 'changes' },
    { name: 'tickets:read', words: 'See tickets', risk: 'reads' },
    { name: 'tickets:write', words: 'Create and change tickets', risk: 'changes' },
  ],
  // https, or http to this computer.
  redirect: { ways: ['local_address'], fixedPorts: [exactPort] },
  refusals: {
    deadRefreshToken: 'standard',
    source: 'Zendesk, invalid_grant error when requesting an OAuth token',
  },
  docsUrl:
    'https://support.zendesk.com/hc/en-us/articles/4408845965210-Using-OAuth-authentication-with-your-application',
  verified: {
    date: '2026-11-28',
    source:
      'Zendesk, using OAuth authentication with your application, and refresh tokens; Nango providers.yaml; simov/grant',
  },
  notKnown: [
    'authMethod',
    'accessTokenLifetime',
    'refreshTokenLifetime',
    'rotation',
    'wrongClient',
    'revocation',
    'manageUrl',
  ],
} satisfies ServiceDefinitionInput;
