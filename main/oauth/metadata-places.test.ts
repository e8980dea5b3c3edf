import { expect, test } from 'vitest';

import { issuer, json, type Reaction, scripted, text } from '../../testing/scripted-server.js';
import { discoverAuthorizationServer } from './discovery.js';
import { NetworkFault } from './network-fault.js';

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
  ['a redirect to another site', away],
  ['a network that wants a sign-in', text('', '', 511)],
])('metadata is found at the second address after %s at the first (O15)', async (_, first) => {
  const { outcome, asked } = await discover(first, json(metadata));
  expect(outcome).toMatchObject({ kind: 'ok', value: { issuer } });
  expect(asked).toEqual([oidc, rfc8414]);
});
