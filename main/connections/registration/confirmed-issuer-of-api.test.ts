/** Resolving an API whose server calls itself otherwise than the API does. */
import { expect, test } from 'vitest';

import { createScriptedServer, json } from '../../../testing/test-world.js';
import { createBoundedFetch } from '../../oauth/bounded-fetch.js';
import { resolveServerAddress } from './resolve-server-address.js';

const host = 'https://api.contoso.com';
const api = `${host}/mcp`;
const common = 'https://login.example.com/common/v2.0';
const template = 'https://login.example.com/{tenantid}/v2.0';
const metadataAt = (issuer: string) => `${issuer}/.well-known/openid-configuration`;
const metadataOf = (issuer: string) =>
  json({
    issuer,
    authorization_endpoint: 'https://login.example.com/authorize',
    token_endpoint: 'https://login.example.com/token',
  });
const trusting = (...authorization_servers: string[]) => ({
  [`${host}/.well-known/oauth-protected-resource/mcp`]: json({
    resource: api,
    authorization_servers,
  }),
});

async function resolve(
  script: Readonly<Record<string, Response>>,
  confirmedIssuer: string | null = null,
  chosenIssuer: string | null = null,
) {
  const { fetch, received } = createScriptedServer(
    ({ url }) => script[url]?.clone() ?? new Response('', { status: 404 }),
  );
  const typed = { address: api, chosenIssuer, confirmedHosts: [], confirmedIssuer };
  const oauth = { fetch: createBoundedFetch(fetch), now: () => 0 };
  const outcome = await resolveServerAddress(typed, oauth);
  return { outcome, asked: received.map(({ url }) => url) };
}

const script = { ...trusting(common), [metadataAt(common)]: metadataOf(template) };
const question = { kind: 'ok', value: { kind: 'confirm_issuer', issuer: template } };

test('the other name of its server is asked about (L7, O15)', async () => {
  expect((await resolve(script)).outcome).toEqual(question);
});

test.each(['https://evil.example', 'https://login.example.com/other', ''])(
  'another name than the confirmed one is not accepted: %s (O15, H26)',
  async (confirmed) => {
    expect((await resolve(script, confirmed)).outcome).toEqual(question);
  },
);

test('the API is kept once the name is confirmed, with its server at the address it names (L7, O20)', async () => {
  expect((await resolve(script, template)).outcome).toMatchObject({
    kind: 'ok',
    value: {
      kind: 'server',
      server: { issuer: template },
      api: { address: api, resource: api },
      confirmedAt: common,
    },
  });
});

test('the user may choose that server of several, and then confirms its name (L7, O20)', async () => {
  const several = { ...script, ...trusting('https://as.example', common) };
  expect((await resolve(several)).outcome).toMatchObject({ value: { kind: 'choose' } });
  expect((await resolve(several, null, common)).outcome).toEqual(question);
  expect((await resolve(several, template, common)).outcome).toMatchObject({
    value: { server: { issuer: template }, api: { resource: api }, confirmedAt: common },
  });
});

test('the API is kept where the confirmed name is on its own domain (L7, O20)', async () => {
  const policy = 'https://login.contoso.com/policy';
  const named = 'https://login.contoso.com/4c2f/v2.0/';
  const sibling = { ...trusting(policy), [metadataAt(policy)]: metadataOf(named) };
  expect((await resolve(sibling)).outcome).toMatchObject({ value: { issuer: named } });
  expect((await resolve(sibling, named)).outcome).toMatchObject({
    value: { server: { issuer: named }, api: { resource: api }, confirmedAt: policy },
  });
});

test.each(['https://evil.example/', 'https://other.example.com/v2.0', 'http://login.example.com'])(
  'a server that names another host is refused, and that is not asked: %s (O15, H26)',
  async (named) => {
    const other = { ...trusting(common), [metadataAt(common)]: metadataOf(named) };
    for (const confirmed of [null, named]) {
      const { outcome, asked } = await resolve(other, confirmed);
      expect(outcome).toMatchObject({ failure: { code: 'server_issuer_mismatch' } });
      expect(asked.filter((url) => url.startsWith(named))).toEqual([]);
    }
  },
);
