import type { ServiceDefinitionInput } from '../service-definition.js';
import { openidScopes } from './openid-scopes.js';

export const adfs = {
  id: 'adfs',
  name: 'AD FS',
  group: 'Sign-in of organisations',
  keywords: ['Active Directory'],
  issuer: 'https://{host}/adfs',
  variables: [{ name: 'host', words: 'Address of the AD FS server', example: 'login.example.com' }],
  // For a native application of an application group.
  secret: 'no',
  scopes: [...openidScopes],
  docsUrl:
    'https://learn.microsoft.com/windows-server/identity/ad-fs/development/ad-fs-openid-connect-oauth-concepts',
  takenFrom: 'Microsoft, AD FS OpenID Connect and OAuth concepts (learn.microsoft.com)',
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
