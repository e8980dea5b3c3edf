import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { formatMessage } from '../../../messages/format.js';
import {
  aConnection,
  aServer,
  createTestClock,
  openMemoryVault,
  storeWith,
} from '../../../testing/test-world.js';
import { json, read, vendor } from '../../../testing/vendor.js';
import { type Adjustment, adjustmentName } from '../../connections/service-adjustment.js';
import { adjustedAuthorizationUrl, adjustedFetch } from './apply.js';

const every: readonly Adjustment[] = [
  ...adjustmentName.options.map((name) => ({ name })),
  { name: 'userinfo_fields', subject: 'id' },
  { name: 'refresh_endpoint', url: 'https://server.example/refresh' },
];

describe('every adjustment', () => {
  test.each(every)(
    '$name: passes on a response that it does not recognize, byte for byte',
    async (one) => {
      const odd = '\uFEFF<html>not what was due</html>';
      const answer = new Response(odd, { status: 418, headers: { 'content-type': 'text/html' } });
      const { exchange, whoami } = vendor([one], answer);
      for (const response of [await exchange(), await whoami()]) {
        expect(response.status).toBe(418);
        expect(Buffer.from(await response.arrayBuffer())).toEqual(Buffer.from(odd));
      }
    },
  );

  test.each(every)('$name: passes on a network error', async (one) => {
    const broken = new Error('net::ERR_CONNECTION_RESET');
    const { exchange, whoami } = vendor([one], broken);
    await expect(exchange()).rejects.toBe(broken);
    await expect(whoami()).rejects.toBe(broken);
  });

  test.each(every)('$name: never loses the refresh token of a response (O12)', async (one) => {
    await fc.assert(
      fc.asyncProperty(fc.dictionary(fc.string(), fc.jsonValue()), async (more: object) => {
        // Slack's own format has its own test.
        const said = { ...more, authed_user: undefined, ok: true, refresh_token: 'rt-2' };
        const { refresh } = vendor([one], json(said));
        expect(await read(await refresh())).toMatchObject({ refresh_token: 'rt-2' });
      }),
      { numRuns: 30 },
    );
  });

  test.each(every)('$name: changes no request to another address', async (one) => {
    const { fetch, reached } = vendor([one], json({ keys: [], scope: 'a,b', ok: false }));
    const response = await fetch(String(aServer.jwksUri), { headers: { accept: 'x' } });
    expect(await read(response)).toEqual({ keys: [], scope: 'a,b', ok: false });
    expect(reached).toMatchObject([{ url: aServer.jwksUri, method: 'GET' }]);
    expect([...(reached[0]?.headers ?? [])]).toEqual([['accept', 'x']]);
  });

  test.each(every)(
    '$name: changes neither state, PKCE nor redirect URI of a sign-in (O2, O3, O5)',
    (one) => {
      const parameters = {
        state: 'a,b c',
        code_challenge: 'x',
        code_challenge_method: 'S256',
        redirect_uri: 'app.lanyard.desktop:/callback/x',
      };
      const url = `https://server.example/authorize?${new URLSearchParams({ ...parameters, scope: 'a b' }).toString()}`;
      const adjusted = new URL(adjustedAuthorizationUrl([one], url));
      expect(Object.fromEntries(adjusted.searchParams)).toMatchObject(parameters);
      expect(adjusted.origin + adjusted.pathname).toBe('https://server.example/authorize');
    },
  );

  test.each(every)('$name: is described in one sentence, and is stored unchanged', async (one) => {
    expect(formatMessage(`adjustment.${one.name}`)).toMatch(/^[A-Z].+\.$/);
    const vault = await openMemoryVault(createTestClock());
    await storeWith(vault, aConnection({ adjustments: [one] }));
    expect(await vault.connections()).toMatchObject([{ connection: { adjustments: [one] } }]);
  });
});

test('without adjustments it is the same fetch', () => {
  const fetch = () => Promise.reject(new Error('never asked'));
  expect(adjustedFetch([], { server: aServer, clientId: 'lanyard' }, fetch)).toBe(fetch);
});

test('the order in a definition makes no difference', async () => {
  const names: readonly Adjustment[] = [
    { name: 'slack_user_token' },
    { name: 'slack_errors' },
    { name: 'scopes_in_answer' },
  ];
  const answer = json({
    ok: true,
    authed_user: { access_token: 'xoxp-1', token_type: 'user', scope: 'a,b' },
  });
  const one = await read(await vendor(names, answer).exchange());
  const other = await read(await vendor(names.toReversed(), answer).exchange());
  expect(one).toEqual({ access_token: 'xoxp-1', token_type: 'bearer', scope: 'a b' });
  expect(other).toEqual(one);
});
