import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { discoverResource } from './resource-server-metadata.js';
import { json, nodeFault, type Reaction, scripted, text } from '../../testing/scripted-server.js';

const api = 'https://api.example/v1';
const metadata = 'https://api.example/.well-known/oauth-protected-resource/v1';
const said = { resource: api, authorization_servers: ['https://as.example'] };

async function discover(reaction: Reaction, address = api, link: string | null = null) {
  const { context, seen } = scripted({ [link ?? metadata]: reaction });
  const outcome = await discoverResource(address, context, link);
  return { outcome, asked: seen.map(({ url }) => url) };
}

describe('O20 an API that is refused', () => {
  const userName = 'holds a user name';
  it.each([
    ['something that is not an address', 'api', 'not a URL'],
    ['an address without TLS', 'http://api.example/v1', 'neither https nor on this computer'],
    ['an address with a user name', 'https://u@api.example/v1', userName],
    ['an address with a password', 'https://:p@api.example/v1', userName],
    ['an address with a fragment', 'https://api.example/v1#x', 'holds a fragment'],
    ['another scheme', 'file:///v1', 'neither https nor on this computer'],
  ])('%s, and nothing is sent', async (_, address, cause) => {
    const { outcome, asked } = await discover(json(said), address);
    expect(outcome).toMatchObject({
      kind: 'misconfigured',
      error: { code: 'server_address_invalid', cause },
    });
    expect(asked).toEqual([]);
  });

  it.each([
    ['another path', 'https://api.example/v2'],
    ['a final slash', `${api}/`],
    ['another host', 'https://evil.example/v1'],
    ['another case', 'https://api.example/V1'],
    ['nothing', undefined],
    ['a number', 7],
  ])('H34 whose metadata is of another resource: %s', async (_, resource) => {
    const named = typeof resource === 'string' ? resource : 'no resource';
    expect((await discover(json({ ...said, resource }))).outcome).toMatchObject({
      kind: 'rejected_response',
      error: {
        code: 'issuer_mismatch',
        cause: `requested ${api}, metadata is of ${named}`,
        host: 'api.example',
      },
    });
  });

  it.each([
    ['elsewhere', 'https://evil.example/.well-known/oauth-protected-resource/v1'],
    ['inside the network', 'http://192.168.0.1/'],
    ['without TLS', 'http://api.example/.well-known/oauth-protected-resource/v1'],
    ['to another port', 'https://api.example:8443/metadata'],
    ['nowhere', 'metadata'],
  ])('O20 whose challenge links %s, and nothing is sent', async (_, link) => {
    const { outcome, asked } = await discover(json(said), api, link);
    expect(outcome).toMatchObject({
      kind: 'rejected_response',
      error: {
        code: 'metadata_not_found',
        cause: 'the link to its metadata leads elsewhere',
        host: 'api.example',
      },
    });
    expect(asked).toEqual([]);
  });

  it.each([
    ['JSON with an error status', json(said, 403), 'rejected_response', 'metadata_not_found'],
    ['no metadata', text('', '', 404), 'rejected_response', 'metadata_not_found'],
    ['a page', text('<html>', 'text/html'), 'rejected_response', 'metadata_not_found'],
    [
      'H29 JSON as a page',
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
      'H32 none that is usable',
      json({ ...said, authorization_servers: ['http://as.example', 'as', 7, 'file:///x'] }),
      'rejected_response',
      'metadata_not_found',
    ],
    ['a fault', text('', '', 500), 'server_fault_retry', 'server_error'],
    ['H38 a network that wants a sign-in', text('', '', 511), 'network_fault_retry', 'intercepted'],
    ['no response', nodeFault('ECONNREFUSED'), 'network_fault_retry', 'server_unreachable'],
  ])('with %s', async (_, reaction, kind, code) => {
    expect((await discover(reaction)).outcome).toMatchObject({ kind, error: { code } });
  });
});

describe('O20 an API that is refused, with the reason', () => {
  it.each([
    [text('', '', 404), 'HTTP 404'],
    [text('<html>', 'text/html'), 'metadata is not JSON'],
    [json({ resource: api }), 'metadata names no authorization server'],
  ])('%#', async (reaction, cause) => {
    expect((await discover(reaction)).outcome).toMatchObject({ error: { cause } });
  });
});

describe('O20 an API that is accepted', () => {
  it('names its authorization servers', async () => {
    const { outcome, asked } = await discover(json(said));
    expect(outcome).toEqual({
      kind: 'ok',
      value: { resource: api, authorizationServers: ['https://as.example'] },
    });
    expect(asked).toEqual([metadata]);
  });

  it('may have no path, and a name with or without a slash', async () => {
    const root = 'https://api.example/.well-known/oauth-protected-resource';
    for (const resource of ['https://api.example', 'https://api.example/']) {
      const { context } = scripted({ [root]: json({ ...said, resource }) });
      expect(await discoverResource('https://api.example', context)).toMatchObject({ kind: 'ok' });
    }
  });

  it('is on this computer', async () => {
    const local = 'http://127.0.0.1:8080/v1';
    const { context } = scripted({
      'http://127.0.0.1:8080/.well-known/oauth-protected-resource/v1': json({
        ...said,
        resource: local,
      }),
    });
    expect((await discoverResource(local, context)).kind).toBe('ok');
  });

  it('links to its metadata at its own origin', async () => {
    const link = 'https://api.example/metadata';
    const { outcome, asked } = await discover(json(said), api, link);
    expect(outcome.kind).toBe('ok');
    expect(asked).toEqual([link]);
  });

  it('H34 names five of them at most, each once', async () => {
    const thousand = Array.from(
      { length: 1_000 },
      (_, index) => `https://as${String(index)}.example`,
    );
    const authorization_servers = ['https://as0.example', 'http://bad.example', ...thousand];
    const { outcome } = await discover(json({ ...said, authorization_servers }));
    expect(outcome).toMatchObject({ value: { authorizationServers: thousand.slice(0, 5) } });
  });

  it('is processed without an exception whatever its metadata is', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), fc.jsonValue(), async (resource, servers) => {
        const body = { resource, authorization_servers: servers };
        expect((await discover(json(body))).outcome.kind).toBe('rejected_response');
      }),
      { numRuns: 200 },
    );
  });
});
