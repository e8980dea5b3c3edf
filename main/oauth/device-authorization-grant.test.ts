import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';

import {
  client,
  createSigner,
  idTokenClaims,
  json,
  nodeFault,
  now,
  type Reaction,
  scripted,
  server,
  text,
  tokens,
  valueOf,
} from '../../testing/scripted-server.js';
import {
  type DeviceCodeGrantRequest,
  deviceCodeGrant,
  initiateDeviceAuthorization,
} from './device-authorization-grant.js';
import { createProofKey } from './proof-of-possession.js';

const endpoint = 'https://as.example/device';
const at = { ...server, deviceAuthorizationEndpoint: endpoint };
const given = {
  device_code: 'device-1',
  user_code: 'WDJB-MJHT',
  verification_uri: 'https://as.example/link',
  expires_in: 1_800,
};

async function start(reaction: Reaction, differences: object = {}) {
  const { context, seen } = scripted({ [endpoint]: reaction });
  const request = { server: at, client, scopes: ['a', 'b'], resource: null, ...differences };
  return { outcome: await initiateDeviceAuthorization(request, context), seen };
}

async function poll(
  reaction: Reaction | readonly Reaction[],
  differences: Partial<DeviceCodeGrantRequest> = {},
) {
  const { context, seen } = scripted({
    [server.tokenEndpoint]: reaction,
    'https://as.example/jwks': () => json({ keys: [signer.publicKey] }),
  });
  const asked: DeviceCodeGrantRequest = {
    ...{ server: at, client, scopes: ['a'], resource: null },
    ...{ deviceCode: 'device-1', proofKey: null },
    ...differences,
  };
  return { outcome: await deviceCodeGrant(asked, context), seen };
}

let signer: Awaited<ReturnType<typeof createSigner>>;
beforeAll(async () => {
  signer = await createSigner();
});

describe('a device authorization that fails (O17)', () => {
  test('because the server does not offer it', async () => {
    const { outcome, seen } = await start(json(given), { server });
    expect(outcome).toMatchObject({
      kind: 'rejected_response',
      error: { code: 'request_refused', host: 'as.example' },
    });
    expect(seen).toEqual([]);
  });

  const without = (name: keyof typeof given) => json({ ...given, [name]: undefined });
  test.each([
    ['no device code', without('device_code')],
    ['no user code', without('user_code')],
    ['no page', without('verification_uri')],
    ['no lifetime', without('expires_in')],
    ['a lifetime that is not a number', json({ ...given, expires_in: 'soon' })],
    ['a negative lifetime', json({ ...given, expires_in: -1 })],
    [
      'a page that is not an address of one',
      json({ ...given, verification_uri: 'javascript:alert(1)' }),
    ],
    ['a page without TLS', json({ ...given, verification_uri: 'http://as.example/' })],
    ['no address', json({ ...given, verification_uri: 'as.example' })],
    ['a page with a user name', json({ ...given, verification_uri: 'https://good@evil.example' })],
    ['a page with a password', json({ ...given, verification_uri: 'https://:x@evil.example' })],
    ['a code with a bidirectional mark', json({ ...given, user_code: 'AB\u202eCD' })],
    ['a code with a line break', json({ ...given, user_code: 'AB\nCD' })],
    ['a code that is too long to type', json({ ...given, user_code: 'A'.repeat(65) })],
    ['a page of megabytes', json({ ...given, verification_uri: `https://a/${'a'.repeat(3e6)}` })],
  ])('because the response has %s', async (_, reaction) => {
    expect((await start(reaction)).outcome).toMatchObject({
      kind: 'rejected_response',
      error: { code: 'response_rejected' },
    });
  });

  test.each([
    ['a sentence', 'Your account is locked, call 555'],
    ['a short sentence', 'CALL 0800 NOW'],
    ['a sentence with hyphens', 'please-call-us-now-at-once'],
    ['a short sentence with hyphens', 'WIRE-MONEY-TO-BOB'],
    ['a short sentence with full stops', 'give.us.your.pin'],
    ['the name of a host', 'www.evil.com'],
    ['the name of a short host', 'login.me'],
    ['only blanks', '   '],
    ['nothing', ''],
    ['a blank letter', '\u3164'],
    ['blank jamo', '\u115f\u1160\uffa0'],
    ['blank braille', '\u2800\u2800'],
    ['a zero-width blank', 'AB\u200bCD'],
    ['a soft hyphen', 'AB\u00adCD'],
    ['look-alike letters', 'W\u0410JB'],
    ['combining marks', `A${'\u0301'.repeat(30)}`],
    ['markup', '<b>AB</b>'],
    ['an address', 'https://evil.example'],
    ['only separators', '----'],
    ['megabytes', 'A-'.repeat(2_000_000)],
  ])('because its code is %s (N6)', async (_, user_code) => {
    expect((await start(json({ ...given, user_code }))).outcome).toMatchObject({
      kind: 'rejected_response',
      error: { code: 'response_rejected' },
    });
  });

  test.each([400, 403, 404])('because of a %i without a word', async (status) => {
    const { outcome } = await start(new Response(null, { status }));
    expect(outcome).toMatchObject({
      kind: 'rejected_response',
      error: { code: 'refused_without_reason', cause: `HTTP ${String(status)}` },
    });
  });

  test('because nothing responds, or not with JSON', async () => {
    expect((await start(nodeFault('ECONNREFUSED'))).outcome.kind).toBe('network_fault_retry');
    expect((await start(json([given]))).outcome.kind).toBe('server_fault_retry');
  });

  test.each([
    ['invalid_client', 'misconfigured', 'client_refused'],
    ['unauthorized_client', 'misconfigured', 'client_refused'],
    ['unsupported_grant_type', 'misconfigured', 'grant_type_refused'],
    ['invalid_scope', 'misconfigured', 'scope_refused'],
    ['invalid_request', 'rejected_response', 'request_refused'],
  ])('because of %s: %s %s', async (error, kind, code) => {
    expect((await start(json({ error }, 400))).outcome).toMatchObject({ kind, error: { code } });
  });
});

describe('a device authorization (O17)', () => {
  test('has its page, its expiry and the polling interval', async () => {
    const { outcome, seen } = await start(json({ ...given, interval: 7 }), {
      resource: 'https://api',
    });
    expect(valueOf(outcome)).toEqual({
      deviceCode: 'device-1',
      userCode: 'WDJB-MJHT',
      verificationUri: 'https://as.example/link',
      verificationUriComplete: null,
      expiresAt: now + 1_800_000,
      intervalMs: 7_000,
    });
    expect(Object.fromEntries(seen[0]!.form)).toEqual({
      client_id: 'lanyard',
      scope: 'a b',
      resource: 'https://api',
    });
  });

  test('may have a long code', async () => {
    const user_code = 'A'.repeat(64);
    expect(valueOf((await start(json({ ...given, user_code }))).outcome).userCode).toBe(user_code);
  });

  test('is requested without scopes where none are wanted', async () => {
    const { seen } = await start(json(given), { scopes: [] });
    expect([...seen[0]!.form.keys()]).toEqual(['client_id']);
  });

  test('accepts verification_url, as Google names it', async () => {
    const { verification_uri: verification_url, ...others } = given;
    const { outcome } = await start(json({ ...others, verification_url }));
    expect(valueOf(outcome).verificationUri).toBe('https://as.example/link');
    const both = await start(json({ ...given, verification_url: 'https://other.example' }));
    expect(valueOf(both.outcome).verificationUri).toBe('https://as.example/link');
  });

  test.each([
    [undefined, 5_000],
    [null, 5_000],
    ['', 5_000],
    ['soon', 5_000],
    [0, 5_000],
    [-3, 5_000],
    [[7], 5_000],
    [{ toString: '' }, 5_000],
    ['7', 7_000],
    [0.5, 500],
    [1e-9, 500],
    ['NaN', 5_000],
    ['Infinity', 5_000],
    [1e9, 60_000],
    ['31536000', 60_000],
  ])('with the interval %j is polled every %i ms', async (interval, intervalMs) => {
    expect(valueOf((await start(json({ ...given, interval }))).outcome).intervalMs).toBe(
      intervalMs,
    );
  });

  test.each([
    ['https://as.example/link?code=WDJB-MJHT', 'https://as.example/link?code=WDJB-MJHT'],
    ['javascript:alert(1)', null],
    [null, null],
    [`https://as.example/${'a'.repeat(5_000_000)}`, null],
  ])(
    'has a page for a QR code only where that is an address of one: %j',
    async (complete, expected) => {
      const { outcome } = await start(json({ ...given, verification_uri_complete: complete }));
      expect(valueOf(outcome).verificationUriComplete).toBe(expected);
    },
  );

  test.each([
    ['another host', 'https://evil.example/link?code=WDJB-MJHT'],
    ['a host below it', 'https://login.as.example/link'],
    ['a host that begins alike', 'https://as.example.evil.example/link'],
    ['another port', 'https://as.example:8443/link'],
    ['a look-alike host', 'https://\u0430s.example/link'],
    ['a user name that reads as the host', 'https://as.example@evil.example/link'],
    ['no TLS', 'http://as.example/link'],
    ['a backslash before the host', 'https:\\\\evil.example/as.example'],
  ])('never opens a page at %s than the one shown (N6)', async (_, complete) => {
    const { outcome } = await start(json({ ...given, verification_uri_complete: complete }));
    expect(valueOf(outcome).verificationUriComplete).toBeNull();
  });

  test.each([1e9, 1e300, Number.MAX_SAFE_INTEGER, '31536000', 63_072_000])(
    'lasts a day at most, also where the server says %j (N6)',
    async (expires_in) => {
      const { outcome } = await start(json({ ...given, expires_in }));
      expect(['ok', 'rejected_response']).toContain(outcome.kind);
      if (outcome.kind !== 'ok') return;
      expect(outcome.value.expiresAt).toBeLessThanOrEqual(now + 86_400_000);
    },
  );

  test.each([
    ...['WDJB-MJHT', 'wdjb_mj7', '123-456-789', '1234 5678', '123 456 78', 'ABC.DEF', 'X'],
    ...['brave-otter-42', 'AB-CD-EF-GH-IJ'],
  ])('has the code %j as it is (N6)', async (user_code) => {
    expect(valueOf((await start(json({ ...given, user_code }))).outcome).userCode).toBe(user_code);
  });

  test('is processed without an exception whatever the server sends', async () => {
    const members = fc.record(
      {
        ...{ device_code: fc.jsonValue(), user_code: fc.jsonValue(), interval: fc.jsonValue() },
        ...{ verification_uri: fc.oneof(fc.webUrl(), fc.jsonValue()), expires_in: fc.jsonValue() },
        ...{ verification_url: fc.jsonValue(), verification_uri_complete: fc.jsonValue() },
      },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(members, async (body) => {
        const { outcome } = await start(json(body));
        expect(['ok', 'rejected_response']).toContain(outcome.kind);
        if (outcome.kind !== 'ok') return;
        expect(outcome.value.intervalMs).toBeGreaterThan(0);
        expect(outcome.value.expiresAt).toBeGreaterThanOrEqual(now);
      }),
      { numRuns: 300 },
    );
  });
});

describe('one poll for the tokens of a device sign-in (O17)', () => {
  test.each([
    ['authorization_pending', 400, 'pending'],
    ['authorization_pending', 428, 'pending'],
    ['authorization_pending', 200, 'pending'],
    ['slow_down', 400, 'slow_down'],
    ['slow_down', 429, 'slow_down'],
  ])('is answered %s (%i): %s', async (error, status, kind) => {
    expect((await poll(json({ error }, status))).outcome).toEqual({ kind });
  });

  test.each([
    ['Twitch', { status: 400, message: 'authorization_pending' }, 'pending'],
    ['an object', { error: { code: 'authorization_pending', message: 'Not yet' } }, 'pending'],
    ['a list', { errors: [{ errorType: 'slow_down', message: 'Slower' }] }, 'slow_down'],
  ])('waits on for the user in the form of %s (L2)', async (_, body, kind) => {
    expect((await poll(json(body, 400))).outcome).toEqual({ kind });
  });

  test.each([
    ['access_denied', 'user_cancelled', 'access_denied'],
    ['expired_token', 'needs_sign_in', 'device_code_expired'],
    ['authorization_declined', 'user_cancelled', 'access_denied'],
    ['user_canceled', 'user_cancelled', 'access_denied'],
    ['code_expired', 'needs_sign_in', 'device_code_expired'],
    ['device_code_expired', 'needs_sign_in', 'device_code_expired'],
    ['invalid_grant', 'needs_sign_in', 'code_refused'],
    ['invalid_client', 'misconfigured', 'client_refused'],
    ['unsupported_grant_type', 'misconfigured', 'grant_type_refused'],
    ['invalid_request', 'rejected_response', 'request_refused'],
  ])('is answered %s: %s %s', async (error, kind, code) => {
    expect((await poll(json({ error }, 400))).outcome).toMatchObject({ kind, error: { code } });
  });

  test('is refused for the account', async () => {
    const error_description = 'User is not assigned to this application';
    const { outcome } = await poll(json({ error: 'access_denied', error_description }, 403));
    expect(outcome).toMatchObject({ error: { code: 'account_refused' } });
  });

  test.each([
    ['a fault, whatever it claims', json({ error: 'authorization_pending' }, 500)],
    ['a fault, whatever it claims', json({ error: 'slow_down' }, 503)],
  ])('is answered by %s (%#)', async (_, reaction) => {
    expect((await poll(reaction)).outcome.kind).toBe('server_fault_retry');
  });

  test('is not answered at all', async () => {
    expect((await poll(nodeFault('ETIMEDOUT'))).outcome.kind).toBe('network_fault_retry');
    expect((await poll(text('<html>', 'text/html'))).outcome.kind).toBe('network_fault_retry');
  });

  test('is answered with the tokens and the account', async () => {
    const idToken = await signer.sign(idTokenClaims({ nonce: undefined, name: 'Alice' }));
    const { outcome, seen } = await poll(json({ ...tokens, id_token: idToken }), {
      resource: 'https://api',
    });
    expect(outcome).toMatchObject({
      kind: 'ok',
      value: {
        tokens: { accessToken: 'at-1', scopesGranted: ['a'] },
        identity: { subject: 'alice', name: 'Alice' },
        idTokenClaims: { sub: 'alice' },
      },
    });
    expect(Object.fromEntries(seen[0]!.form)).toEqual({
      grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
      device_code: 'device-1',
      client_id: 'lanyard',
      resource: 'https://api',
    });
  });

  test('is answered with tokens alone where the server has no identities', async () => {
    expect((await poll(json(tokens))).outcome).toMatchObject({
      kind: 'ok',
      value: { identity: null, idTokenClaims: null },
    });
  });

  test('refuses an ID token that someone else signed, or that is old (H82, O16)', async () => {
    const forger = await createSigner();
    for (const idToken of [
      await forger.sign(idTokenClaims()),
      await signer.sign(idTokenClaims({ iat: now / 1_000 - 7_200 })),
      await signer.sign(idTokenClaims({ azp: 'other' })),
    ]) {
      expect((await poll(json({ ...tokens, id_token: idToken }))).outcome.kind).toBe(
        'rejected_response',
      );
    }
  });

  test('is sent once more with the nonce that the server wants in the proof (O19)', async () => {
    const proofKey = await createProofKey({ ...server, dpopSigningAlgorithms: ['ES256'] });
    const wanted = json({ error: 'use_dpop_nonce' }, 400, { 'dpop-nonce': 'n' });
    const bound = json({ ...tokens, token_type: 'DPoP' });
    const { outcome, seen } = await poll([wanted, bound], { proofKey });
    expect(outcome).toMatchObject({ kind: 'ok', value: { tokens: { tokenType: 'dpop' } } });
    expect(seen).toHaveLength(2);
    expect((await poll([wanted, json(tokens)])).seen).toHaveLength(1);
  });

  test('takes a lifetime that cannot be read as unknown (H49)', async () => {
    expect((await poll(json({ ...tokens, expires_in: '3600abc' }))).outcome).toMatchObject({
      kind: 'ok',
      value: { tokens: { expiresAt: null, adjustments: ['lifetime_unreadable'] } },
    });
  });
});
