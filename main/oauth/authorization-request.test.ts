import { describe, expect, test } from 'vitest';

import { client, redirectUri, scripted, server, valueOf } from '../../testing/scripted-server.js';
import { type AuthorizationRequest, prepareAuthorization } from './authorization-request.js';
import { createProofKey } from './proof-of-possession.js';

const request: AuthorizationRequest = {
  ...{ server, client, redirectUri, scopes: [] },
  ...{ prompt: null, loginHint: null, resource: null, proofKey: null },
};

async function prepare(differences: Partial<AuthorizationRequest> = {}) {
  return valueOf(await prepareAuthorization({ ...request, ...differences }, scripted({}).context));
}

describe('the authorization URL', () => {
  test('requests a code with PKCE by S256 and a state, and has no parameter that was not requested (O2, O3)', async () => {
    const prepared = await prepare();
    const { searchParams, origin, pathname } = new URL(prepared.authorizationUrl);
    expect(origin + pathname).toBe(server.authorizationEndpoint);
    const digest = await crypto.subtle.digest('SHA-256', Buffer.from(prepared.codeVerifier));
    expect(Object.fromEntries(searchParams)).toEqual({
      response_type: 'code',
      client_id: 'lanyard',
      redirect_uri: redirectUri,
      state: prepared.state,
      code_challenge: Buffer.from(digest).toString('base64url'),
      code_challenge_method: 'S256',
    });
    expect(prepared.nonce).toBeNull();
  });

  test('has a verifier, a state and a nonce of 256 bits that never repeat (O2, O3)', async () => {
    const openid = { scopes: ['openid'] };
    const many = await Promise.all(Array.from({ length: 1_000 }, () => prepare(openid)));
    const values = many.flatMap(({ codeVerifier, state, nonce }) => [codeVerifier, state, nonce]);
    expect(new Set(values).size).toBe(3_000);
    for (const value of values) expect(value).toMatch(/^[\w-]{43}$/);
  });

  test('has a nonce with the scope openid (O16)', async () => {
    const prepared = await prepare({ scopes: ['openid', 'email'] });
    const { searchParams } = new URL(prepared.authorizationUrl);
    expect(searchParams.get('scope')).toBe('openid email');
    expect(searchParams.get('nonce')).toBe(prepared.nonce);
    expect(prepared.nonce).not.toBeNull();
  });

  test('has a prompt and a login hint where they are given', async () => {
    const prepared = await prepare({
      prompt: 'select_account',
      loginHint: 'alice@as.example',
    });
    const { searchParams } = new URL(prepared.authorizationUrl);
    expect(searchParams.get('prompt')).toBe('select_account');
    expect(searchParams.get('login_hint')).toBe('alice@as.example');
  });

  test('keeps the query of the endpoint (O9, H22)', async () => {
    const authorizationEndpoint = 'https://as.example/authorize?tenant=a%20b';
    const prepared = await prepare({
      server: { ...server, authorizationEndpoint },
    });
    expect(new URL(prepared.authorizationUrl).searchParams.get('tenant')).toBe('a b');
  });

  test('has each parameter once, and no extra one replaces one of the protocol (O9)', async () => {
    const prepared = await prepare({
      server: { ...server, authorizationEndpoint: 'https://as.example/authorize?state=theirs' },
      extraParameters: { access_type: 'offline', code_challenge_method: 'plain', state: 'mine' },
    });
    const { searchParams } = new URL(prepared.authorizationUrl);
    expect(searchParams.get('access_type')).toBe('offline');
    expect(searchParams.getAll('code_challenge_method')).toEqual(['S256']);
    expect(searchParams.getAll('state')).toEqual([prepared.state]);
  });

  test('never uses the implicit or the password grant (O24)', async () => {
    const { authorizationUrl } = await prepare({
      extraParameters: { response_type: 'token', response_mode: 'fragment' },
    });
    expect(new URL(authorizationUrl).searchParams.getAll('response_type')).toEqual(['code']);
    expect(authorizationUrl).not.toContain('response_mode');
  });

  test('has no request object and no response mode, whatever a definition says (N8)', async () => {
    const extra = { request: 'x.y.z', request_uri: 'https://evil.example', response_mode: 'query' };
    const { authorizationUrl } = await prepare({ extraParameters: { ...extra, audience: 'x' } });
    const names = [...new URL(authorizationUrl).searchParams.keys()];
    expect(names).toContain('audience');
    expect(names.filter((name) => name in extra)).toEqual([]);
  });

  test('names the API the tokens are for, and the required age and method of the sign-in', async () => {
    const { authorizationUrl } = await prepare({
      ...{ resource: 'https://api.example', maxAgeSeconds: 0, acrValues: ['phr', 'mfa'] },
    });
    expect(Object.fromEntries(new URL(authorizationUrl).searchParams)).toMatchObject({
      resource: 'https://api.example',
      max_age: '0',
      acr_values: 'phr mfa',
    });
  });

  test('names the key that the code is bound to (O19)', async () => {
    const proofKey = await createProofKey({ ...server, dpopSigningAlgorithms: ['ES256'] });
    const thumbprints = [await prepare({ proofKey }), await prepare({ proofKey })].map(
      ({ authorizationUrl }) => new URL(authorizationUrl).searchParams.get('dpop_jkt'),
    );
    const { kty, crv, x, y } = proofKey!;
    const digest = await crypto.subtle.digest(
      'SHA-256',
      Buffer.from(JSON.stringify({ crv, kty, x, y })),
    );
    const expected = Buffer.from(digest).toString('base64url');
    expect(thumbprints).toEqual([expected, expected]);
  });

  test('is the same when the browser is opened again, and can be opened any number of times', async () => {
    const first = await prepare({ scopes: ['openid'] });
    expect(first.usableOnceUntil).toBeNull();
    expect(await prepare({ scopes: ['openid'], again: first })).toEqual(first);
  });
});

test('cannot be made at a server without an authorization endpoint', async () => {
  const { context, seen } = scripted({});
  const at = { ...server, authorizationEndpoint: null };
  expect(await prepareAuthorization({ ...request, server: at }, context)).toEqual({
    kind: 'misconfigured',
    error: {
      code: 'authorization_code_not_offered',
      cause: 'the server has no authorization endpoint',
      host: 'as.example',
      serverError: null,
    },
    retryAfterMs: null,
  });
  expect(seen).toEqual([]);
});
