import { describe, expect, test } from 'vitest';

import { server } from '../../testing/scripted-server.js';
import { authorizationServerFrom } from './server-metadata.js';

describe('metadata that is refused', () => {
  test.each([
    ['the issuer is not a URL', { issuer: 'as' }],
    ['authorizationEndpoint is not a URL', { authorizationEndpoint: 'authorize' }],
    ['tokenEndpoint is not https', { tokenEndpoint: 'http://as.example/token' }],
    ['tokenEndpoint is not https', { tokenEndpoint: 'http://127.0.0.1/token' }],
    ['revocationEndpoint is not https', { revocationEndpoint: 'file:///revoke' }],
    ['introspectionEndpoint is not https', { introspectionEndpoint: 'app:/introspect' }],
    ['userinfoEndpoint is not https', { userinfoEndpoint: 'data:application/json,{}' }],
    ['jwksUri holds a user name', { jwksUri: 'https://u@as.example/jwks' }],
    ['jwksUri holds a user name', { jwksUri: 'https://:p@as.example/jwks' }],
    ['registrationEndpoint holds a fragment', { registrationEndpoint: 'https://as.example/#' }],
    ['endSessionEndpoint is not https', { endSessionEndpoint: 'javascript:alert(1)' }],
    ['deviceAuthorizationEndpoint is not https', { deviceAuthorizationEndpoint: 'http://x' }],
    [
      'pushedAuthorizationRequestEndpoint is not https',
      { pushedAuthorizationRequestEndpoint: 'ftp://as.example/par' },
    ],
    ['offers PKCE, but not by S256', { codeChallengeMethodsSupported: ['plain'] }],
    ['offers PKCE, but not by S256', { codeChallengeMethodsSupported: [''] }],
  ])('because %s: %j (H22, H32, O2)', (cause, differences) => {
    expect(authorizationServerFrom({ ...server, ...differences })).toEqual({
      kind: 'rejected_response',
      error: {
        code: 'server_insecure',
        cause,
        host: 'issuer' in differences ? null : 'as.example',
        serverError: null,
      },
      retryAfterMs: null,
    });
  });
});

describe('metadata that is accepted', () => {
  test.each([
    ['does not mention PKCE', { codeChallengeMethodsSupported: null }],
    ['offers S256 among others', { codeChallengeMethodsSupported: ['plain', 'S256'] }],
    ['has an endpoint with a query', { tokenEndpoint: 'https://as.example/token?tenant=1' }],
    ['has an endpoint elsewhere', { jwksUri: 'https://keys.example/jwks' }],
    [
      'is on this computer as a whole',
      { issuer: 'http://localhost:3000', tokenEndpoint: 'http://127.0.0.1:3000/token' },
    ],
  ])('%s', (_, differences) => {
    const described = { ...server, ...differences };
    expect(authorizationServerFrom(described)).toEqual({ kind: 'ok', value: described });
  });

  test('counts missing members as not offered, or not known', () => {
    const { issuer, authorizationEndpoint, tokenEndpoint } = server;
    const outcome = authorizationServerFrom({ issuer, authorizationEndpoint, tokenEndpoint });
    expect(outcome).toMatchObject({
      kind: 'ok',
      value: {
        jwksUri: null,
        requiresPushedAuthorizationRequests: false,
        dpopSigningAlgorithms: null,
        sendsIssuer: false,
        clientMetadataSupported: false,
        isOpenIdProvider: false,
      },
    });
  });
});
