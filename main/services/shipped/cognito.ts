import type { ServiceDefinitionInput } from '../service-definition.js';
import { openidScopes } from './openid-scopes.js';

export const cognito = {
  id: 'cognito',
  name: 'Amazon Cognito',
  group: 'Sign-in of organisations',
  issuer: 'https://cognito-idp.{region}.amazonaws.com/{pool}',
  variables: [
    { name: 'region', words: 'Region of the user pool', example: 'eu-central-1' },
    { name: 'pool', words: 'ID of the user pool', example: 'eu-central-1_AbCdEf123' },
  ],
  secret: 'no',
  scopes: [...openidScopes],
  docsUrl:
    'https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-client-apps.html',
  verified: {
    date: '2026-11-21',
    source: 'AWS, Cognito issuers and OIDC endpoints (docs.aws.amazon.com); arctic v3.7.0',
  },
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
