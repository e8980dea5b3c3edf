import { describe, expect, test } from 'vitest';

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
import { fetchUserinfo } from './userinfo.js';

const refused = json({ error: 'invalid_token' }, 401, {
  'www-authenticate': 'Bearer error="invalid_token"',
});

async function ask(reaction: Reaction, expectedSubject: string | null = 'alice', at = server) {
  const { context, seen } = scripted({ 'https://as.example/me': reaction });
  const question = { server: at, client, accessToken: 'at-1', proofKey: null, expectedSubject };
  return { outcome: await fetchUserinfo(question, context), seen };
}

describe('userinfo', () => {
  test.each([
    ['another account (H90)', json({ sub: 'bob' }), 'rejected_response', 'subject_mismatch'],
    ['no account (H90)', json({ name: 'Alice' }), 'rejected_response', 'response_rejected'],
    ['a number for an account (H87)', json({ sub: 7 }), 'rejected_response', 'response_rejected'],
    ['not JSON', text('alice', 'text/plain'), 'rejected_response', 'response_rejected'],
    ['a fault', json({}, 500), 'server_fault_retry', 'server_error'],
    ['a refusal', refused, 'rejected_response', 'request_refused'],
  ])('is refused: %s', async (_, reaction, kind, code) => {
    expect((await ask(reaction)).outcome).toMatchObject({ kind, error: { code } });
  });

  test('is not requested where the server does not offer it', async () => {
    const { outcome, seen } = await ask(json({}), null, { ...server, userinfoEndpoint: null });
    expect(outcome).toMatchObject({
      kind: 'rejected_response',
      error: {
        code: 'request_refused',
        cause: 'the server has no userinfo endpoint',
        host: 'as.example',
      },
    });
    expect(seen).toEqual([]);
  });

  test('is requested with the token in the header and nowhere else (O21)', async () => {
    const { seen } = await ask(json({ sub: 'alice' }));
    expect(seen[0]).toMatchObject({ url: 'https://as.example/me', method: 'GET' });
    expect(seen[0]?.headers.get('authorization')).toBe('Bearer at-1');
  });

  test.each([
    [{ name: 'Alice', email: 'a@as.example' }, 'Alice', 'a@as.example'],
    [{ name: '', preferred_username: 'ally' }, 'ally', null],
    [{ nickname: 'al' }, 'al', null],
    [{ name: '\u3164', preferred_username: '\u2800', nickname: 'al' }, 'al', null],
    [{ name: '\u200b\u{e0041}', email: '\u00ad' }, null, null],
    [{ name: 'Al\u202eice\u2066 \n Doe' }, 'Alice Doe', null],
    [{ name: 'علی‌رضا' }, 'علی‌رضا', null],
    [{ name: ['x'], email: null, picture: 'https://as.example/10mb.png' }, null, null],
    [{ name: 'a'.repeat(1_000) }, `${'a'.repeat(200)}…`, null],
  ])('names the account: %j (H90)', async (claims, name, email) => {
    const { outcome } = await ask(json({ sub: 'alice', ...claims }), null);
    expect(outcome).toEqual({ kind: 'ok', value: { subject: 'alice', name, email } });
  });
});

describe('a signed userinfo response', () => {
  const claims = { iss: issuer, aud: 'lanyard', sub: 'alice', name: 'Alice' };
  const signed = (jwt: string) => text(jwt, 'application/jwt');

  async function askSigned(answer: string, at = server) {
    const signer = await signing;
    const { context } = scripted({
      'https://as.example/me': signed(answer),
      'https://as.example/jwks': json({ keys: [signer.publicKey] }),
    });
    const question = { server: at, client, accessToken: 'at-1', proofKey: null };
    return fetchUserinfo({ ...question, expectedSubject: 'alice' }, context);
  }

  test('is accepted when the server has signed it', async () => {
    const { sign } = await signing;
    expect(await askSigned(await sign(claims))).toMatchObject({
      kind: 'ok',
      value: { subject: 'alice', name: 'Alice' },
    });
  });

  test.each([
    ['signed by someone else (H82)', async () => (await createSigner()).sign(claims)],
    ['of another account (H90)', async () => (await signing).sign({ ...claims, sub: 'bob' })],
    ['of another issuer (H83)', async () => (await signing).sign({ ...claims, iss: 'https://x' })],
    ['for another client (H83)', async () => (await signing).sign({ ...claims, aud: 'other' })],
    ['expired (H84)', async () => (await signing).sign({ ...claims, exp: 1 })],
    ['unsigned (H80)', () => Promise.resolve(unsigned(claims))],
    ['not a JWT (H89)', () => Promise.resolve('what')],
  ])('is refused: %s', async (_, answer) => {
    expect((await askSigned(await answer())).kind).toBe('rejected_response');
  });

  test('is refused where the server publishes no keys (H82)', async () => {
    const { sign } = await signing;
    const outcome = await askSigned(await sign(claims), { ...server, jwksUri: null });
    expect(outcome).toMatchObject({
      kind: 'rejected_response',
      error: { cause: 'signed by a server that publishes no keys' },
    });
  });
});

const signing = createSigner();
const unsigned = (claims: object) =>
  [{ alg: 'none' }, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.') + '.';
