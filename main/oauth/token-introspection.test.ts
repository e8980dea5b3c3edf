import { beforeAll, describe, expect, test } from 'vitest';

import {
  client,
  createSigner,
  issuer,
  json,
  type Reaction,
  scripted,
  server,
  text,
} from '../../testing/scripted-server.js';
import { introspectToken } from './token-introspection.js';

async function introspect(reaction: Reaction, at = server) {
  const { context, seen } = scripted({ 'https://as.example/introspect': reaction });
  const question = { server: at, client, token: 'at-1', hint: 'access_token' } as const;
  return { outcome: await introspectToken(question, context), seen };
}

describe('introspection (L11)', () => {
  test.each([
    ['not JSON', text('active', 'text/plain'), 'rejected_response', 'response_rejected'],
    ['no active member', json({ sub: 'alice' }), 'rejected_response', 'response_rejected'],
    ['active as text', json({ active: 'true' }), 'rejected_response', 'response_rejected'],
    ['a fault', json({}, 502), 'server_fault_retry', 'server_error'],
    ['too many requests', json({}, 429), 'server_fault_retry', 'server_busy'],
    ['a busy server', json({ error: 'slow_down' }, 400), 'server_fault_retry', 'server_busy'],
  ])('is refused: %s', async (_, reaction, kind, code) => {
    expect((await introspect(reaction)).outcome).toMatchObject({ kind, error: { code } });
  });

  test.each([
    ['a client it does not know', json({ error: 'invalid_client' }, 401)],
    ['a public client', text('', '', 401)],
    ['a client that is no API', json({ error: 'access_denied' }, 403)],
    ['a client that is no API, with a page', text('<html>', 'text/html', 403)],
    ['an address that is gone', text('not found', 'text/plain', 404)],
    ['an error in a success', json({ error: 'unauthorized_client' })],
    ['an error beside "inactive"', json({ active: false, error: 'invalid_token' })],
  ])('is not answered: %s', async (_, reaction) => {
    expect((await introspect(reaction)).outcome).toMatchObject({
      kind: 'rejected_response',
      error: { code: 'introspection_refused', host: 'as.example' },
    });
  });

  test('is not requested where the server does not offer it (O23)', async () => {
    const { outcome, seen } = await introspect(json({}), {
      ...server,
      introspectionEndpoint: null,
    });
    expect(outcome).toMatchObject({
      kind: 'rejected_response',
      error: {
        code: 'request_refused',
        cause: 'the server has no introspection endpoint',
        host: 'as.example',
      },
    });
    expect(seen).toEqual([]);
  });

  test.each([true, false])('active: %s (O23, H77)', async (active) => {
    const { outcome, seen } = await introspect(json({ active, scope: 'a b', exp: 1 }));
    expect(outcome).toEqual({ kind: 'ok', value: { active, claims: { scope: 'a b', exp: 1 } } });
    expect(seen[0]?.form.get('token_type_hint')).toBe('access_token');
  });

  test('is returned unchanged where it does not quote the token', async () => {
    const claims = { aud: ['a', 'b'], cnf: { jkt: 'k' }, nothing: null, exp: 1 };
    const { outcome } = await introspect(json({ active: true, ...claims }));
    expect(outcome).toEqual({ kind: 'ok', value: { active: true, claims } });
  });
});

describe('a signed introspection response', () => {
  async function askSigned(by: Signer, claims: object) {
    const jwt = await by.sign(
      {
        iss: issuer,
        aud: 'lanyard',
        iat: 1,
        token_introspection: { active: true, sub: 'alice' },
        ...claims,
      },
      { typ: 'token-introspection+jwt' },
    );
    const { context } = scripted({
      'https://as.example/introspect': text(jwt, 'application/token-introspection+jwt'),
      'https://as.example/jwks': json({ keys: [signer.publicKey] }),
    });
    return introspectToken({ server, client, token: 'at-1', hint: 'access_token' }, context);
  }

  test('is accepted from the server (O23)', async () => {
    expect(await askSigned(signer, {})).toEqual({
      kind: 'ok',
      value: { active: true, claims: { sub: 'alice' } },
    });
  });

  test('is refused from anyone else, and for any other client (H82, H83)', async () => {
    expect((await askSigned(await createSigner(), {})).kind).toBe('rejected_response');
    expect((await askSigned(signer, { aud: 'other' })).kind).toBe('rejected_response');
    expect((await askSigned(signer, { iss: 'https://evil.example' })).kind).toBe(
      'rejected_response',
    );
  });
});

type Signer = Awaited<ReturnType<typeof createSigner>>;
let signer: Signer;
beforeAll(async () => {
  signer = await createSigner();
});
