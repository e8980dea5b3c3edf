import type { ServiceDefinitionInput } from '../service-definition.js';
import { openidScopes } from './openid-scopes.js';

export const kanidm = {
  id: 'kanidm',
  name: 'Kanidm',
  group: 'Sign-in of organisations',
  // Each client has an issuer of its own.
  issuer: 'https://{host}/oauth2/openid/{client}',
  variables: [
    { name: 'host', words: 'Address of the Kanidm server', example: 'idm.example.com' },
    {
      name: 'client',
      words: 'Name of the client there, which is its client ID too',
      example: 'lanyard',
    },
  ],
  // For a client made with "create-public".
  secret: 'no',
  scopes: [
    ...openidScopes,
    { name: 'groups', words: 'See which groups you are in', risk: 'reads' },
  ],
  docsUrl: 'https://kanidm.github.io/kanidm/stable/integrations/oauth2.html',
  takenFrom: 'Kanidm, OAuth2 (kanidm.github.io); Socialite Providers',
  notKnown: [
    'redirect',
    'accessTokenLifetime',
    'refreshTokenLifetime',
    'rotation',
    'deadRefreshToken',
    'wrongClient',
    'manageUrl',
  ],
} satisfies ServiceDefinitionInput;
