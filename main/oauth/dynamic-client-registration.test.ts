import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import {
  json,
  nodeFault,
  type Reaction,
  redirectUri,
  scripted,
  server,
  text,
  valueOf,
} from '../../testing/scripted-server.js';
import { registerClient, type RegistrationRequest } from './dynamic-client-registration.js';
import type { RegisteredClient } from './registered-client.js';

const endpoint = 'https://as.example/register';
const at = { ...server, registrationEndpoint: endpoint };
const local = 'http://127.0.0.1/callback/as-example';
const given = {
  client_id: 'new-1',
  redirect_uris: [redirectUri, local],
  token_endpoint_auth_method: 'none',
};

async function register(reaction: Reaction, differences: Partial<RegistrationRequest> = {}) {
  const { context, seen } = scripted({ [endpoint]: reaction });
  const outcome = await registerClient(
    {
      ...{ server: at, redirectUris: [redirectUri, local], scopes: ['openid', 'files'] },
      ...{ clientName: 'Lanyard', initialAccessToken: null },
      ...differences,
    },
    context,
  );
  return { outcome, seen, sent: JSON.parse(seen[0]?.body ?? 'null') as Record<string, unknown> };
}

const secretByPost = { client_secret: 's', token_endpoint_auth_method: 'client_secret_post' };

const rejected = { kind: 'rejected_response', error: { code: 'response_rejected' } };

describe('a registration that fails', () => {
  test('because the server does not offer it', async () => {
    const { outcome, seen } = await register(json(given, 201), { server });
    expect(outcome).toMatchObject({
      kind: 'rejected_response',
      error: { code: 'request_refused', host: 'as.example' },
    });
    expect(seen).toEqual([]);
  });

  test.each([
    ['one less', [redirectUri]],
    ['one less and one more', [redirectUri, 'https://evil.example/callback']],
    ['a longer one', [redirectUri, `${local}/`]],
    ['a number', [redirectUri, 7]],
    ['none', []],
    ['a text', 'https://evil.example/callback'],
  ])('because the server did not register the redirect URIs: %s', async (_, redirect_uris) => {
    expect((await register(json({ ...given, redirect_uris }, 201))).outcome).toMatchObject({
      kind: 'misconfigured',
      error: {
        code: 'redirect_uri_refused',
        cause: 'the server did not register all the redirect URIs requested',
        host: 'as.example',
      },
    });
  });

  test.each([
    ['no client id', { client_id: undefined }],
    ['an empty client id', { client_id: '' }],
    ['a number with a fraction for a client id', { client_id: 7.5 }],
    ['a list for a client id', { client_id: ['new-1'] }],
    ['a client id beyond ASCII', { client_id: 'nëw-1' }],
    ['a client id with a line break', { client_id: 'new\n1' }],
    ['a client id with an invisible character', { client_id: 'new\u200b1' }],
    ['a number for a secret', { client_secret: 7 }],
    [
      'an authentication method that was not requested',
      { token_endpoint_auth_method: 'tls_client_auth' },
    ],
    [
      'an authentication by secret, and no secret',
      { token_endpoint_auth_method: 'client_secret_post' },
    ],
    [
      'an expiry of the secret that is not a number',
      { client_secret: 's', client_secret_expires_at: 'soon' },
    ],
  ])('because the response has %s', async (_, differences) => {
    const { outcome } = await register(json({ ...given, ...differences }, 201));
    expect(outcome).toMatchObject(rejected);
  });

  test.each([
    ['the secret', (secret: string) => secret],
    ['the secret among other characters', (secret: string) => `client-${secret}-1`],
    ['half of it', (secret: string) => secret.slice(0, 20)],
    ['the secret in base64', (secret: string) => Buffer.from(secret).toString('base64')],
    ['the secret in other letters', (secret: string) => secret.toUpperCase()],
  ])('because its client ID, which everyone may see, is %s (N1)', async (_, repeated) => {
    const secret = 'q7Zx-o3VnPa_w8Lk2Rt5Yb9Hd4Gf6Js1Mc0E';
    for (const member of ['client_secret', 'registration_access_token']) {
      const body = { ...given, [member]: secret, client_id: repeated(secret) };
      expect((await register(json(body, 201))).outcome).toMatchObject(rejected);
    }
  });

  test.each([
    [json({ error: 'invalid_redirect_uri' }, 400), 'misconfigured', 'redirect_uri_refused'],
    [json({ error: 'invalid_client_metadata' }, 400), 'rejected_response', 'request_refused'],
    [json({ error: 'invalid_token' }, 401), 'misconfigured', 'client_refused'],
    [json({ error: 'access_denied' }, 403), 'misconfigured', 'client_refused'],
    [json({ error: 'server_error' }, 400), 'server_fault_retry', 'server_error'],
    [json({ message: 'redirect_uris: bad' }, 422), 'misconfigured', 'redirect_uri_refused'],
    [
      json({ errors: [{ code: 'invalid_redirect_uri' }] }, 400),
      'misconfigured',
      'redirect_uri_refused',
    ],
    [
      json({ message: 'Too many requests, try again later' }, 400),
      'server_fault_retry',
      'server_busy',
    ],
    [json({ message: 'scope: unknown' }, 422), 'rejected_response', 'request_refused'],
    [json({}, 422), 'rejected_response', 'refused_without_reason'],
    [json({ message: 'Forbidden' }, 403), 'misconfigured', 'client_refused'],
    [json({ message: 'Not Found' }, 404), 'misconfigured', 'client_refused'],
    [json({ error: 'invalid_redirect_uri' }), 'misconfigured', 'redirect_uri_refused'],
    [json({ error: 'access_denied', client_id: null }, 201), 'misconfigured', 'client_refused'],
    [
      json({ success: false, errors: [{ code: 'invalid_redirect_uri' }] }),
      'misconfigured',
      'redirect_uri_refused',
    ],
    [json({ error: { code: 'invalid_redirect_uri' } }), 'misconfigured', 'redirect_uri_refused'],
    [text('<html>', 'text/html', 403), 'misconfigured', 'client_refused'],
    [text('<h1>Not Found</h1>', 'text/html', 404), 'misconfigured', 'client_refused'],
    [text('<html>', 'text/html', 400), 'rejected_response', 'refused_without_reason'],
    [text('<html>', 'text/html', 429), 'server_fault_retry', 'server_busy'],
    [text('<html>', 'text/html', 502), 'server_fault_retry', 'server_error'],
    [text('<html>', 'text/html', 201), 'network_fault_retry', 'intercepted'],
    [json([], 201), 'server_fault_retry', 'server_error'],
    [json({}, 202), 'rejected_response', 'response_rejected'],
    [json({ message: 'Forbidden', data: null }), 'rejected_response', 'request_refused'],
    [
      json({ error: 'invalid_redirect_uri', client: given }),
      'misconfigured',
      'redirect_uri_refused',
    ],
  ])('because of the server (%#): %s %s', async (reaction, kind, code) => {
    expect((await register(reaction)).outcome).toMatchObject({ kind, error: { code } });
  });
});

describe('a registration', () => {
  test('describes a native app without a secret', async () => {
    const { outcome, seen, sent } = await register(json(given, 201));
    expect(seen[0]).toMatchObject({ url: endpoint, method: 'POST' });
    expect(seen[0]!.headers.get('content-type')).toBe('application/json');
    expect(seen[0]!.headers.has('authorization')).toBe(false);
    expect(sent).toEqual({
      client_name: 'Lanyard',
      application_type: 'native',
      redirect_uris: [redirectUri, local],
      response_types: ['code'],
      grant_types: ['authorization_code', 'refresh_token'],
      token_endpoint_auth_method: 'none',
      scope: 'openid files',
    });
    expect(valueOf(outcome)).toEqual<RegisteredClient>({
      clientId: 'new-1',
      clientAuthentication: 'none',
      clientSecret: null,
      clientSecretExpiresAt: null,
      redirectUris: [redirectUri, local],
      registrationAccessToken: null,
      registrationClientUri: null,
    });
  });

  test('requests only grants that are used here and that the server offers (O24)', async () => {
    const device = 'urn:ietf:params:oauth:grant-type:device_code';
    const withDevice = { ...at, deviceAuthorizationEndpoint: 'https://as.example/device' };
    const first = await register(json(given, 201), { server: withDevice, scopes: [] });
    expect(first.sent['grant_types']).toEqual(['authorization_code', 'refresh_token', device]);
    expect(first.sent).not.toHaveProperty('scope');
    const grantTypesSupported = ['authorization_code', 'implicit', 'password'];
    const second = await register(json(given, 201), { server: { ...at, grantTypesSupported } });
    expect(second.sent['grant_types']).toEqual(['authorization_code']);
  });

  test.each([
    [['client_secret_post', 'client_secret_basic', 'none'], 'none'],
    [['client_secret_post', 'client_secret_basic'], 'client_secret_basic'],
    [['private_key_jwt', 'client_secret_post'], 'client_secret_post'],
    [['tls_client_auth'], 'none'],
  ])('requests, at a server that lists %j, %s', async (clientAuthenticationMethods, method) => {
    const { sent } = await register(json(given, 201), {
      server: { ...at, clientAuthenticationMethods },
    });
    expect(sent['token_endpoint_auth_method']).toBe(method);
  });

  test.each([
    [undefined, null],
    [0, null],
    [1_900_000_000, 1_900_000_000_000],
  ])('may have a secret, which expires at %s', async (client_secret_expires_at, expected) => {
    const answer = {
      ...given,
      client_secret: 's',
      client_secret_expires_at,
      token_endpoint_auth_method: 'client_secret_post',
    };
    expect(valueOf((await register(json(answer, 201))).outcome)).toMatchObject({
      clientAuthentication: 'client_secret_post',
      clientSecret: 's',
      clientSecretExpiresAt: expected,
    });
  });

  test('assumes what was requested where the server does not repeat it, and reads null as missing', async () => {
    const { outcome } = await register(
      json({ client_id: 'new-1', client_secret: null, registration_client_uri: '' }, 201),
    );
    expect(valueOf(outcome)).toMatchObject({
      clientAuthentication: 'none',
      clientSecret: null,
      redirectUris: [redirectUri, local],
    });
  });

  test('is accepted with its redirect URIs in any order, and with status 200', async () => {
    const { outcome } = await register(
      json({ ...given, redirect_uris: [local, redirectUri, local] }, 200),
    );
    expect(outcome.kind).toBe('ok');
  });

  test.each([200, 201, 202, 203])('is accepted with status %i (L9)', async (status) => {
    expect(valueOf((await register(json(given, status))).outcome).clientId).toBe('new-1');
  });

  const camelCase = {
    ...{ clientId: 'new-1', clientSecret: 's', redirectUris: [redirectUri, local] },
    tokenEndpointAuthMethod: 'client_secret_post',
  };
  const snakeCase = { ...given, ...secretByPost };
  test.each([
    ['below another member', { data: snakeCase }],
    ['as the client', { success: true, message: 'Created', client: snakeCase }],
    ['below two', { result: { application: snakeCase } }],
    ['in a list', { clients: [snakeCase] }],
    ['in camel case', camelCase],
    ['in camel case below another member', { code: 0, error: null, data: camelCase }],
  ])('is found %s (L9)', async (_, body) => {
    expect(valueOf((await register(json(body, 201))).outcome)).toMatchObject({
      ...{ clientId: 'new-1', clientSecret: 's', clientAuthentication: 'client_secret_post' },
    });
  });

  test.each([
    ['a page', text(JSON.stringify(given), 'text/html', 201)],
    ['plain text', text(JSON.stringify(given), 'text/plain', 201)],
    ['nothing', new Response(Buffer.from(JSON.stringify(given)), { status: 201 })],
    [
      'JSON with a byte order mark',
      text(`\uFEFF${JSON.stringify(given)}`, 'application/json', 201),
    ],
  ])('is read though it is served as %s (L9)', async (_, answer) => {
    expect(valueOf((await register(answer)).outcome).clientId).toBe('new-1');
  });

  test.each(['7', '12345678901234567890'])(
    'may have a number for a client ID, with all its digits: %s (L9)',
    async (digits) => {
      const body = JSON.stringify({ ...given, client_id: 0 }).replace(':0,', `:${digits},`);
      const { outcome } = await register(text(body, 'application/json', 201));
      expect(valueOf(outcome).clientId).toBe(digits);
    },
  );

  test('with a client ID that none can be is refused with the reason', async () => {
    const { outcome } = await register(json({ ...given, client_id: 'new\u200b1' }, 201));
    expect(outcome).toMatchObject({
      error: { cause: 'the client ID has characters that no client ID may have (RFC 6749)' },
    });
  });

  test('keeps to the redirect URIs that it asked for where the server registers more (L9)', async () => {
    const redirect_uris = ['https://app.example/callback', redirectUri, local];
    const { outcome } = await register(json({ ...given, redirect_uris }, 201));
    expect(valueOf(outcome).redirectUris).toEqual([redirectUri, local]);
  });

  test('sends the initial access token', async () => {
    const { seen } = await register(json(given, 201), { initialAccessToken: 'initial-1' });
    expect(seen[0]!.headers.get('authorization')).toBe('Bearer initial-1');
  });

  test.each([
    ['https://as.example/clients/1', 'https://as.example/clients/1'],
    ['http://as.example/clients/1', null],
    ['https://u@as.example/clients/1', null],
    ['https://:p@as.example/clients/1', null],
    ['http://127.0.0.1:8080/clients/1', null],
    ['https://192.168.1.1/clients/1', null],
    ['https://router/clients/1', null],
    ['file:///etc/passwd', null],
    ['clients/1', null],
    [undefined, null],
  ])('can be managed at an address that is safe: %j (H32)', async (uri, expected) => {
    const { outcome } = await register(
      json({ ...given, registration_access_token: 'rat', registration_client_uri: uri }, 201),
    );
    expect(valueOf(outcome)).toMatchObject({
      registrationClientUri: expected,
      registrationAccessToken: expected === null ? null : 'rat',
    });
  });

  test.each([
    ['no token', { registration_client_uri: 'https://as.example/clients/1' }],
    [
      'a token that is not text',
      { registration_client_uri: 'https://as.example/1', registration_access_token: 7 },
    ],
    [
      'an address that is not text',
      { registration_client_uri: 7, registration_access_token: 'rat' },
    ],
    [
      'an empty token',
      { registration_client_uri: 'https://as.example/1', registration_access_token: '' },
    ],
  ])('cannot be managed with %s', async (_, differences) => {
    const { outcome } = await register(json({ ...given, ...differences }, 201));
    expect(valueOf(outcome)).toMatchObject({
      registrationAccessToken: null,
      registrationClientUri: null,
    });
  });

  test('has no expiry of a secret where there is no secret', async () => {
    const { outcome } = await register(
      json({ ...given, client_secret_expires_at: 1_900_000_000 }, 201),
    );
    expect(valueOf(outcome).clientSecretExpiresAt).toBeNull();
  });

  test('with a secret, and no word on how to send it, is for the header', async () => {
    const answer = { client_id: 'new-1', client_secret: 's' };
    const { outcome, sent } = await register(json(answer, 201));
    expect(sent['token_endpoint_auth_method']).toBe('none');
    expect(valueOf(outcome)).toMatchObject({
      clientAuthentication: 'client_secret_basic',
      clientSecret: 's',
    });
  });

  test('may be for a secret in the header', async () => {
    const token_endpoint_auth_method = 'client_secret_basic';
    const { outcome } = await register(
      json({ ...given, token_endpoint_auth_method, client_secret: 's' }, 201),
    );
    expect(valueOf(outcome).clientAuthentication).toBe('client_secret_basic');
  });

  test('fails with the network', async () => {
    expect((await register(nodeFault('ECONNREFUSED'))).outcome.kind).toBe('network_fault_retry');
  });

  test('is processed without an exception whatever the server sends', async () => {
    const members = fc.record(
      {
        ...{ client_id: fc.jsonValue(), client_secret: fc.jsonValue() },
        ...{ redirect_uris: fc.jsonValue(), client_secret_expires_at: fc.jsonValue() },
        ...{ registration_client_uri: fc.jsonValue(), registration_access_token: fc.jsonValue() },
        token_endpoint_auth_method: fc.jsonValue(),
      },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(members, async (body) => {
        const { outcome } = await register(json(body, 201));
        expect(['ok', 'rejected_response', 'misconfigured']).toContain(outcome.kind);
      }),
      { numRuns: 300 },
    );
  });
});
