/** Servers whose metadata is not quite where, or as, the standards have it: what becomes of an address that a user types. */
import { describe, expect, test } from 'vitest';

import { type ReceivedRequest, createScriptedServer, json } from '../../../testing/test-world.js';
import { createBoundedFetch } from '../../oauth/bounded-fetch.js';
import { resolveServerAddress } from './resolve-server-address.js';

async function resolve(
  address: string,
  script: Readonly<Record<string, Response>>,
  confirmedIssuer: string | null = null,
) {
  const scripted = createScriptedServer(
    ({ url }: ReceivedRequest) => script[url]?.clone() ?? new Response('', { status: 404 }),
  );
  const outcome = await resolveServerAddress(
    { address, chosenIssuer: null, confirmedHosts: [], confirmedIssuer },
    { fetch: createBoundedFetch(scripted.fetch), now: () => 0 },
  );
  return { outcome, received: scripted.received.map(({ url }) => url) };
}

const metadataOf = (issuer: string) => ({
  issuer,
  authorization_endpoint: `${new URL(issuer).origin}/authorize`,
  token_endpoint: `${new URL(issuer).origin}/token`,
});
const openid = '/.well-known/openid-configuration';
const oauth = '/.well-known/oauth-authorization-server';

/** A file as a static host serves it. */
function file(body: object, type: string | null, mark = ''): Response {
  const response = new Response(Buffer.from(`${mark}${JSON.stringify(body)}`));
  if (type !== null) response.headers.set('content-type', type);
  return response;
}

describe('metadata in another form is understood (L6)', () => {
  const forms: readonly (readonly [string, (body: object) => Response])[] = [
    ['without a type', (body) => file(body, null)],
    ['as plain text', (body) => file(body, 'text/plain; charset=utf-8')],
    ['as a file', (body) => file(body, 'application/octet-stream')],
    ['with a byte order mark', (body) => file(body, 'application/json', '\uFEFF')],
    ['with a byte order mark and without a type', (body) => file(body, null, '\uFEFF')],
  ];

  test.each(forms)('of a server: %s', async (_, form) => {
    const issuer = 'https://as.example';
    const { outcome } = await resolve(issuer, { [`${issuer}${oauth}`]: form(metadataOf(issuer)) });
    expect(outcome).toMatchObject({ kind: 'ok', value: { kind: 'server', server: { issuer } } });
  });

  test.each(forms)('of an API: %s', async (_, form) => {
    const [issuer, api] = ['https://as.example', 'https://mcp.example/mcp'];
    const { outcome } = await resolve(api, {
      [`${issuer}${openid}`]: form(metadataOf(issuer)),
      'https://mcp.example/.well-known/oauth-protected-resource/mcp': form({
        resource: api,
        authorization_servers: [issuer],
      }),
    });
    expect(outcome).toMatchObject({
      kind: 'ok',
      value: { kind: 'server', server: { issuer }, api: { resource: api } },
    });
  });

  test('but not as a page (H29)', async () => {
    const issuer = 'https://as.example';
    const { outcome } = await resolve(issuer, {
      [`${issuer}${openid}`]: file(metadataOf(issuer), 'text/html'),
    });
    expect(outcome).toMatchObject({ failure: { code: 'server_not_oauth' } });
  });
});

describe('metadata at one place only is found (L6)', () => {
  const issuer = 'https://as.example/tenant/1';

  test.each([
    `${issuer}${openid}`,
    `https://as.example${oauth}/tenant/1`,
    `https://as.example${openid}/tenant/1`,
    `${issuer}${oauth}`,
  ])('%s', async (place) => {
    const { outcome } = await resolve(issuer, { [place]: json(metadataOf(issuer)) });
    expect(outcome).toMatchObject({ kind: 'ok', value: { kind: 'server', server: { issuer } } });
  });

  test('below an API that only asks for a sign-in: its name is confirmed, and nothing is guessed', async () => {
    const api = 'https://mcp.example/mcp';
    const { outcome } = await resolve(api, {
      [`${api}${openid}`]: json(metadataOf('https://mcp.example')),
      [api]: new Response('', { status: 401, headers: { 'www-authenticate': 'Bearer' } }),
    });
    expect(outcome).toEqual({
      kind: 'ok',
      value: { kind: 'confirm_issuer', issuer: 'https://mcp.example' },
    });
  });
});

describe('an address on this computer needs no scheme (L6)', () => {
  test.each([
    ['localhost:3000/mcp', 'http://localhost:3000'],
    ['127.0.0.1:8080', 'http://127.0.0.1:8080'],
    ['[::1]:9/x', 'http://[::1]:9'],
  ])('%s', async (typed, origin) => {
    const { outcome, received } = await resolve(typed, {
      [`${origin}${oauth}`]: json(metadataOf(origin)),
    });
    expect(outcome).toMatchObject({
      kind: 'ok',
      value: { kind: 'server', server: { issuer: origin } },
    });
    expect(received.filter((url) => !url.startsWith(`${origin}/`))).toEqual([]);
  });

  test('any other is asked by https alone (H32)', async () => {
    const { received } = await resolve('192.168.0.1:8080/mcp', {});
    expect(received.filter((url) => !url.startsWith('https://192.168.0.1:8080/'))).toEqual([]);
  });
});

describe('a tenant of Entra ID in version 1 (L7)', () => {
  const tenant = '4c2f1234-0123-4567-7654-123321828afd';
  const [authority, named] = [
    'https://login.microsoftonline.com',
    `https://sts.windows.net/${tenant}/`,
  ];
  const metadata = json({
    issuer: named,
    authorization_endpoint: `${authority}/${tenant}/oauth2/authorize`,
    token_endpoint: `${authority}/${tenant}/oauth2/token`,
  });

  test.each([tenant, 'contoso.com', `contoso.com${openid}`])(
    'is confirmed by its own name, then pinned: %s',
    async (typed) => {
      const address = `${authority}/${typed}`;
      const place = typed.endsWith(openid) ? address : `${address}${openid}`;
      const asked = await resolve(address, { [place]: metadata });
      expect(asked.outcome).toEqual({
        kind: 'ok',
        value: { kind: 'confirm_issuer', issuer: named },
      });
      const { outcome, received } = await resolve(address, { [place]: metadata }, named);
      expect(outcome).toMatchObject({
        kind: 'ok',
        value: { kind: 'server', server: { issuer: named }, confirmedAt: address },
      });
      expect(received.filter((url) => !url.startsWith(authority))).toEqual([]);
    },
  );

  test('is refused where another one was asked for (H26)', async () => {
    const address = `${authority}/11111111-2222-3333-4444-555555555555`;
    const { outcome } = await resolve(address, { [`${address}${openid}`]: metadata });
    expect(outcome).toMatchObject({ failure: { code: 'server_issuer_mismatch' } });
  });

  test('is confirmed where an API trusts it', async () => {
    const api = 'https://mcp.example/mcp';
    const issuer = `${authority}/${tenant}`;
    const { outcome } = await resolve(api, {
      'https://mcp.example/.well-known/oauth-protected-resource/mcp': json({
        resource: api,
        authorization_servers: [issuer],
      }),
      [`${issuer}${openid}`]: metadata,
    });
    expect(outcome).toEqual({ kind: 'ok', value: { kind: 'confirm_issuer', issuer: named } });
  });
});
