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
import { jwtBearerGrant, type JwtBearerGrantRequest } from './jwt-bearer-grant.js';
import { createProofKey } from './proof-of-possession.js';

const assertion = 'header.S3CR3T-claims.signature';

async function present(
  reaction: Reaction | Reaction[],
  differences: Partial<JwtBearerGrantRequest> = {},
) {
  const { context, seen } = scripted({ [server.tokenEndpoint]: reaction });
  const request: JwtBearerGrantRequest = {
    ...{ server, client, assertion, scopes: ['a', 'b'], resource: null, proofKey: null },
    ...differences,
  };
  return { outcome: await jwtBearerGrant(request, context), seen };
}

describe('an assertion that brings no tokens', () => {
  test.each([
    ['invalid_grant', 'misconfigured', 'assertion_refused'],
    ['invalid_client', 'misconfigured', 'client_refused'],
    ['unauthorized_client', 'misconfigured', 'client_refused'],
    ['unsupported_grant_type', 'misconfigured', 'grant_type_refused'],
    ['invalid_scope', 'misconfigured', 'scope_refused'],
    ['temporarily_unavailable', 'server_fault_retry', 'server_busy'],
  ])('because of %s: %s, sent once', async (error, kind, code) => {
    const { outcome, seen } = await present(json({ error }, 400));
    expect(outcome).toMatchObject({ kind, error: { code } });
    expect(seen).toHaveLength(1);
  });

  test('is not in what the server said about it', async () => {
    const description = `bad assertion ${assertion}`;
    const { outcome } = await present(
      json({ error: 'invalid_grant', error_description: description }, 400),
    );
    expect(JSON.stringify(outcome)).not.toContain('S3CR3T');
  });

  test.each([
    ['H47', { ...tokens, token_type: 'mac' }],
    ['H46', { ...tokens, access_token: '' }],
  ])('because the response is invalid (%s)', async (_, body) => {
    expect((await present(json(body))).outcome.kind).toBe('rejected_response');
  });

  test('because of the network', async () => {
    expect((await present(nodeFault('ECONNRESET'))).outcome.kind).toBe('network_fault_retry');
  });
});

describe('an assertion', () => {
  test('brings tokens without a user, and never a refresh token', async () => {
    const { outcome, seen } = await present(json({ ...tokens, refresh_token: 'rt', scope: 'a' }), {
      resource: 'https://api',
    });
    expect(outcome).toMatchObject({
      kind: 'ok',
      value: {
        tokens: { accessToken: 'at-1', refreshToken: null, idToken: null, scopesGranted: ['a'] },
        authentication: { kind: 'none' },
      },
    });
    expect(Object.fromEntries(seen[0]!.form)).toEqual({
      grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
      client_id: 'lanyard',
      assertion,
      scope: 'a b',
      resource: 'https://api',
    });
  });

  test('names no scopes where none are requested', async () => {
    const { outcome, seen } = await present(json(tokens), { scopes: [] });
    expect(outcome).toMatchObject({ kind: 'ok', value: { tokens: { issuedAt: now } } });
    expect(seen[0]!.form.has('scope')).toBe(false);
  });

  test('brings tokens bound to the key (O19)', async () => {
    const proofKey = await createProofKey({ ...server, dpopSigningAlgorithms: ['ES256'] });
    const { outcome, seen } = await present(json({ ...tokens, token_type: 'DPoP' }), { proofKey });
    expect(outcome).toMatchObject({ kind: 'ok', value: { tokens: { tokenType: 'dpop' } } });
    expect(seen[0]!.headers.has('dpop')).toBe(true);
  });
});
