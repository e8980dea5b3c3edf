import { beforeAll, describe, expect, test } from 'vitest';

import {
  chromiumFault,
  client,
  createSigner,
  idTokenClaims,
  issuer,
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

const before = { iss: issuer, sub: 'alice', aud: client.clientId, nonce: 'nonce-1', auth_time: 1 };

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
    ['no access token (H46)', () => json({ refresh_token: 'rt-2', token_type: 'Bearer' })],
    ['another token type (H47)', () => json({ ...rotated, token_type: 'mac' })],
    ['a list of two (H43)', () => json([rotated, {}])],
    [
      'another success than 200 with half of the JSON (H45)',
      () => text(JSON.stringify(rotated).slice(0, -1), 'application/json', 201),
    ],
    [
      'half of the JSON (H43)',
      () => text(JSON.stringify(rotated).slice(0, -1), 'application/json'),
    ],
    ['a form without an access token (H41)', () => text('a=b&refresh_token=rt-2', 'text/plain')],
    ['a page around JSON (H41)', () => text(`<pre>${JSON.stringify(rotated)}`, 'text/plain')],
    ['no access token, at any depth (H46)', () => json({ a: [{ b: { refresh_token: 'rt-2' } }] })],
    [
      'nothing that JSON.stringify could write again (H43)',
      () =>
        text(`${'['.repeat(50_000)}{"refresh_token":"rt-2"}${']'.repeat(50_000)}`, 'text/plain'),
    ],
    ['no access token, in camel case (H46)', () => json({ refreshToken: 'rt-2' })],
    ['no access token, in Pascal case (H46)', () => json({ Data: { RefreshToken: 'rt-2' } })],
    ['a name with a hyphen (H46)', () => json({ 'refresh-token': 'rt-2' })],
    ['an object that has it last (H46)', () => json({ refresh_token: { ttl: 9, value: 'rt-2' } })],
    ['a list of lists (H46)', () => json([[{ refresh_token: 'rt-2' }], []])],
    [
      'JSON in a text of JSON (H41)',
      () => json({ statusCode: 200, body: JSON.stringify({ refresh_token: 'rt-2' }) }),
    ],
    ['a script around JSON (H41)', () => text('cb({"refreshToken": "rt-2"});', 'text/plain')],
    ['other quotation marks (H41)', () => text("{'refresh_token': 'rt-2'}", 'text/plain')],
    [
      'XML (H41)',
      () => text('<o:token><o:refresh_token>rt-2</o:refresh_token></o:token>', 'text/xml'),
    ],
    ['a form in camel case (H41)', () => text('a=b&refreshToken=rt-2', 'text/plain')],
    [
      'the ID token of another account (H63)',
      async () => json({ ...rotated, id_token: await signer.sign(idTokenClaims({ sub: 'bob' })) }),
    ],
    [
      'the ID token of another account, signed by someone else (H63, H82)',
      async () => {
        const forger = await createSigner();
        return json({ ...rotated, id_token: await forger.sign(idTokenClaims({ sub: 'bob' })) });
      },
    ],
    [
      'the expired ID token of another account (H63, H84)',
      async () =>
        json({ ...rotated, id_token: await signer.sign(idTokenClaims({ sub: 'bob', exp: 1 })) }),
    ],
    [
      'an ID token that names no account as it must (H63, H87)',
      async () => json({ ...rotated, id_token: await signer.sign(idTokenClaims({ sub: 7 })) }),
    ],
    [
      'an ID token beside no access token (H46)',
      async () =>
        json({ ...rotated, access_token: undefined, id_token: await signer.sign(idTokenClaims()) }),
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

  test.each([
    ['in an error response', json({ error: 'invalid_grant', refresh_token: 'rt-9' }, 400)],
    [
      'where an error with status 200 repeats the request (H42)',
      json({ error: 'invalid_grant', request: { refresh_token: 'rt-***' } }),
    ],
    ['that is not a text', json({ ...tokens, refresh_token: 7 })],
    ['in the address of a page', text('<a href="/?refresh_token=rt-9">', 'text/html')],
  ])('has none to keep %s', async (_, reaction) => {
    expect((await refresh(reaction)).kept).toEqual([]);
  });
});

describe('a refresh that succeeds', () => {
  test.each([
    ['JSON served as a page', text(JSON.stringify(rotated), 'text/html')],
    ['a byte order mark', text(`\uFEFF${JSON.stringify(rotated)}`, 'application/json')],
    ['status 201', json(rotated, 201)],
    ['a list of one', json([rotated])],
    ['a form', text('access_token=at-2&refresh_token=rt-2&token_type=bearer', 'text/plain')],
    ['names in camel case', json({ accessToken: 'at-2', refreshToken: 'rt-2', expiresIn: 3600 })],
    ['names in Pascal case', json({ AccessToken: 'at-2', RefreshToken: 'rt-2' })],
    ['a form in camel case', text('accessToken=at-2&refreshToken=rt-2', 'text/plain')],
    ['JSON in a text', json(JSON.stringify(rotated))],
    ['JSON in a text of JSON', json({ statusCode: 200, body: JSON.stringify(rotated) })],
  ])('has the new tokens whatever their wrapping: %s (L10, O12)', async (_, reaction) => {
    const { outcome, kept } = await refresh(reaction);
    expect(outcome).toMatchObject({
      kind: 'ok',
      value: { tokens: { accessToken: 'at-2', refreshToken: 'rt-2' } },
    });
    expect(kept).toEqual(['rt-2']);
  });

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

  test.each([
    { nonce: 'nonce-1' },
    { nonce: undefined },
    { auth_time: 1 },
    { auth_time: undefined },
  ])('has an ID token that agrees with that of the sign-in: %j (O16, H63)', async (differences) => {
    const id_token = await signer.sign(idTokenClaims(differences));
    const { outcome, kept } = await refresh(json({ ...rotated, id_token }), {
      idTokenClaimsBefore: before,
    });
    expect(outcome).toMatchObject({
      kind: 'ok',
      value: { tokens: { idToken: id_token, adjustments: [] }, idTokenClaims: { sub: 'alice' } },
    });
    expect(kept).toEqual(['rt-2']);
  });
});

describe('a refresh whose ID token cannot be used gives access all the same', () => {
  const keys = { 'https://as.example/jwks': () => json({ keys: [signer.publicKey] }) };
  const signed = (differences: object = {}) => signer.sign(idTokenClaims(differences));
  const unsigned = (header: object) =>
    `${[header, idTokenClaims()].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')}.`;

  async function refreshWith(
    id_token: unknown,
    reactions: Parameters<typeof scripted>[0] = keys,
    differences: Partial<RefreshTokenGrantRequest> = {},
  ) {
    const { context } = scripted({
      ...reactions,
      [server.tokenEndpoint]: json({ ...rotated, id_token }),
    });
    return refreshKeeping({ ...request, idTokenClaimsBefore: before, ...differences }, context);
  }

  const disregarded = {
    kind: 'ok',
    value: {
      tokens: {
        ...{ accessToken: 'at-2', refreshToken: 'rt-2', idToken: null },
        adjustments: ['id_token_disregarded'],
      },
      idTokenClaims: null,
    },
  };

  test.each<[string, () => unknown]>([
    ['with the time of another sign-in', () => signed({ auth_time: 2 })],
    ['with the nonce of another sign-in', () => signed({ nonce: 'nonce-2' })],
    ['for one more client', () => signed({ aud: [client.clientId, 'x'], azp: client.clientId })],
    ['for another client', () => signed({ aud: 'x' })],
    ['of another authorized party', () => signed({ azp: 'x' })],
    ['that has expired (H84)', () => signed({ exp: 1 })],
    ['without a subject (H87)', () => signed({ sub: undefined })],
    ['that is none (H82)', () => 'a.b.c'],
    ['that is a number', () => 7],
    ['that is encrypted (H89)', () => 'a.b.c.d.e'],
    ['that is not signed (H80)', () => unsigned({ alg: 'none' })],
    ['signed with a shared secret (H81)', () => unsigned({ alg: 'HS256' })],
    ['signed by someone else (H82)', async () => (await createSigner()).sign(idTokenClaims())],
    [
      'signed by a key that is not published',
      async () => (await createSigner('key-2')).sign(idTokenClaims()),
    ],
  ])('%s (H63)', async (_, idToken) => {
    expect(await refreshWith(await idToken())).toMatchObject({
      outcome: disregarded,
      kept: ['rt-2'],
    });
  });

  test.each<[string, Reaction]>([
    ['fail', json({}, 500)],
    ['are gone', json({}, 404)],
    ['are a page', text('<html>', 'text/html')],
    ['cannot be reached', chromiumFault('ERR_CONNECTION_REFUSED')],
  ])('where the server’s keys %s (H63)', async (_, reaction) => {
    const outcome = await refreshWith(await signed(), { 'https://as.example/jwks': reaction });
    expect(outcome).toMatchObject({ outcome: disregarded, kept: ['rt-2'] });
  });

  test('where the server publishes no keys (H63)', async () => {
    const differences = { server: { ...server, jwksUri: null } };
    expect(await refreshWith(await signed(), {}, differences)).toMatchObject({
      outcome: disregarded,
    });
  });

  test('where no ID token came at sign-in, and nobody is expected (H63)', async () => {
    const nobody = { idTokenClaimsBefore: null, expectedSubject: null };
    expect(await refreshWith(await signed({ exp: 1, sub: 'bob' }), keys, nobody)).toMatchObject({
      outcome: disregarded,
    });
  });
});
