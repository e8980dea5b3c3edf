import { beforeAll, describe, expect, it } from 'vitest';

import { createBoundedFetch } from './bounded-fetch.js';
import { type RefreshTokenGrantRequest, refreshTokenGrantRequest } from './refresh-token-grant.js';
import { hasIdToken } from './token-response.js';
import {
  chromiumFault,
  client,
  createSigner,
  idTokenClaims,
  json,
  nodeFault,
  now,
  type Reaction,
  refreshKeeping,
  scripted,
  server,
  text,
  tokens,
  valueOf,
} from '../../testing/scripted-server.js';

const rotated = { ...tokens, access_token: 'at-2', refresh_token: 'rt-2' };

let signer: Awaited<ReturnType<typeof createSigner>>;
beforeAll(async () => {
  signer = await createSigner();
});

const request: RefreshTokenGrantRequest = {
  server,
  client,
  refreshToken: 'rt-1',
  scopesBefore: ['a', 'b'],
  expectedSubject: 'alice',
  idTokenClaimsBefore: null,
  resource: null,
  proofKey: null,
};

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
  it.each([
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

  it('H55 by a 401 that has a challenge beside the body', async () => {
    const headers = { 'www-authenticate': 'Basic realm="as"' };
    expect((await refresh(json({ error: 'invalid_client' }, 401, headers))).outcome).toMatchObject(
      refusal('misconfigured', 'client_refused'),
    );
  });

  it('H42 with status 200', async () => {
    const { outcome } = await refresh(json({ error: 'invalid_grant', refresh_token: '' }));
    expect(outcome).toMatchObject(refusal('needs_sign_in', 'grant_refused'));
  });
});

describe('a response that does not end the grant', () => {
  it.each(['invalid_request', 'invalid_scope', 'access_denied', 'what'])(
    'an error about something else: %s',
    async (error) => {
      expect((await refresh(json({ error }, 400))).outcome.kind).toBe('rejected_response');
    },
  );

  it.each([408, 425, 429, 500, 502, 503, 504])('status %i with invalid_grant', async (status) => {
    const { outcome } = await refresh(json({ error: 'invalid_grant' }, status));
    expect(outcome.kind).toBe('server_fault_retry');
  });

  it.each([400, 401, 403, 404])('H56 a page with status %i', async (status) => {
    expect((await refresh(text('<html>Blocked', 'text/html', status))).outcome).toMatchObject(
      refusal('server_fault_retry', 'server_error'),
    );
  });

  it('H38 a page with status 200', async () => {
    expect((await refresh(text('<html>Hotel', 'text/html'))).outcome).toMatchObject(
      refusal('network_fault_retry', 'intercepted'),
    );
  });

  it.each([
    [
      'of Node',
      new Response(null, { status: 302, headers: { location: 'https://hotel.example' } }),
    ],
    ['of Electron', new Error('Redirect was cancelled')],
  ])('H38 H40 a redirect, as the fetch %s reports it', async (_, reaction) => {
    const { outcome, seen } = await refresh(reaction);
    expect(outcome).toMatchObject(refusal('network_fault_retry', 'intercepted'));
    expect(seen).toHaveLength(1);
  });

  it('H40 a redirect within the site', async () => {
    const sideways = new Response(null, { status: 308, headers: { location: '/token2' } });
    expect((await refresh(sideways)).outcome).toMatchObject(
      refusal('rejected_response', 'response_rejected'),
    );
  });

  it('H30 a body over 1 MiB', async () => {
    const huge = text(' '.repeat(1024 * 1024 + 1), 'application/json');
    expect((await refresh(huge)).outcome).toMatchObject(
      refusal('rejected_response', 'response_rejected'),
    );
  });

  it('H32 a token endpoint without TLS, whatever the store says', async () => {
    const { outcome, seen } = await refresh(json(rotated), {
      server: { ...server, tokenEndpoint: 'http://as.example/token' },
    });
    expect(outcome).toMatchObject(refusal('rejected_response', 'response_rejected'));
    expect(seen).toEqual([]);
  });

  it.each([
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
  ])('H58 Retry-After: %s', async (value, retryAfterMs) => {
    for (const status of [429, 503]) {
      const { outcome } = await refresh(json({}, status, { 'retry-after': value }));
      expect(outcome).toMatchObject({
        ...refusal('server_fault_retry', 'server_busy'),
        retryAfterMs,
      });
    }
  });

  it.each([
    [nodeFault('ENOTFOUND'), 'server_unreachable'],
    [nodeFault('ECONNREFUSED'), 'server_unreachable'],
    [nodeFault('ETIMEDOUT', 'connect'), 'timeout'],
    [chromiumFault('ERR_INTERNET_DISCONNECTED'), 'offline'],
    [chromiumFault('ERR_NAME_NOT_RESOLVED'), 'server_unreachable'],
    [chromiumFault('ERR_CONNECTION_REFUSED'), 'server_unreachable'],
    [chromiumFault('ERR_CERT_AUTHORITY_INVALID'), 'server_certificate_invalid'],
    [chromiumFault('ERR_BAD_SSL_CLIENT_AUTH_CERT'), 'client_certificate_required'],
    [chromiumFault('ERR_PROXY_CONNECTION_FAILED'), 'proxy_refused'],
  ])('H59 a request that was never sent: %s is %s', async (fault, code) => {
    expect((await refresh(fault)).outcome).toMatchObject(refusal('network_fault_retry', code));
  });

  it.each([
    nodeFault('ECONNRESET'),
    nodeFault('UND_ERR_HEADERS_TIMEOUT'),
    chromiumFault('ERR_NETWORK_CHANGED'),
    chromiumFault('ERR_CONNECTION_CLOSED'),
    chromiumFault('ERR_EMPTY_RESPONSE'),
    new Error('no idea'),
  ])('H59 a lost response: %s', async (fault) => {
    expect((await refresh(fault)).outcome).toMatchObject(
      refusal('unknown_outcome', 'response_lost'),
    );
  });

  it('H59 a response that breaks off', async () => {
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
    ['H41 JSON served as a page', () => text(JSON.stringify(rotated), 'text/html')],
    ['H43 a byte order mark', () => text(`\uFEFF${JSON.stringify(rotated)}`, 'application/json')],
    ['H46 no access token', () => json({ refresh_token: 'rt-2', token_type: 'Bearer' })],
    ['H47 another token type', () => json({ ...rotated, token_type: 'mac' })],
    ['H49 a nonsensical lifetime', () => json({ ...rotated, expires_in: 'soon' })],
    ['H82 an ID token that is not one', () => json({ ...rotated, id_token: 'a.b.c' })],
    [
      'H63 the ID token of another account',
      async () => json({ ...rotated, id_token: await signer.sign(idTokenClaims({ sub: 'bob' })) }),
    ],
    [
      'H63 the ID token of another issuer',
      async () =>
        json({
          ...rotated,
          id_token: await signer.sign(idTokenClaims({ iss: 'https://b.example' })),
        }),
    ],
  ];

  it.each(cases)('still has a refresh token to keep: %s', async (_, reaction) => {
    const { outcome, kept } = await refresh(await reaction());
    expect(['rejected_response', 'server_fault_retry']).toContain(outcome.kind);
    expect(kept).toEqual(['rt-2']);
  });

  it('H60 says whether an ID token has to be verified first', async () => {
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

  it('has none to keep in an error response', async () => {
    const { kept } = await refresh(json({ error: 'invalid_grant', refresh_token: 'rt-9' }, 400));
    expect(kept).toEqual([]);
  });
});

describe('a refresh that succeeds', () => {
  it('H60 O12 replaces the old refresh token with the new one', async () => {
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

  it.each([undefined, null, ''])(
    'H61 O12 H51 keeps the old one where there is no new one: %j',
    async (none) => {
      const { outcome, kept } = await refresh(json({ ...tokens, refresh_token: none }));
      expect(outcome).toMatchObject({ value: { tokens: { refreshToken: 'rt-1' } } });
      expect(kept).toEqual([]);
    },
  );

  it('H62 accepts the same one again', async () => {
    const { outcome } = await refresh(json({ ...tokens, refresh_token: 'rt-1' }));
    expect(outcome).toMatchObject({ value: { tokens: { refreshToken: 'rt-1' } } });
  });

  const end = now + 60_000;
  it.each([
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

  it.each([
    [undefined, ['a', 'b']],
    ['a', ['a']],
  ])('H63 O11 has the scopes that are granted now: %j', async (scope, scopesGranted) => {
    const { outcome } = await refresh(json({ ...rotated, scope }));
    expect(outcome).toMatchObject({ value: { tokens: { scopesGranted } } });
  });

  it.each(['alice', null])(
    'O16 with a verified ID token; account expected: %j',
    async (expectedSubject) => {
      const id_token = await signer.sign(idTokenClaims({ nonce: undefined }));
      const { outcome } = await refresh(json({ ...rotated, id_token }), { expectedSubject });
      expect(outcome).toMatchObject({ kind: 'ok', value: { idTokenClaims: { sub: 'alice' } } });
    },
  );

  it('O22 authenticates the client as it is registered', async () => {
    const secretive = {
      clientId: 'a:b',
      authentication: { kind: 'client_secret_basic', clientSecret: 's c' },
    } as const;
    const { seen } = await refresh(json(rotated), { client: secretive });
    expect(seen[0]?.headers.get('authorization')).toBe(`Basic ${btoa('a%3Ab:s+c')}`);
    expect(seen[0]?.form.has('client_secret')).toBe(false);
  });

  it('names the API the tokens are for', async () => {
    const { seen } = await refresh(json(rotated), { resource: 'https://api.example' });
    expect(seen[0]?.form.get('resource')).toBe('https://api.example');
  });

  it('O16 H63 has an ID token that agrees with that of the sign-in', async () => {
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
