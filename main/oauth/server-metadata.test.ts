import { describe, expect, test } from 'vitest';

import { server } from '../../testing/scripted-server.js';
import { authorizationServerFrom } from './server-metadata.js';

describe('metadata that is refused (L13)', () => {
  const refusal = (code: string, cause: string, host: string | null = 'as.example') => ({
    kind: 'rejected_response',
    error: { code, cause, host, serverError: null },
    retryAfterMs: null,
  });

  test.each([
    ['token_endpoint is http://as.example/token', { tokenEndpoint: 'http://as.example/token' }],
    ['token_endpoint is http://127.0.0.1/token', { tokenEndpoint: 'http://127.0.0.1/token' }],
    ['device_authorization_endpoint is http://x/', { deviceAuthorizationEndpoint: 'http://x' }],
    ['jwks_uri is http://as.example/jwks', { jwksUri: 'http://as.example/jwks?tenant=1' }],
    [
      'authorization_endpoint is http://as.example/a, jwks_uri is http://as.example/jwks',
      { authorizationEndpoint: 'http://as.example/a', jwksUri: 'http://as.example/jwks' },
    ],
  ])('because an endpoint is not protected: %s (H32)', (cause, differences) => {
    expect(authorizationServerFrom({ ...server, ...differences })).toEqual(
      refusal('endpoints_insecure', cause),
    );
  });

  test.each([
    ['authorization_endpoint is not a URL: authorize', { authorizationEndpoint: 'authorize' }],
    ['revocation_endpoint is not https but file:', { revocationEndpoint: 'file:///revoke' }],
    ['introspection_endpoint is not https but app:', { introspectionEndpoint: 'app:/introspect' }],
    ['userinfo_endpoint is not https but data:', { userinfoEndpoint: 'data:text/plain,{}' }],
    ['jwks_uri holds a user name', { jwksUri: 'https://u@as.example/jwks' }],
    ['jwks_uri holds a user name', { jwksUri: 'https://:p@as.example/jwks' }],
    ['registration_endpoint holds a fragment', { registrationEndpoint: 'https://as.example/#' }],
    [
      'end_session_endpoint is not https but javascript:',
      { endSessionEndpoint: 'javascript:alert(1)' },
    ],
    [
      'pushed_authorization_request_endpoint is not https but ftp:',
      { pushedAuthorizationRequestEndpoint: 'ftp://as.example/par' },
    ],
    [
      'code_challenge_methods_supported is ["plain"], without S256',
      { codeChallengeMethodsSupported: ['plain'] },
    ],
    [
      'code_challenge_methods_supported is [""], without S256',
      { codeChallengeMethodsSupported: [''] },
    ],
  ])('because %s (H22, H32, O2)', (cause, differences) => {
    expect(authorizationServerFrom({ ...server, ...differences })).toEqual(
      refusal('metadata_invalid', cause),
    );
  });

  test('because the issuer is not a URL', () => {
    expect(authorizationServerFrom({ ...server, issuer: 'as' })).toEqual(
      refusal('metadata_invalid', 'issuer is not a URL', null),
    );
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
