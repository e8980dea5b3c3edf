import { describe, expect, test } from 'vitest';

import { type ReceivedRequest, createScriptedServer, json } from '../../../testing/test-world.js';
import { createBoundedFetch } from '../../oauth/bounded-fetch.js';
import { resolveServerAddress } from './resolve-server-address.js';

const issuer = 'https://as.example';
const host = 'https://mcp.example';
const api = `${host}/mcp`;
const inserted = `${host}/.well-known/oauth-protected-resource/mcp`;
const root = `${host}/.well-known/oauth-protected-resource`;

const metadataOf = (of: string) => ({
  issuer: of,
  authorization_endpoint: `${of}/authorize`,
  token_endpoint: `${of}/token`,
  registration_endpoint: `${of}/register`,
  code_challenge_methods_supported: ['S256'],
});
const server = { [`${issuer}/.well-known/oauth-authorization-server`]: json(metadataOf(issuer)) };
const ownServer = { [`${host}/.well-known/oauth-authorization-server`]: json(metadataOf(host)) };
const resource = (named = api, ...issuers: string[]) =>
  json({ resource: named, authorization_servers: issuers.length > 0 ? issuers : [issuer] });
const challenge = (value = 'Bearer') =>
  new Response('', { status: 401, headers: { 'www-authenticate': value } });

/** Anything that the script does not name is answered with 404. */
async function resolve(
  typed: string,
  script: Readonly<Record<string, Response>>,
  chosenIssuer: string | null = null,
  confirmedHosts: readonly string[] = [],
  confirmedIssuer: string | null = null,
) {
  const scripted = createScriptedServer(
    ({ url }: ReceivedRequest) => script[url]?.clone() ?? new Response('', { status: 404 }),
  );
  const oauth = { fetch: createBoundedFetch(scripted.fetch), now: () => 0 };
  const outcome = await resolveServerAddress(
    { address: typed, chosenIssuer, confirmedHosts, confirmedIssuer },
    oauth,
  );
  return { outcome, received: scripted.received.map(({ url }) => url) };
}

const foundApi = (named: string | null = api, address = api) => ({
  kind: 'ok',
  value: { kind: 'server', server: { issuer }, api: { address, resource: named } },
});

describe('an address that leads nowhere is refused', () => {
  test('with every place that was asked, and its answer (O20)', async () => {
    const { outcome } = await resolve(api, {});
    expect(outcome).toMatchObject({ failure: { code: 'server_not_oauth' } });
    const cause = outcome.kind === 'ok' ? '' : outcome.failure.cause;
    for (const place of [
      'GET mcp.example/.well-known/openid-configuration/mcp: HTTP 404',
      'POST mcp.example/mcp: HTTP 404',
      'GET mcp.example/.well-known/oauth-protected-resource/mcp: HTTP 404',
      'GET mcp.example/.well-known/oauth-protected-resource: HTTP 404',
    ]) {
      expect(cause).toContain(place);
    }
  });

  test('with each place that was asked and what it answered, as the person reads it (L6)', async () => {
    const { outcome } = await resolve(api, { [api]: new Response('', { status: 500 }) });
    const asked = outcome.kind === 'ok' ? undefined : outcome.failure.asked;
    expect(asked?.places).toContainEqual({
      place: `${host}/.well-known/oauth-protected-resource/mcp`,
      answer: { kind: 'status', status: 404 },
    });
    expect(asked?.places).toContainEqual({
      place: `POST ${api}`,
      answer: { kind: 'status', status: 500 },
    });
    expect(asked?.places.length).toBeLessThanOrEqual(8);
  });

  test('by the network, where every place redirects to another site (H38)', async () => {
    const away = new Response(null, { status: 302, headers: { location: 'https://portal.test' } });
    const everywhere = new Proxy<Record<string, Response>>({}, { get: () => away });
    const { outcome, received } = await resolve(api, everywhere);
    expect(outcome).toMatchObject({ failure: { code: 'network_intercepted' } });
    expect(received.filter((url) => !url.startsWith(host))).toEqual([]);
  });

  test.each([`${api}?tenant=1`, `${host}?tenant=1`, 'mcp.example/mcp?tenant=1'])(
    'as one where nothing was found, with the places, if it has a query: %s (O20)',
    async (typed) => {
      const { outcome } = await resolve(typed, {});
      const cause = outcome.kind === 'ok' ? '' : outcome.failure.cause;
      expect(outcome).toMatchObject({ failure: { code: 'server_not_oauth' } });
      expect(cause).toContain('GET mcp.example/.well-known/oauth-protected-resource: HTTP 404');
      expect(cause).not.toContain('tenant');
    },
  );

  test('where its metadata names a server without TLS, with its name (H32)', async () => {
    const { outcome, received } = await resolve(api, {
      ...ownServer,
      [inserted]: resource(api, 'http://as.example'),
    });
    expect(outcome).toMatchObject({
      failure: {
        code: 'server_endpoints_insecure',
        cause: expect.stringContaining('http://as.example') as string,
      },
    });
    expect(received.filter((url) => url.startsWith('http://'))).toEqual([]);
  });

  test.each([
    ['another origin', 'https://evil.example/metadata.json'],
    ['a computer inside the network', 'http://192.168.0.1/metadata.json'],
  ])('where its challenge leads to %s, which is not asked (O20)', async (_, link) => {
    const { outcome, received } = await resolve(api, {
      ...server,
      ...ownServer,
      [api]: challenge(`Bearer resource_metadata="${link}"`),
    });
    expect(outcome).toMatchObject({
      failure: { code: 'server_not_oauth' },
    });
    expect(received).not.toContain(link);
  });

  test.each([
    ['at its own place', { [inserted]: resource('https://evil.example/mcp') }],
    ['at the root', { [root]: resource('https://evil.example/mcp') }],
  ])('where its metadata names another resource, %s (H34)', async (_, script) => {
    const { outcome } = await resolve(api, { ...server, ...ownServer, ...script });
    expect(outcome).toMatchObject({
      failure: {
        code: 'server_issuer_mismatch',
        cause: expect.stringContaining('metadata is of') as string,
      },
    });
  });

  test.each([
    ['another domain', 'https://evil.example'],
    ['a host that only ends alike', 'https://evilmcp.example'],
    ['the same host without TLS', 'http://mcp.example/other'],
  ])(
    'where a server names %s as itself, whatever else its host has (O15, H26)',
    async (_, named) => {
      const { outcome } = await resolve(`${host}/tenant`, {
        ...ownServer,
        [`${host}/.well-known/oauth-authorization-server/tenant`]: json(metadataOf(named)),
      });
      expect(outcome).toMatchObject({ failure: { code: 'server_issuer_mismatch' } });
    },
  );

  test.each([
    ['an endpoint without TLS', { jwks_uri: `http://x.example/jwks` }, 'server_endpoints_insecure'],
    ['an endpoint that is no address', { token_endpoint: '/token' }, 'server_metadata_invalid'],
    ['no issuer', { issuer: undefined }, 'server_issuer_missing'],
    ['no code', { response_types_supported: ['id_token'] }, 'authorization_code_not_offered'],
  ])('where the metadata of a server names %s (H26, H32)', async (_, metadata, code) => {
    const { outcome } = await resolve(issuer, {
      [`${issuer}/.well-known/oauth-authorization-server`]: json({
        ...metadataOf(issuer),
        ...metadata,
      }),
    });
    expect(outcome).toMatchObject({ failure: { code, host: 'as.example' } });
  });

  test('where the chosen server is not one that the API trusts (H34)', async () => {
    const { outcome } = await resolve(
      api,
      { ...ownServer, ...server, [inserted]: resource(api, issuer, `${issuer}/2`) },
      host,
    );
    expect(outcome).toMatchObject({ value: { kind: 'choose', issuers: [issuer, `${issuer}/2`] } });
  });
});

describe('a server inside the network, named by an API on the internet, is not asked (L9)', () => {
  const inside = 'https://192.168.1.1';
  const atHost = { [`${inside}/.well-known/oauth-authorization-server`]: json(metadataOf(inside)) };

  test.each([
    ['by its address', inside, '192.168.1.1'],
    ['as this computer', 'http://localhost:8000', 'localhost:8000'],
    ['as this computer, by IPv6', 'http://[::1]:8000', '[::1]:8000'],
    ['as a link-local address', 'https://169.254.169.254', '169.254.169.254'],
    ['by a name of the network', 'https://router.local/as', 'router.local'],
  ])('%s, before the user agrees (H32)', async (_, named, privateHost) => {
    for (const typed of [api, 'mcp.example/mcp']) {
      const { outcome, received } = await resolve(typed, { [inserted]: resource(api, named) });
      expect(outcome).toEqual({
        kind: 'ok',
        value: { kind: 'private_hosts', hosts: [privateHost] },
      });
      expect(received.filter((url) => !url.startsWith(host))).toEqual([]);
    }
  });

  test('where the user has agreed to another host, or only chosen it of several (H32)', async () => {
    const script = { ...atHost, [inserted]: resource(api, inside, issuer) };
    const { outcome, received } = await resolve(api, script, inside, ['192.168.1.2']);
    expect(outcome).toMatchObject({ value: { kind: 'private_hosts' } });
    expect(received.filter((url) => url.startsWith(inside))).toEqual([]);
  });

  test('and is found once they have, or where they typed an address inside (H32)', async () => {
    const named = { ...atHost, [inserted]: resource(api, inside) };
    const agreed = await resolve(api, named, null, ['192.168.1.1']);
    expect(agreed.outcome).toMatchObject({ value: { server: { issuer: inside } } });

    const own = 'http://localhost:3000/mcp';
    const ownMetadata = 'http://localhost:3000/.well-known/oauth-protected-resource/mcp';
    const local = await resolve(own, { ...atHost, [ownMetadata]: resource(own, inside) });
    expect(local.outcome).toMatchObject({ value: { server: { issuer: inside } } });
  });
});

describe('an API is found (L6)', () => {
  test.each([
    [
      'where its challenge says, and nowhere else',
      api,
      {
        [api]: challenge(`Bearer resource_metadata="${host}/custom/location.json"`),
        [`${host}/custom/location.json`]: resource(),
      },
    ],
    ['with its path inserted', api, { [inserted]: resource() }],
    ['at the root of its origin', api, { [root]: resource() }],
    ['typed without https', 'mcp.example/mcp', { [inserted]: resource() }],
    ['typed with a final slash', `${api}/`, { [inserted]: resource() }],
    ['typed with a query', `${api}?tenant=1`, { [`${inserted}?tenant=1`]: resource() }],
    [
      'typed without https, with a query and a slash',
      'mcp.example/mcp/?a=1',
      { [inserted]: resource() },
    ],
  ])('%s (O20)', async (_, typed, script) => {
    const { outcome } = await resolve(typed, { ...server, ...script });
    expect(outcome).toMatchObject(foundApi(api, typed));
  });

  test.each([
    ['whole', inserted, inserted],
    ['with a final slash', `${inserted}/`, inserted],
    ['without https', inserted.slice(8), inserted],
    ['at the root of its origin', root, root],
  ])('by its own address where its metadata is typed: %s (O20)', async (_, typed, at) => {
    const { outcome } = await resolve(typed, { ...server, [at]: resource() });
    expect(outcome).toMatchObject(foundApi());
  });

  test.each([
    ['the document at the root', { [root]: resource(host) }],
    ['its own document', { [inserted]: resource(host) }],
    [
      'the document that its challenge links',
      { [api]: challenge(`Bearer resource_metadata="${inserted}"`), [inserted]: resource(host) },
    ],
  ])('as part of its origin, which %s names (O20)', async (_, script) => {
    const { outcome } = await resolve(api, { ...server, ...script });
    expect(outcome).toMatchObject(foundApi(host));
  });

  test.each([
    ['with its path inserted', { [inserted]: resource() }],
    ['at the root of its origin', { [root]: resource() }],
  ])(
    '%s though its host redirects what it does not know to another site (H28, O20)',
    async (_, script) => {
      const away = new Response(null, {
        status: 302,
        headers: { location: 'https://portal.test' },
      });
      const { outcome, received } = await resolve(api, {
        ...server,
        [`${host}/.well-known/openid-configuration/mcp`]: away,
        [`${host}/.well-known/oauth-authorization-server/mcp`]: away,
        [`${api}/.well-known/openid-configuration`]: away,
        ...script,
      });
      expect(outcome).toMatchObject(foundApi());
      expect(received).not.toContain('https://portal.test/');
    },
  );

  test('though its host answers for an issuer at every address (O20)', async () => {
    const { outcome } = await resolve(api, {
      ...server,
      [`${host}/.well-known/oauth-authorization-server/mcp`]: json(metadataOf(host)),
      [inserted]: resource(),
    });
    expect(outcome).toMatchObject(foundApi());
  });

  test('at the root of a host that is its own server (O20)', async () => {
    const { outcome } = await resolve(host, { ...ownServer, [root]: resource(host, host) });
    expect(outcome).toMatchObject({
      value: { server: { issuer: host }, api: { address: host, resource: host } },
    });
  });

  test('by the server at its origin, where it has no metadata of its own (O20)', async () => {
    const { outcome } = await resolve(api, ownServer);
    expect(outcome).toMatchObject({
      value: { server: { issuer: host }, api: { address: api, resource: null }, hasMetadata: true },
    });
  });

  test('by the default endpoints, where it asks for a token and nothing has metadata (O20)', async () => {
    const { outcome } = await resolve(api, { [api]: challenge() });
    expect(outcome).toMatchObject({
      value: {
        server: { issuer: host, registrationEndpoint: `${host}/register` },
        api: { address: api, resource: null },
        hasMetadata: false,
      },
    });
  });
});

describe('a server is found (L6)', () => {
  test.each([
    ['that has no API at its address', {}],
    ['beside the metadata of another API', { [root]: resource(`${host}/mcp`) }],
  ])('%s (O15)', async (_, script) => {
    const { outcome } = await resolve(host, { ...ownServer, ...script });
    expect(outcome).toMatchObject({ value: { server: { issuer: host }, api: null } });
  });
});

describe('a server whose issuer differs from its address (L7)', () => {
  const b2c = 'https://contoso.b2clogin.com';
  const typed = `${b2c}/contoso.onmicrosoft.com/B2C_1_susi/v2.0/.well-known/openid-configuration`;
  const named = `${b2c}/4c2f1234-0123-4567-7654-123321828afd/v2.0/`;
  const other = `${b2c}/11111111-2222-3333-4444-555555555555/v2.0/`;
  const b2cServer = { [typed]: json({ ...metadataOf(b2c), issuer: named }) };

  test('is not accepted with another name than the confirmed one (O15, H26)', async () => {
    const { outcome } = await resolve(typed, b2cServer, null, [], other);
    expect(outcome).toMatchObject({ failure: { code: 'server_issuer_mismatch' } });
  });

  test('is asked about first, by both names, and nothing else is requested', async () => {
    const { outcome, received } = await resolve(typed, b2cServer);
    expect(outcome).toEqual({ kind: 'ok', value: { kind: 'confirm_issuer', issuer: named } });
    expect(received).toEqual([typed]);
  });

  test.each(['https://evil.example', 'not an address', ''])(
    'is asked about where a name was confirmed that nobody is asked about: %s',
    async (confirmed) => {
      const { outcome, received } = await resolve(typed, b2cServer, null, [], confirmed);
      expect(outcome).toMatchObject({ value: { kind: 'confirm_issuer', issuer: named } });
      expect(received).toEqual([typed]);
    },
  );

  test('keeps its address whole when it was typed without https', async () => {
    const { outcome } = await resolve(typed.slice('https://'.length), b2cServer, null, [], named);
    expect(outcome).toMatchObject({ value: { confirmedAt: typed } });
  });

  test('is accepted with exactly the confirmed name, at the typed address', async () => {
    const { outcome } = await resolve(typed, b2cServer, null, [], named);
    expect(outcome).toMatchObject({
      kind: 'ok',
      value: { kind: 'server', server: { issuer: named }, confirmedAt: typed },
    });
  });

  test.each(['common', 'organizations'])(
    'is asked about where the tenant "%s" of an Entra-like server is typed',
    async (tenant) => {
      const login = 'https://login.example.com';
      const template = `${login}/{tenantid}/v2.0`;
      const script = {
        [`${login}/${tenant}/v2.0/.well-known/openid-configuration`]: json({
          ...metadataOf(login),
          issuer: template,
        }),
      };
      const first = await resolve(`${login}/${tenant}/v2.0`, script);
      expect(first.outcome).toMatchObject({ value: { kind: 'confirm_issuer', issuer: template } });
      const second = await resolve(`${login}/${tenant}/v2.0`, script, null, [], template);
      expect(second.outcome).toMatchObject({ value: { server: { issuer: template } } });
    },
  );

  test('on another host of its domain has to say so itself, as at CIAM', async () => {
    const ciam = 'https://contoso.ciamlogin.com/contoso.onmicrosoft.com/v2.0';
    const own = 'https://4c2f1234.ciamlogin.com/4c2f1234/v2.0';
    const script = {
      [`${ciam}/.well-known/openid-configuration`]: json({ ...metadataOf(ciam), issuer: own }),
    };
    const first = await resolve(ciam, script);
    expect(first.outcome).toMatchObject({ value: { kind: 'confirm_issuer', issuer: own } });
    expect(first.received.filter((url) => url.startsWith('https://4c2f'))).toEqual([]);
    const unproven = await resolve(ciam, script, null, [], own);
    expect(unproven.outcome.kind).not.toBe('ok');
    const second = await resolve(
      ciam,
      { ...script, [`${own}/.well-known/openid-configuration`]: json(metadataOf(own)) },
      null,
      [],
      own,
    );
    expect(second.outcome).toMatchObject({
      value: { kind: 'server', server: { issuer: own }, confirmedAt: null },
    });
  });
});
