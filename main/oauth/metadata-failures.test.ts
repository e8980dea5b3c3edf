import { expect, test } from 'vitest';

import { issuer, json, type Reaction, scripted, text } from '../../testing/scripted-server.js';
import { discoverAuthorizationServer } from './discovery.js';
import { NetworkFault } from './network-fault.js';
import { discoverResource } from './resource-server-metadata.js';

const oidc = `${issuer}/.well-known/openid-configuration`;
const rfc8414 = `${issuer}/.well-known/oauth-authorization-server`;
const metadata = {
  issuer,
  authorization_endpoint: `${issuer}/authorize`,
  token_endpoint: `${issuer}/token`,
};
const nowhere = text('', '', 404);
const fault = text('', '', 500);
const away = new NetworkFault('redirected', 'redirect not followed', true, true);
const evil = json({ ...metadata, issuer: 'https://evil.example' });

async function discover(first: Reaction, second: Reaction) {
  const { context, seen } = scripted({ [oidc]: first, [rfc8414]: second });
  const outcome = await discoverAuthorizationServer(issuer, context);
  return { outcome, asked: seen.map(({ url }) => url) };
}

test.each([
  ['nothing and then such a redirect', nowhere, away, 'intercepted'],
  ['such a redirect and then nothing', away, nowhere, 'intercepted'],
  ['such redirects only', away, away, 'intercepted'],
  ['such a redirect and then a fault', away, fault, 'server_error'],
  ['a fault and then such a redirect', fault, away, 'server_error'],
  ['such a redirect and then the metadata of another', away, evil, 'issuer_mismatch'],
])(
  'a network that redirects to another site is blamed last: %s (H28, H38)',
  async (_, first, second, code) => {
    const { outcome, asked } = await discover(first, second);
    expect(outcome).toMatchObject({ error: { code } });
    expect(asked).toEqual([oidc, rfc8414]);
  },
);

test.each([
  ['another issuer', { issuer: 'https://evil.example' }, 'issuer_mismatch'],
  ['no issuer', { issuer: undefined }, 'issuer_missing'],
  ['an endpoint without TLS', { jwks_uri: 'http://as.example/keys' }, 'endpoints_insecure'],
])(
  'a server that names %s is refused, whatever its other address has (H26, H32)',
  async (_, named, code) => {
    const { outcome, asked } = await discover(json({ ...metadata, ...named }), json(metadata));
    expect(outcome).toMatchObject({ error: { code } });
    expect(asked).toEqual([oidc]);
  },
);

test.each([
  ['a redirect to another site', away],
  ['a network that wants a sign-in', text('', '', 511)],
])('metadata is found at the second address after %s at the first (O15)', async (_, first) => {
  const { outcome, asked } = await discover(first, json(metadata));
  expect(outcome).toMatchObject({ kind: 'ok', value: { issuer } });
  expect(asked).toEqual([oidc, rfc8414]);
});

test.each(['text/plain', 'text/plain; charset=utf-8', 'application/octet-stream', 'Text/Plain'])(
  'metadata that is served as a file without a type of its own is read: %s (H29)',
  async (type) => {
    const { outcome } = await discover(text(JSON.stringify(metadata), type), nowhere);
    expect(outcome).toMatchObject({ kind: 'ok', value: { issuer } });
    const resource = { resource: issuer, authorization_servers: [issuer] };
    const { context } = scripted({
      [`${issuer}/.well-known/oauth-protected-resource`]: text(JSON.stringify(resource), type),
    });
    expect(await discoverResource(issuer, context)).toMatchObject({ kind: 'ok' });
  },
);

test.each([
  ['JSON as a page', JSON.stringify(metadata), 'text/html'],
  ['JSON as a script', JSON.stringify(metadata), 'text/javascript'],
  ['JSON as a made-up type', JSON.stringify(metadata), 'json'],
  ['text', 'not JSON', 'text/plain'],
  ['a list', JSON.stringify([metadata]), 'application/octet-stream'],
])('%s is not read as metadata (H29)', async (_, body, type) => {
  const { outcome } = await discover(text(body, type), nowhere);
  expect(outcome).toMatchObject({ error: { code: 'metadata_not_found' } });
});
