import type { ServiceDefinitionInput } from '../service-definition.js';
import { day, minute } from './durations.js';
import { exactPort } from './exact-port.js';

export const servicenow = {
  id: 'servicenow',
  name: 'ServiceNow',
  group: 'Business',
  issuer: 'https://{domain}',
  endpoints: {
    authorize: 'https://{domain}/oauth_auth.do',
    token: 'https://{domain}/oauth_token.do',
  },
  variables: [
    {
      name: 'domain',
      words: 'Address of the ServiceNow instance',
      example: 'acme.service-now.com',
    },
  ],
  secret: 'required',
  // It returns to the first registered address if none is the one asked for.
  redirect: { ways: ['local_address'], fixedPorts: [exactPort] },
  // Its administrators can change both.
  lifetime: {
    accessTokenMs: 30 * minute,
    refreshTokenMaxMs: 100 * day,
    source: 'ServiceNow, create an endpoint for clients; ServiceNow community 2623741',
  },
  docsUrl:
    'https://www.servicenow.com/docs/r/platform-security/authentication/t_CreateEndpointforExternalClients.html',
  verified: {
    date: '2026-11-28',
    source:
      'ServiceNow, create an endpoint for clients to access the instance; Nango providers.yaml and documentation',
  },
  notKnown: [
    'authMethod',
    'pkce',
    'scopes',
    'rotation',
    'deadRefreshToken',
    'wrongClient',
    'revocation',
    'userinfo',
    'manageUrl',
  ],
} satisfies ServiceDefinitionInput;
