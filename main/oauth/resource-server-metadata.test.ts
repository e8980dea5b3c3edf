import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { json, nodeFault, type Reaction, scripted, text } from '../../testing/scripted-server.js';
import { NetworkFault } from './network-fault.js';
import { discoverResource } from './resource-server-metadata.js';

const api = 'https://api.example/v1';
const metadata = 'https://api.example/.well-known/oauth-protected-resource/v1';
const root = 'https://api.example/.well-known/oauth-protected-resource';
const said = { resource: api, authorization_servers: ['https://as.example'] };
const nowhere = text('', '', 404);

async function discover(reaction: Reaction, address = api, link: string | null = null) {
  const { context, seen } = scripted({
    [metadata]: nowhere,
    [root]: nowhere,
    [link ?? metadata]: reaction,
  });
  const outcome = await discoverResource(address, context, link);
  return { outcome, asked: seen.map(({ url }) => url) };
}

describe('an API that is refused (O20, L6)', () => {
  const userName = 'holds a user name';
  test.each([
    ['something that is not an address', 'https://', 'not a URL'],
    ['an address with a user name', 'https://u@api.example/v1', userName],
    ['an address with a password', 'https://:p@api.example/v1', userName],
    ['an address with a fragment', 'https://api.example/v1#x', 'holds a fragment'],
    ['another scheme', 'file:///v1', 'neither https nor http'],
  ])('%s, and nothing is sent', async (_, address, cause) => {
    const { outcome, asked } = await discover(json(said), address);
    expect(outcome).toMatchObject({
      kind: 'misconfigured',
      error: { code: 'server_address_invalid', cause },
    });
    expect(asked).toEqual([]);
  });

  test('an address without TLS, and nothing is sent', async () => {
    const { outcome, asked } = await discover(json(said), 'http://api.example/v1');
    expect(outcome).toMatchObject({ kind: 'misconfigured', error: { code: 'server_insecure' } });
    expect(asked).toEqual([]);
  });

  test.each([
    ['another path', 'https://api.example/v2'],
    ['a path that only begins alike', 'https://api.example/v'],
    ['a path below it', 'https://api.example/v1/users'],
    ['another host', 'https://evil.example/v1'],
    ['another port', 'https://api.example:8443/v1'],
    ['another case', 'https://api.example/V1'],
    ['a user name', 'https://u@api.example/v1'],
    ['a fragment', `${api}#x`],
    ['a query that nobody typed', `${api}?tenant=2`],
    ['no address', 'v1'],
    ['nothing', undefined],
    ['a number', 7],
  ])('whose metadata is of another resource: %s (H34)', async (_, resource) => {
    const named = typeof resource === 'string' ? resource : 'no resource';
    expect((await discover(json({ ...said, resource }))).outcome).toMatchObject({
      kind: 'rejected_response',
      error: {
        code: typeof resource === 'string' ? 'issuer_mismatch' : 'issuer_missing',
        cause: `requested ${api}, metadata is of ${named}`,
        host: 'api.example',
      },
    });
  });

  test.each([
    ['elsewhere', 'https://evil.example/.well-known/oauth-protected-resource/v1'],
    ['inside the network', 'http://192.168.0.1/'],
    ['without TLS', 'http://api.example/.well-known/oauth-protected-resource/v1'],
    ['to another port', 'https://api.example:8443/metadata'],
    ['with a user name', 'https://u@api.example/metadata'],
    ['to another host without a scheme', '//evil.example/metadata'],
    ['nowhere', 'https://'],
  ])('whose challenge links %s, which is not asked (O20)', async (_, link) => {
    const { outcome, asked } = await discover(json(said), api, link);
    expect(outcome).toMatchObject({
      kind: 'rejected_response',
      error: {
        code: 'metadata_not_found',
        cause: 'the link to its metadata leads elsewhere',
        host: 'api.example',
      },
    });
    expect(asked).toEqual([metadata, root]);
  });

  test.each([
    ['JSON with an error status', json(said, 403), 'rejected_response', 'metadata_not_found'],
    ['no metadata', text('', '', 404), 'rejected_response', 'metadata_not_found'],
    ['a page', text('<html>', 'text/html'), 'rejected_response', 'metadata_not_found'],
    [
      'JSON as a page (H29)',
      text(JSON.stringify(said), 'text/html'),
      'rejected_response',
      'metadata_not_found',
    ],
    ['something that is not an object', json([said]), 'rejected_response', 'metadata_not_found'],
    ['no servers', json({ resource: api }), 'rejected_response', 'metadata_not_found'],
    [
      'something that is not a list',
      json({ ...said, authorization_servers: 'https://as.example' }),
      'rejected_response',
      'metadata_not_found',
    ],
    [
      'none that is usable (H32)',
      json({ ...said, authorization_servers: ['as', 7, 'file:///x'] }),
      'rejected_response',
      'metadata_not_found',
    ],
    [
      'one without TLS (H32)',
      json({ ...said, authorization_servers: ['as', 'http://as.example'] }),
      'rejected_response',
      'endpoints_insecure',
    ],
    ['a fault', text('', '', 500), 'server_fault_retry', 'server_error'],
    [
      'a network that wants a sign-in (H38)',
      text('', '', 511),
      'network_fault_retry',
      'intercepted',
    ],
    ['no response', nodeFault('ECONNREFUSED'), 'network_fault_retry', 'server_unreachable'],
  ])('with %s', async (_, reaction, kind, code) => {
    expect((await discover(reaction)).outcome).toMatchObject({ kind, error: { code } });
  });
});

describe('an API that is refused, with the reason (O20)', () => {
  test.each([
    [text('', '', 404), 'HTTP 404'],
    [text('<html>', 'text/html'), 'metadata is not JSON'],
    [json({ resource: api }), 'metadata names no authorization server'],
    [
      json({ ...said, authorization_servers: [7, 'http://as.example?key=1', 'http://b.example'] }),
      'metadata names the authorization server http://as.example',
    ],
  ])('%#', async (reaction, cause) => {
    expect((await discover(reaction)).outcome).toMatchObject({ error: { cause } });
  });
});

describe('a document at the root of the origin (O20, L6)', () => {
  test.each([
    ['of another path', 'https://api.example/v2'],
    ['of a path that only begins alike', 'https://api.example/v'],
    ['of another host', 'https://evil.example/'],
    ['of another port', 'https://api.example:8443/'],
  ])('is refused where it is %s (H34)', async (_, resource) => {
    const { context } = scripted({ [metadata]: nowhere, [root]: json({ ...said, resource }) });
    expect(await discoverResource(api, context)).toMatchObject({
      kind: 'rejected_response',
      error: {
        code: 'issuer_mismatch',
        cause: `requested ${api}, metadata is of ${resource}`,
      },
    });
  });

  test('does not hide that the document of the API is of another (H34)', async () => {
    const { context } = scripted({
      [metadata]: json({ ...said, resource: 'https://evil.example/v1' }),
      [root]: nowhere,
    });
    expect(await discoverResource(api, context)).toMatchObject({
      error: { code: 'issuer_mismatch' },
    });
  });

  test.each([
    ['the metadata is used', json(said), { kind: 'ok' }],
    ['the network is blamed last', nowhere, { error: { code: 'intercepted' } }],
    ['a fault is reported', text('', '', 500), { error: { code: 'server_error' } }],
  ])('is asked for after a redirect to another site: %s (H28, H38)', async (_, atRoot, outcome) => {
    const away = new NetworkFault('redirected', 'redirect not followed', true, true);
    const { context, seen } = scripted({ [metadata]: away, [root]: atRoot });
    expect(await discoverResource(api, context)).toMatchObject(outcome);
    expect(seen.map(({ url }) => url)).toEqual([metadata, root]);
  });

  test('is not asked for where the network is down', async () => {
    const { context, seen } = scripted({ [metadata]: nodeFault('ENETUNREACH') });
    expect(await discoverResource(api, context)).toMatchObject({ error: { code: 'offline' } });
    expect(seen).toHaveLength(1);
  });

  test.each([
    ['the API itself', api],
    ['the whole origin', 'https://api.example'],
    ['the whole origin, with a slash', 'https://api.example/'],
  ])('is used where the API has none of its own: of %s', async (_, resource) => {
    const { context, seen } = scripted({
      [metadata]: nowhere,
      [root]: json({ ...said, resource }),
    });
    expect(await discoverResource(api, context)).toMatchObject({ value: { resource } });
    expect(seen.map(({ url }) => url)).toEqual([metadata, root]);
  });
});

describe('an API that is accepted (O20, L6)', () => {
  test('names its authorization servers', async () => {
    const { outcome, asked } = await discover(json(said));
    expect(outcome).toEqual({
      kind: 'ok',
      value: {
        resource: api,
        authorizationServers: ['https://as.example'],
        scopesSupported: null,
        acceptedProofs: null,
      },
    });
    expect(asked).toEqual([metadata]);
  });

  test.each([
    [['ES256', 7], false, ['ES256']],
    [['ES256'], true, ['ES256']],
    [[], true, 'any'],
    ['ES256', true, 'any'],
    [undefined, 'true', null],
    [[], false, null],
  ])(
    'accepts proofs where its metadata says so: %j, required %s (O19)',
    async (algorithms, isRequired, acceptedProofs) => {
      const metadataOfIt = {
        ...said,
        dpop_signing_alg_values_supported: algorithms,
        dpop_bound_access_tokens_required: isRequired,
      };
      expect((await discover(json(metadataOfIt))).outcome).toMatchObject({
        value: { acceptedProofs },
      });
    },
  );

  test('names its scopes, of which only those count that a request can hold', async () => {
    const scopes_supported = ['notes:read', '', 'two words', '"', 7, 'notes:read', 'x'.repeat(257)];
    expect((await discover(json({ ...said, scopes_supported }))).outcome).toMatchObject({
      value: { scopesSupported: ['notes:read'] },
    });
  });

  test.each([
    ['without a scheme', 'api.example/v1', api],
    ['with a final slash', `${api}/`, api],
    ['without the final slash it names', api, `${api}/`],
    ['with a query', `${api}?tenant=1`, api],
    ['with a query that it names', `${api}?tenant=1`, `${api}?tenant=1`],
    ['by its metadata', metadata, api],
    ['by its metadata, with a final slash', `${metadata}/`, api],
  ])('is typed %s, and keeps its own name', async (_, typed, resource) => {
    const answer = json({ ...said, resource });
    const { context } = scripted({
      [`${metadata}/`]: nowhere,
      [`${metadata}?tenant=1`]: answer,
      [metadata]: answer,
      [root]: nowhere,
    });
    expect(await discoverResource(typed, context)).toMatchObject({ value: { resource } });
  });

  test.each([api, 'https://api.example', 'https://api.example/'])(
    'is typed by the document at the root of its origin, whichever that names: %s (O20)',
    async (resource) => {
      const { context, seen } = scripted({ [root]: json({ ...said, resource }) });
      expect(await discoverResource(root, context)).toMatchObject({ value: { resource } });
      expect(seen).toHaveLength(1);
    },
  );

  test.each([
    ['the root, of another host', root, 'https://evil.example/v1'],
    ['the root, of another port', root, 'https://api.example:8443/v1'],
    ['its path, of a path below', metadata, `${api}/users`],
    ['its path, of a path beside it', metadata, 'https://api.example/v2'],
  ])('is not typed by a document at %s (H34)', async (_, typed, resource) => {
    const { context } = scripted({ [root]: nowhere, [typed]: json({ ...said, resource }) });
    expect(await discoverResource(typed, context)).toMatchObject({
      error: { code: 'issuer_mismatch' },
    });
  });

  test('may have no path, and a name with or without a slash', async () => {
    for (const resource of ['https://api.example', 'https://api.example/']) {
      const { context } = scripted({ [root]: json({ ...said, resource }) });
      expect(await discoverResource('https://api.example', context)).toMatchObject({ kind: 'ok' });
    }
  });

  test('is on this computer', async () => {
    const local = 'http://127.0.0.1:8080/v1';
    const { context } = scripted({
      'http://127.0.0.1:8080/.well-known/oauth-protected-resource/v1': json({
        ...said,
        resource: local,
      }),
    });
    expect((await discoverResource(local, context)).kind).toBe('ok');
  });

  test('links to its metadata at its own origin', async () => {
    const link = 'https://api.example/metadata';
    const { outcome, asked } = await discover(json(said), api, link);
    expect(outcome.kind).toBe('ok');
    expect(asked).toEqual([link]);
  });

  test.each(['https://evil.example/metadata', 'http://api.example/metadata', 'https://'])(
    'has its metadata at the usual place though its challenge links to %s (O20)',
    async (link) => {
      const { context, seen } = scripted({ [metadata]: json(said) });
      expect(await discoverResource(api, context, link)).toMatchObject({ kind: 'ok' });
      expect(seen.map(({ url }) => url)).toEqual([metadata]);
    },
  );

  test.each(['/metadata', 'metadata', '//api.example/metadata'])(
    'links to its metadata by a relative address: %s (O20)',
    async (link) => {
      const { context, seen } = scripted({ 'https://api.example/metadata': json(said) });
      expect(await discoverResource(api, context, link)).toMatchObject({ kind: 'ok' });
      expect(seen).toHaveLength(1);
    },
  );

  test.each([
    'https://API.example/v1',
    'https://api.example:443/v1',
    'HTTPS://Api.Example:443/v1/',
  ])('spells its host as it likes: %s (H34)', async (resource) => {
    const { outcome } = await discover(json({ ...said, resource }));
    expect(outcome).toMatchObject({ value: { resource } });
  });

  test.each([
    ['the whole origin', 'https://api.example'],
    ['the whole origin, with a slash', 'https://api.example/'],
    ['a path above it', 'https://api.example/a'],
  ])('is part of %s, which its own well-known document names (O20)', async (_, resource) => {
    const address = 'https://api.example/a/v1';
    const own = 'https://api.example/.well-known/oauth-protected-resource/a/v1';
    for (const link of [null, own, '/.well-known/oauth-protected-resource/other']) {
      const at = new URL(link ?? own, own).href;
      const { context, seen } = scripted({ [at]: json({ ...said, resource }) });
      expect(await discoverResource(address, context, link)).toMatchObject({ value: { resource } });
      expect(seen).toHaveLength(1);
    }
  });

  test.each([
    ['a path beside it', 'https://api.example/b'],
    ['a path that only begins alike', 'https://api.example/a/v'],
    ['the origin of another host', 'https://example/'],
    ['the origin of another port', 'https://api.example:8443/'],
    ['its origin with a query', 'https://api.example/?tenant=2'],
  ])('is not part of %s (H34)', async (_, resource) => {
    const own = 'https://api.example/.well-known/oauth-protected-resource/a/v1';
    const { context } = scripted({
      [own]: json({ ...said, resource }),
      [root]: nowhere,
    });
    expect(await discoverResource('https://api.example/a/v1', context, own)).toMatchObject({
      error: { code: 'issuer_mismatch' },
    });
  });

  test('cannot be of more than the API where the link leaves the well-known places (H34)', async () => {
    const link = 'https://api.example/v1/metadata';
    const { outcome } = await discover(
      json({ ...said, resource: 'https://api.example/' }),
      api,
      link,
    );
    expect(outcome).toMatchObject({ error: { code: 'issuer_mismatch' } });
  });

  test('has its metadata at the usual place where the link leads to none', async () => {
    const link = 'https://api.example/metadata';
    const { context } = scripted({ [link]: nowhere, [metadata]: json(said) });
    expect(await discoverResource(api, context, link)).toMatchObject({ kind: 'ok' });
  });

  test('names five of them at most, each once (H34)', async () => {
    const thousand = Array.from(
      { length: 1_000 },
      (_, index) => `https://as${String(index)}.example`,
    );
    const authorization_servers = ['https://as0.example', 'http://bad.example', ...thousand];
    const { outcome } = await discover(json({ ...said, authorization_servers }));
    expect(outcome).toMatchObject({ value: { authorizationServers: thousand.slice(0, 5) } });
  });

  test('is processed without an exception whatever its metadata is', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), fc.jsonValue(), async (resource, servers) => {
        const body = { resource, authorization_servers: servers };
        expect((await discover(json(body))).outcome.kind).toBe('rejected_response');
      }),
      { numRuns: 200 },
    );
  });
});
