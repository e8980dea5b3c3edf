import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { createNetwork } from '../../testing/network.js';
import {
  agreeByBrowser,
  nativeRedirect,
  type PracticeProvider,
  signInByBrowser,
  startProvider,
} from '../../testing/practice-provider.js';
import { refreshTokenGrant, valueOf } from '../../testing/scripted-server.js';
import { probeAccessToken } from './access-token-probe.js';
import { authorizationCodeGrant } from './authorization-code-grant.js';
import { type AuthorizationRequest, prepareAuthorization } from './authorization-request.js';
import type { AuthorizationServer, Client } from './authorization-server.js';
import { readCallback } from './callback.js';
import { privateKeyAuthentication } from './client-authentication.js';
import { clientCredentialsGrant } from './client-credentials-grant.js';
import {
  deleteClientRegistration,
  readClientRegistration,
  updateClientRegistration,
} from './client-registration-management.js';
import type { OAuthContext } from './context.js';
import { deviceCodeGrant, initiateDeviceAuthorization } from './device-authorization-grant.js';
import { discoverAuthorizationServer } from './discovery.js';
import { registerClient } from './dynamic-client-registration.js';
import { readJwtClaims } from './jwt-claims.js';
import { generatePrivateKey, importPublicKey } from './private-key.js';
import { createProofKey, type ProofKey } from './proof-of-possession.js';
import { introspectToken } from './token-introspection.js';
import { fetchUserinfo } from './userinfo.js';

const proofNonces = new Map<string, string>();
const context: OAuthContext = {
  fetch: createNetwork(),
  now: () => Date.now(),
  keySets: new Map(),
  proofNonces,
};
const api = 'https://api.example/files';
const deviceGrant = 'urn:ietf:params:oauth:grant-type:device_code';
const open: Client = { clientId: 'lanyard', authentication: { kind: 'none' } };
const scopes = ['openid', 'profile', 'offline_access'];

let provider: PracticeProvider;
let server: AuthorizationServer;
let signing: Client;
let proofKey: ProofKey;

/** A server that offers and requires everything at once. */
beforeAll(async () => {
  const key = (await generatePrivateKey(['ES256']))!;
  const publicKey = await crypto.subtle.exportKey('jwk', await importPublicKey(key));
  provider = await startProvider({
    clients: [
      {
        client_id: 'signing',
        token_endpoint_auth_method: 'private_key_jwt',
        jwks: { keys: [{ ...publicKey, kid: 'k-1', use: 'sig', alg: 'ES256' }] },
        redirect_uris: [],
        response_types: [],
        grant_types: ['client_credentials'],
      },
      {
        client_id: 'device',
        application_type: 'native',
        token_endpoint_auth_method: 'none',
        redirect_uris: [],
        response_types: [],
        grant_types: [deviceGrant, 'refresh_token'],
      },
      {
        client_id: 'signed-userinfo',
        application_type: 'native',
        token_endpoint_auth_method: 'none',
        redirect_uris: [nativeRedirect],
        userinfo_signed_response_alg: 'RS256',
      },
    ],
    features: {
      pushedAuthorizationRequests: { enabled: true, requirePushedAuthorizationRequests: true },
      dPoP: { enabled: true, nonceSecret: Buffer.alloc(32, 7), requireNonce: () => true },
      deviceFlow: { enabled: true },
      registration: { enabled: true },
      registrationManagement: { enabled: true, rotateRegistrationAccessToken: true },
      clientCredentials: { enabled: true },
      jwtUserinfo: { enabled: true },
      resourceIndicators: {
        enabled: true,
        getResourceServerInfo: (_context, resource) => ({
          scope: 'files',
          audience: resource,
          accessTokenFormat: 'jwt',
          jwt: { sign: { alg: 'RS256' } },
        }),
      },
    },
  });
  server = valueOf(await discoverAuthorizationServer(provider.issuer, context));
  const text = JSON.stringify({ ...key, kid: 'k-1' });
  const authentication = valueOf(await privateKeyAuthentication(server, text));
  signing = { clientId: 'signing', authentication };
  proofKey = (await createProofKey(server))!;
});
afterAll(() => provider.close());

function requestOf(differences: Partial<AuthorizationRequest> = {}): AuthorizationRequest {
  return {
    ...{ server, client: open, redirectUri: nativeRedirect, scopes, prompt: 'consent' },
    ...{ loginHint: null, resource: null, proofKey: null },
    ...differences,
  };
}

async function signIn(differences: Partial<AuthorizationRequest> = {}) {
  const request = requestOf(differences);
  const prepared = valueOf(await prepareAuthorization(request, context));
  const callback = readCallback(await signInByBrowser(prepared.authorizationUrl));
  if (callback.kind !== 'response') throw new Error(callback.kind);
  const asked = { ...request, ...prepared, callback, scopesRequested: request.scopes };
  return authorizationCodeGrant(asked, context);
}

const refreshOf = (refreshToken: string, key: ProofKey | null) => ({
  ...{ server, client: open, refreshToken, scopesBefore: scopes, expectedSubject: 'alice' },
  ...{ idTokenClaimsBefore: null, resource: null, proofKey: key },
});

describe('a server that offers and requires everything', () => {
  test('is discovered with all its features (O15)', () => {
    expect(server).toMatchObject({
      requiresPushedAuthorizationRequests: true,
      dpopSigningAlgorithms: expect.arrayContaining(['ES256']) as unknown,
      grantTypesSupported: expect.arrayContaining([deviceGrant]) as unknown,
    });
    for (const endpoint of [
      server.pushedAuthorizationRequestEndpoint,
      server.deviceAuthorizationEndpoint,
      server.registrationEndpoint,
      server.endSessionEndpoint,
    ]) {
      expect(endpoint).toMatch(new RegExp(`^${provider.issuer}`));
    }
  });

  test('it refuses an authorization request that was not pushed (O18)', async () => {
    const blind = { ...server, pushedAuthorizationRequestEndpoint: null };
    const request = requestOf({
      server: { ...blind, requiresPushedAuthorizationRequests: false },
    });
    const { authorizationUrl } = valueOf(await prepareAuthorization(request, context));
    expect(await signInByBrowser(authorizationUrl)).toContain('error=invalid_request');
  });

  test('a sign-in by a pushed request ends in tokens (O18)', async () => {
    const { identity, tokens } = valueOf(await signIn());
    expect(identity?.subject).toBe('alice');
    expect(tokens.tokenType).toBe('bearer');
  });

  test('a pushed request works once, and can be repeated for the same sign-in (O18)', async () => {
    const first = valueOf(await prepareAuthorization(requestOf(), context));
    await signInByBrowser(first.authorizationUrl);
    expect(await signInByBrowser(first.authorizationUrl)).toContain('error=invalid_request_uri');
    const again = valueOf(await prepareAuthorization(requestOf({ again: first }), context));
    expect(again.authorizationUrl).not.toBe(first.authorizationUrl);
    expect(await signInByBrowser(again.authorizationUrl)).toContain(`state=${first.state}`);
  });

  test('a redirect URI that is not registered is reported before a browser opens (O18)', async () => {
    const request = requestOf({ redirectUri: 'app.lanyard.desktop:/callback/other' });
    expect((await prepareAuthorization(request, context)).kind).not.toBe('ok');
  });

  test('tokens are bound to a key, with the server’s nonce, and work with that key alone (H50, O19)', async () => {
    proofNonces.clear();
    const { tokens, identity } = valueOf(await signIn({ proofKey }));
    expect(tokens.tokenType).toBe('dpop');
    expect(proofNonces.get(provider.issuer)).toBeDefined();
    const question = { server, client: open, accessToken: tokens.accessToken };
    const expectedSubject = identity!.subject;
    const by = (key: ProofKey | null) =>
      fetchUserinfo({ ...question, proofKey: key, expectedSubject }, context);
    expect(valueOf(await by(proofKey)).subject).toBe('alice');
    expect((await by(null)).kind).toBe('rejected_response');
    expect((await by(await createProofKey(server))).kind).toBe('rejected_response');
    expect(valueOf(await probeAccessToken({ ...question, proofKey }, context))).toBe('accepted');
    const asked = {
      server,
      client: open,
      token: tokens.accessToken,
      hint: 'access_token',
    } as const;
    expect(valueOf(await introspectToken(asked, context))).toMatchObject({
      active: true,
      claims: { token_type: 'DPoP', cnf: {} },
    });
  });

  test('a bound refresh token works with its key, and not with another or none (O13, O19)', async () => {
    const { tokens } = valueOf(await signIn({ proofKey }));
    const other = (await createProofKey(server))!;
    for (const key of [null, other]) {
      const outcome = await refreshTokenGrant(refreshOf(tokens.refreshToken!, key), context);
      expect(outcome.kind).not.toBe('ok');
    }
    const renewed = await refreshTokenGrant(refreshOf(tokens.refreshToken!, proofKey), context);
    expect(valueOf(renewed).tokens.tokenType).toBe('dpop');
  });

  test('a code is bound to the key of its sign-in (O19)', async () => {
    const request = requestOf({ proofKey });
    const prepared = valueOf(await prepareAuthorization(request, context));
    const callback = readCallback(await signInByBrowser(prepared.authorizationUrl));
    if (callback.kind !== 'response') throw new Error(callback.kind);
    const thief = { ...request, ...prepared, callback, scopesRequested: scopes };
    const stolen = { ...thief, proofKey: await createProofKey(server) };
    expect((await authorizationCodeGrant(stolen, context)).kind).not.toBe('ok');
  });

  test('a device sign-in is polled for, accepted and granted (O17)', async () => {
    const client: Client = { ...open, clientId: 'device' };
    const asked = { server, client, scopes, resource: null };
    const device = valueOf(await initiateDeviceAuthorization(asked, context));
    expect(device.userCode).toMatch(/^[A-Z]{4}-[A-Z]{4}$/);
    const poll = () =>
      deviceCodeGrant({ ...asked, deviceCode: device.deviceCode, proofKey }, context);
    expect(await poll()).toEqual({ kind: 'pending' });
    await agreeByBrowser(device.verificationUriComplete!);
    expect(await poll()).toMatchObject({
      kind: 'ok',
      value: { identity: { subject: 'alice' }, tokens: { tokenType: 'dpop' } },
    });
    expect(await poll()).toMatchObject({
      kind: 'needs_sign_in',
      error: { code: 'code_refused' },
    });
  });

  test('a device sign-in is declined (O17)', async () => {
    const client: Client = { ...open, clientId: 'device' };
    const asked = { server, client, scopes, resource: null };
    const device = valueOf(await initiateDeviceAuthorization(asked, context));
    await agreeByBrowser(device.verificationUriComplete!, { cancel: true });
    const { deviceCode } = device;
    const poll = { ...asked, deviceCode, proofKey: null };
    expect(await deviceCodeGrant(poll, context)).toMatchObject({
      kind: 'user_cancelled',
      error: { code: 'access_denied' },
    });
  });

  test('a service account authenticates by an assertion, and gets a token for the API it names', async () => {
    const request = { server, client: signing, scopes: ['files'], resource: api, proofKey };
    const { tokens } = valueOf(await clientCredentialsGrant(request, context));
    expect(tokens).toMatchObject({ tokenType: 'dpop', refreshToken: null });
    expect(readJwtClaims(tokens.accessToken)).toMatchObject({ aud: api, scope: 'files' });
  });

  test('a service account with another key is refused (H55)', async () => {
    const text = JSON.stringify(await generatePrivateKey(['ES256']));
    const authentication = valueOf(await privateKeyAuthentication(server, text));
    const client: Client = { clientId: 'signing', authentication };
    const request = { server, client, scopes: [], resource: api, proofKey: null };
    expect(await clientCredentialsGrant(request, context)).toMatchObject({
      kind: 'misconfigured',
      error: { code: 'client_refused' },
    });
  });

  test('a sign-in names the API its token is for', async () => {
    const { tokens } = valueOf(
      await signIn({ resource: api, scopes: ['files', 'offline_access'] }),
    );
    expect(readJwtClaims(tokens.accessToken)).toMatchObject({ aud: api });
  });

  test('userinfo is read from a signed response (O16)', async () => {
    const client: Client = { ...open, clientId: 'signed-userinfo' };
    const { tokens } = valueOf(await signIn({ client, scopes: ['openid', 'profile'] }));
    const { accessToken } = tokens;
    const question = { server, client, accessToken, proofKey: null, expectedSubject: 'alice' };
    expect(valueOf(await fetchUserinfo(question, context)).subject).toBe('alice');
  });

  test('a client is registered, signs in, is updated and is deleted', async () => {
    const wished = { server, redirectUris: [nativeRedirect], scopes, clientName: 'Lanyard' };
    const registered = valueOf(
      await registerClient({ ...wished, initialAccessToken: null }, context),
    );
    expect(registered).toMatchObject({ clientAuthentication: 'none', clientSecret: null });
    const client: Client = { ...open, clientId: registered.clientId };
    expect(valueOf(await signIn({ client })).identity?.subject).toBe('alice');

    const read = valueOf(await readClientRegistration(registered, context));
    expect(read.redirectUris).toEqual([nativeRedirect]);
    const changed = valueOf(
      await updateClientRegistration(
        read,
        { ...wished, redirectUris: [nativeRedirect, 'http://127.0.0.1/callback/practice'] },
        context,
      ),
    );
    expect(changed.redirectUris).toHaveLength(2);
    expect(changed.registrationAccessToken).not.toBe(registered.registrationAccessToken);
    // The update replaced the old token.
    expect((await readClientRegistration(registered, context)).kind).toBe('misconfigured');

    valueOf(await deleteClientRegistration(changed, context));
    expect((await readClientRegistration(changed, context)).kind).toBe('misconfigured');
    expect(await prepareAuthorization(requestOf({ client }), context)).toMatchObject({
      kind: 'misconfigured',
      error: { code: 'client_refused' },
    });
  });
});
