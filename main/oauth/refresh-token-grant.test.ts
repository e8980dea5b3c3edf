import { beforeAll, describe, expect, test } from 'vitest';

import {
  chromiumFault,
  client,
  createSigner,
  idTokenClaims,
  json,
  nodeFault,
  now,
  type Reaction,
  refreshRequest,
  refreshKeeping,
  scripted,
  server,
  text,
  tokens,
  valueOf,
} from '../../testing/scripted-server.js';
import { createBoundedFetch } from './bounded-fetch.js';
import { type RefreshTokenGrantRequest, refreshTokenGrantRequest } from './refresh-token-grant.js';
import { hasIdToken } from './token-response.js';

const rotated = { ...tokens, access_token: 'at-2', refresh_token: 'rt-2' };

let signer: Awaited<ReturnType<typeof createSigner>>;
beforeAll(async () => {
  signer = await createSigner();
});

const request = refreshRequest({ scopesBefore: ['a', 'b'], expectedSubject: 'alice' });

async function refresh(reaction: Reaction, differences: Partial<RefreshTokenGrantRequest> = {}) {
  const { context, seen } = scripted({
    [server.tokenEndpoint]: reaction,
    'https://as.example/jwks': () => json({ keys: [signer.publicKey] }),
  });
  const { outcome, kept } = await refreshKeeping(
    { ...request, ...differences },
    { ...context, fetch: createBoundedFetch(context.fetch) },
  );
  return { outcome, kept, seen };
}

const refusal = (kind: string, code: string) => ({ kind, error: { code, host: 'as.example' } });

describe('a refresh that the server clearly refuses', () => {
  test.each([
    ['H64', 'invalid_grant', 'needs_sign_in', 'grant_refused'],
    ['', 'interaction_required', 'needs_sign_in', 'interaction_required'],
    ['', 'login_required', 'needs_sign_in', 'interaction_required'],
    ['', 'consent_required', 'needs_sign_in', 'interaction_required'],
    ['', 'account_selection_required', 'needs_sign_in', 'interaction_required'],
    ['', 'invalid_client', 'misconfigured', 'client_refused'],
    ['', 'unauthorized_client', 'misconfigured', 'client_refused'],
    ['', 'unsupported_grant_type', 'misconfigured', 'grant_type_refused'],
  ])('%s %s is %s: %s', async (_, error, kind, code) => {
    const { outcome, kept } = await refresh(json({ error }, 400));
    expect(outcome).toMatchObject({
      ...refusal(kind, code),
      error: { code, serverError: error },
    });
    expect(kept).toEqual([]);
  });

  test('by a 401 that has a challenge beside the body (H55)', async () => {
    const headers = { 'www-authenticate': 'Basic realm="as"' };
    expect((await refresh(json({ error: 'invalid_client' }, 401, headers))).outcome).toMatchObject(
      refusal('misconfigured', 'client_refused'),
    );
  });

  test('with status 200 (H42)', async () => {
    const { outcome } = await refresh(json({ error: 'invalid_grant', refresh_token: '' }));
    expect(outcome).toMatchObject(refusal('needs_sign_in', 'grant_refused'));
  });
});

describe('a response that does not end the grant', () => {
  test.each(['invalid_request', 'invalid_scope', 'access_denied', 'what'])(
    'an error about something else: %s',
    async (error) => {
      expect((await refresh(json({ error }, 400))).outcome.kind).toBe('rejected_response');
    },
  );

  test.each([408, 425, 429, 500, 502, 503, 504])('status %i with invalid_grant', async (status) => {
    const { outcome } = await refresh(json({ error: 'invalid_grant' }, status));
    expect(outcome.kind).toBe('server_fault_retry');
  });

  test.each([400, 401, 403, 404])('a page with status %i (H56)', async (status) => {
    expect((await refresh(text('<html>Blocked', 'text/html', status))).outcome).toMatchObject(
      refusal('server_fault_retry', 'server_error'),
    );
  });

  test('a page with status 200 (H38)', async () => {
    expect((await refresh(text('<html>Hotel', 'text/html'))).outcome).toMatchObject(
      refusal('network_fault_retry', 'intercepted'),
    );
  });

  test.each([
    [
      'of Node',
      new Response(null, { status: 302, headers: { location: 'https://hotel.example' } }),
    ],
    ['of Electron', new Error('Redirect was cancelled')],
  ])('a redirect, as the fetch %s reports it (H38, H40)', async (_, reaction) => {
    const { outcome, seen } = await refresh(reaction);
    expect(outcome).toMatchObject(refusal('network_fault_retry', 'intercepted'));
    expect(seen).toHaveLength(1);
  });

  test('a redirect within the site (H40)', async () => {
    const sideways = new Response(null, { status: 308, headers: { location: '/token2' } });
    expect((await refresh(sideways)).outcome).toMatchObject(
      refusal('rejected_response', 'response_rejected'),
    );
  });

  test('a body over 1 MiB (H30)', async () => {
    const huge = text(' '.repeat(1024 * 1024 + 1), 'application/json');
    expect((await refresh(huge)).outcome).toMatchObject(
      refusal('rejected_response', 'response_rejected'),
    );
  });

  test('a token endpoint without TLS, whatever the store says (H32)', async () => {
    const { outcome, seen } = await refresh(json(rotated), {
      server: { ...server, tokenEndpoint: 'http://as.example/token' },
    });
    expect(outcome).toMatchObject(refusal('rejected_response', 'response_rejected'));
    expect(seen).toEqual([]);
  });

  test.each([
    ['120', 120_000],
    ['0', 1_000],
    ['1000000000', 86_400_000],
    [new Date(now + 60_000).toUTCString(), 60_000],
    [new Date(now - 60_000).toUTCString(), 1_000],
    [new Date(now + 1e12).toUTCString(), 86_400_000],
    ['-5', null],
    ['soon', null],
    ['', null],
    ['1.5', null],
  ])('Retry-After: %s (H58)', async (value, retryAfterMs) => {
    for (const status of [429, 503]) {
      const { outcome } = await refresh(json({}, status, { 'retry-after': value }));
      expect(outcome).toMatchObject({
        ...refusal('server_fault_retry', 'server_busy'),
        retryAfterMs,
      });
    }
  });

  test.each([
    [nodeFault('ENOTFOUND'), 'server_unreachable'],
    [nodeFault('ECONNREFUSED'), 'server_unreachable'],
    [nodeFault('ETIMEDOUT', 'connect'), 'timeout'],
    [chromiumFault('ERR_INTERNET_DISCONNECTED'), 'offline'],
    [chromiumFault('ERR_NAME_NOT_RESOLVED'), 'server_unreachable'],
    [chromiumFault('ERR_CONNECTION_REFUSED'), 'server_unreachable'],
    [chromiumFault('ERR_CERT_AUTHORITY_INVALID'), 'server_certificate_invalid'],
    [chromiumFault('ERR_BAD_SSL_CLIENT_AUTH_CERT'), 'client_certificate_required'],
    [chromiumFault('ERR_PROXY_CONNECTION_FAILED'), 'proxy_refused'],
  ])('a request that was never sent: %s is %s (H59)', async (fault, code) => {
    expect((await refresh(fault)).outcome).toMatchObject(refusal('network_fault_retry', code));
  });

  test.each([
    nodeFault('ECONNRESET'),
    nodeFault('UND_ERR_HEADERS_TIMEOUT'),
    chromiumFault('ERR_NETWORK_CHANGED'),
    chromiumFault('ERR_CONNECTION_CLOSED'),
    chromiumFault('ERR_EMPTY_RESPONSE'),
    new Error('no idea'),
  ])('a lost response: %s (H59)', async (fault) => {
    expect((await refresh(fault)).outcome).toMatchObject(
      refusal('unknown_outcome', 'response_lost'),
    );
  });

  test('a response that breaks off (H59)', async () => {
    const body = new ReadableStream({
      pull(controller) {
        controller.error(nodeFault('UND_ERR_SOCKET'));
      },
    });
    const broken = () => new Response(body, { headers: { 'content-type': 'application/json' } });
    expect((await refresh(broken)).outcome.kind).toBe('unknown_outcome');
  });
});

describe('a refresh whose response is refused after the server has rotated', () => {
  const cases: [string, () => Reaction | Promise<Reaction>][] = [
    ['JSON served as a page (H41)', () => text(JSON.stringify(rotated), 'text/html')],
    ['a byte order mark (H43)', () => text(`\uFEFF${JSON.stringify(rotated)}`, 'application/json')],
    ['no access token (H46)', () => json({ refresh_token: 'rt-2', token_type: 'Bearer' })],
    ['another token type (H47)', () => json({ ...rotated, token_type: 'mac' })],
    ['a nonsensical lifetime (H49)', () => json({ ...rotated, expires_in: 'soon' })],
    ['an ID token that is not one (H82)', () => json({ ...rotated, id_token: 'a.b.c' })],
    [
      'the ID token of another account (H63)',
      async () => json({ ...rotated, id_token: await signer.sign(idTokenClaims({ sub: 'bob' })) }),
    ],
    [
      'the ID token of another issuer (H63)',
      async () =>
        json({
          ...rotated,
          id_token: await signer.sign(idTokenClaims({ iss: 'https://b.example' })),
        }),
    ],
  ];

  test.each(cases)('still has a refresh token to keep: %s', async (_, reaction) => {
    const { outcome, kept } = await refresh(await reaction());
    expect(['rejected_response', 'server_fault_retry']).toContain(outcome.kind);
    expect(kept).toEqual(['rt-2']);
  });

  test('says whether an ID token has to be verified first (H60)', async () => {
    const received = async (body: object) => {
      const { context } = scripted({ [server.tokenEndpoint]: json(body) });
      return valueOf(await refreshTokenGrantRequest(request, context));
    };
    const id_token = await signer.sign(idTokenClaims());
    expect(hasIdToken(await received({ ...rotated, id_token }))).toBe(true);
    for (const none of [rotated, { ...rotated, id_token: null }, { ...rotated, id_token: '' }]) {
      expect(hasIdToken(await received(none))).toBe(false);
    }
  });

  test('has none to keep in an error response', async () => {
    const { kept } = await refresh(json({ error: 'invalid_grant', refresh_token: 'rt-9' }, 400));
    expect(kept).toEqual([]);
  });
});

describe('a refresh that succeeds', () => {
  test('replaces the old refresh token with the new one (H60, O12)', async () => {
    const { outcome, kept, seen } = await refresh(json(rotated));
    expect(outcome).toMatchObject({
      kind: 'ok',
      value: {
        tokens: { accessToken: 'at-2', refreshToken: 'rt-2', expiresAt: now + 3_600_000 },
        idTokenClaims: null,
      },
    });
    expect(kept).toEqual(['rt-2']);
    expect(Object.fromEntries(seen[0]?.form ?? [])).toEqual({
      grant_type: 'refresh_token',
      refresh_token: 'rt-1',
      client_id: 'lanyard',
    });
  });

  test.each([undefined, null, ''])(
    'keeps the old one where there is no new one: %j (H61, O12, H51)',
    async (none) => {
      const { outcome, kept } = await refresh(json({ ...tokens, refresh_token: none }));
      expect(outcome).toMatchObject({ value: { tokens: { refreshToken: 'rt-1' } } });
      expect(kept).toEqual([]);
    },
  );

  test('accepts the same one again (H62)', async () => {
    const { outcome } = await refresh(json({ ...tokens, refresh_token: 'rt-1' }));
    expect(outcome).toMatchObject({ value: { tokens: { refreshToken: 'rt-1' } } });
  });

  const end = now + 60_000;
  test.each([
    ['is updated', { refresh_token: 'rt-2', refresh_token_expires_in: 7 }, end, now + 7_000],
    ['is updated for the same token', { refresh_token_expires_in: 7 }, end, now + 7_000],
    ['stays with the same token', { refresh_token: 'rt-1' }, end, end],
    ['stays where no token came', {}, end, end],
    ['is dropped with a token that was replaced', { refresh_token: 'rt-2' }, end, null],
    ['was never known', {}, undefined, null],
  ])('the end of the refresh token %s', async (_, members, before, after) => {
    const { outcome } = await refresh(json({ ...tokens, ...members }), {
      ...(before !== undefined && { refreshTokenExpiresAt: before }),
    });
    expect(outcome).toMatchObject({ value: { tokens: { refreshTokenExpiresAt: after } } });
  });

  test.each([
    [undefined, ['a', 'b']],
    ['a', ['a']],
  ])('has the scopes that are granted now: %j (H63, O11)', async (scope, scopesGranted) => {
    const { outcome } = await refresh(json({ ...rotated, scope }));
    expect(outcome).toMatchObject({ value: { tokens: { scopesGranted } } });
  });

  test.each(['alice', null])(
    'with a verified ID token; account expected: %j (O16)',
    async (expectedSubject) => {
      const id_token = await signer.sign(idTokenClaims({ nonce: undefined }));
      const { outcome } = await refresh(json({ ...rotated, id_token }), { expectedSubject });
      expect(outcome).toMatchObject({ kind: 'ok', value: { idTokenClaims: { sub: 'alice' } } });
    },
  );

  test('authenticates the client as it is registered (O22)', async () => {
    const secretive = {
      clientId: 'a:b',
      authentication: { kind: 'client_secret_basic', clientSecret: 's c' },
    } as const;
    const { seen } = await refresh(json(rotated), { client: secretive });
    expect(seen[0]?.headers.get('authorization')).toBe(`Basic ${btoa('a%3Ab:s+c')}`);
    expect(seen[0]?.form.has('client_secret')).toBe(false);
  });

  test('names the API the tokens are for', async () => {
    const { seen } = await refresh(json(rotated), { resource: 'https://api.example' });
    expect(seen[0]?.form.get('resource')).toBe('https://api.example');
  });

  test('has an ID token that agrees with that of the sign-in (O16, H63)', async () => {
    const before = { aud: client.clientId, nonce: 'nonce-1' };
    for (const [nonce, kind] of [
      ['nonce-1', 'ok'],
      [undefined, 'ok'],
      ['nonce-2', 'rejected_response'],
    ] as const) {
      const id_token = await signer.sign(idTokenClaims({ nonce }));
      const { outcome, kept } = await refresh(json({ ...rotated, id_token }), {
        idTokenClaimsBefore: before,
      });
      expect(outcome.kind).toBe(kind);
      expect(kept).toEqual(['rt-2']);
    }
  });
});
