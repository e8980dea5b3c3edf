import { describe, expect, test } from 'vitest';

import {
  client,
  json,
  nodeFault,
  now,
  type Reaction,
  scripted,
  server,
  tokens,
} from '../../testing/scripted-server.js';
import {
  type ClientCredentialsGrantRequest,
  clientCredentialsGrant,
} from './client-credentials-grant.js';
import { createProofKey } from './proof-of-possession.js';

const account = {
  ...client,
  authentication: { kind: 'client_secret_post', clientSecret: 's' },
} as const;

async function ask(reaction: Reaction, differences: Partial<ClientCredentialsGrantRequest> = {}) {
  const { context, seen } = scripted({ [server.tokenEndpoint]: reaction });
  const request: ClientCredentialsGrantRequest = {
    ...{ server, client: account, scopes: ['a', 'b'], resource: null, proofKey: null },
    ...differences,
  };
  return { outcome: await clientCredentialsGrant(request, context), seen };
}

describe('a service account that gets no tokens', () => {
  test('because it cannot authenticate', async () => {
    const { outcome, seen } = await ask(json(tokens), { client });
    expect(outcome).toMatchObject({
      kind: 'misconfigured',
      error: { code: 'client_refused', host: 'as.example' },
    });
    expect(seen).toEqual([]);
  });

  test.each([
    ['invalid_client', 'misconfigured', 'client_refused'],
    ['invalid_grant', 'misconfigured', 'client_refused'],
    ['unauthorized_client', 'misconfigured', 'client_refused'],
    ['invalid_scope', 'misconfigured', 'scope_refused'],
    ['temporarily_unavailable', 'server_fault_retry', 'server_busy'],
  ])('because of %s: %s, never a sign-in', async (error, kind, code) => {
    expect((await ask(json({ error }, 400))).outcome).toMatchObject({ kind, error: { code } });
  });

  test.each([
    ['H51', { ...tokens, refresh_token: 7 }],
    ['H47', { ...tokens, token_type: 'mac' }],
    ['H46', { ...tokens, access_token: '' }],
  ])('because the response is invalid (%s)', async (_, body) => {
    expect((await ask(json(body))).outcome.kind).toBe('rejected_response');
  });
});

describe('a service account', () => {
  test('fails with the network', async () => {
    expect((await ask(nodeFault('ECONNRESET'))).outcome.kind).toBe('network_fault_retry');
  });

  test('gets tokens without a user', async () => {
    const { outcome, seen } = await ask(json({ ...tokens, scope: 'a' }), {
      resource: 'https://api',
    });
    expect(outcome).toEqual({
      kind: 'ok',
      value: {
        tokens: {
          accessToken: 'at-1',
          tokenType: 'bearer',
          refreshToken: null,
          refreshTokenExpiresAt: null,
          idToken: null,
          scopesGranted: ['a'],
          issuedAt: now,
          expiresAt: now + 3_600_000,
          adjustments: [],
        },
        authentication: { kind: 'client_secret_post', clientSecret: 's' },
      },
    });
    expect(Object.fromEntries(seen[0]!.form)).toEqual({
      grant_type: 'client_credentials',
      client_id: 'lanyard',
      client_secret: 's',
      scope: 'a b',
      resource: 'https://api',
    });
  });

  test('names no scopes where none are requested, and ignores a refresh token', async () => {
    const { outcome, seen } = await ask(json({ ...tokens, refresh_token: 'rt' }), { scopes: [] });
    expect(outcome).toMatchObject({
      kind: 'ok',
      value: { tokens: { refreshToken: null, refreshTokenExpiresAt: null } },
    });
    expect(seen[0]!.form.has('scope')).toBe(false);
    expect(seen[0]!.form.has('resource')).toBe(false);
  });

  test('gets tokens bound to its key (O19)', async () => {
    const proofKey = await createProofKey({ ...server, dpopSigningAlgorithms: ['ES256'] });
    const wanted = json({ error: 'use_dpop_nonce' }, 400, { 'dpop-nonce': 'n' });
    const { context, seen } = scripted({
      [server.tokenEndpoint]: [wanted, json({ ...tokens, token_type: 'DPoP' })],
    });
    const request = { server, client: account, scopes: [], resource: null, proofKey };
    expect(await clientCredentialsGrant(request, context)).toMatchObject({
      kind: 'ok',
      value: { tokens: { tokenType: 'dpop' } },
    });
    expect(seen).toHaveLength(2);
  });
});
