import type { ServiceDefinitionInput } from '../service-definition.js';
import { openidScopes } from './openid-scopes.js';

export const forgerock = {
  id: 'forgerock',
  name: 'ForgeRock (PingAM)',
  group: 'Sign-in of organisations',
  issuer: 'https://{host}/am/oauth2/realms/root/realms/{realm}',
  variables: [
    { name: 'host', words: 'Address of the access management server', example: 'am.example.com' },
    { name: 'realm', words: 'Name of the realm', example: 'alpha' },
  ],
  scopes: [...openidScopes],
  docsUrl: 'https://docs.pingidentity.com/pingam/',
  takenFrom: 'ForgeRock, OAuth 2.0 and OpenID Connect endpoints (docs.pingidentity.com/pingam)',
  notKnown: [
    'secret',
    'redirect',
    'accessTokenLifetime',
    'refreshTokenLifetime',
    'rotation',
    'deadRefreshToken',
    'wrongClient',
    'manageUrl',
  ],
} satisfies ServiceDefinitionInput;
