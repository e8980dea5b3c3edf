import { expect, test } from 'vitest';

import { server } from '../../testing/scripted-server.js';
import type { AuthorizationServer } from './authorization-server.js';
import { libraryServer } from './library-terms.js';

const taken = [
  ...['RS256', 'RS384', 'RS512'],
  ...['PS256', 'PS384', 'PS512'],
  ...['ES256', 'ES384', 'ES512'],
  ...['EdDSA', 'Ed25519'],
];

test('a server that lists no algorithms may use every asymmetric one, and no other', () => {
  const inTerms = libraryServer({ ...server, idTokenSigningAlgorithms: null });
  expect(inTerms.id_token_signing_alg_values_supported).toEqual(taken);
  expect(inTerms.userinfo_signing_alg_values_supported).toEqual(taken);
  expect(inTerms.introspection_signing_alg_values_supported).toEqual(taken);
});

test('of the listed algorithms, no shared secret and no unsigned one is accepted', () => {
  const idTokenSigningAlgorithms = ['none', 'HS256', 'PS512', 'ES256', 'XX256'];
  expect(libraryServer({ ...server, idTokenSigningAlgorithms })).toMatchObject({
    id_token_signing_alg_values_supported: ['PS512', 'ES256'],
  });
});

const offers: readonly [string, Partial<AuthorizationServer>][] = [
  ['authorization_endpoint', { authorizationEndpoint: null }],
  ['pushed_authorization_request_endpoint', { pushedAuthorizationRequestEndpoint: null }],
  ['device_authorization_endpoint', { deviceAuthorizationEndpoint: null }],
  ['registration_endpoint', { registrationEndpoint: null }],
  ['revocation_endpoint', { revocationEndpoint: null }],
  ['introspection_endpoint', { introspectionEndpoint: null }],
  ['userinfo_endpoint', { userinfoEndpoint: null }],
  ['jwks_uri', { jwksUri: null }],
];
const full: AuthorizationServer = {
  ...server,
  pushedAuthorizationRequestEndpoint: 'https://as.example/par',
  deviceAuthorizationEndpoint: 'https://as.example/device',
  registrationEndpoint: 'https://as.example/register',
};

test.each(offers)('an endpoint that the server does not offer is left out: %s', (name, without) => {
  expect(libraryServer(full)).toMatchObject({
    [name]: expect.stringContaining('https://as.example/') as string,
  });
  expect(Object.keys(libraryServer({ ...full, ...without }))).not.toContain(name);
});

test('each address is the server’s', () => {
  expect(libraryServer(full)).toMatchObject({
    issuer: server.issuer,
    authorization_endpoint: 'https://as.example/authorize',
    token_endpoint: 'https://as.example/token',
    pushed_authorization_request_endpoint: 'https://as.example/par',
    device_authorization_endpoint: 'https://as.example/device',
    registration_endpoint: 'https://as.example/register',
    revocation_endpoint: 'https://as.example/revoke',
    introspection_endpoint: 'https://as.example/introspect',
    userinfo_endpoint: 'https://as.example/me',
    jwks_uri: 'https://as.example/jwks',
  });
});
