import { describe, expect, it } from 'vitest';

import { client, json, type Reaction, scripted, server, text } from './scripted-server.fixture.js';
import { fetchUserinfo } from './userinfo.js';

const refused = json({ error: 'invalid_token' }, 401, {
  'www-authenticate': 'Bearer error="invalid_token"',
});

async function ask(reaction: Reaction, expectedSubject: string | null = 'alice', at = server) {
  const { context, seen } = scripted({ 'https://as.example/me': reaction });
  const question = { server: at, client, accessToken: 'at-1', proofKey: null, expectedSubject };
  return { outcome: await fetchUserinfo(question, context), seen };
}

describe('what userinfo says of the account', () => {
  it.each([
    ['H90 another account', json({ sub: 'bob' }), 'rejected_response', 'response_rejected'],
    ['H90 no account', json({ name: 'Alice' }), 'rejected_response', 'response_rejected'],
    ['H87 a number for an account', json({ sub: 7 }), 'rejected_response', 'response_rejected'],
    ['no JSON', text('alice', 'text/plain'), 'rejected_response', 'response_rejected'],
    ['a fault', json({}, 500), 'server_fault_retry', 'server_fault'],
    ['a refusal', refused, 'rejected_response', 'request_refused'],
  ])('is refused: %s', async (_, reaction, kind, code) => {
    expect((await ask(reaction)).outcome).toMatchObject({ kind, failure: { code } });
  });

  it('is not asked for where the server offers none', async () => {
    const { outcome, seen } = await ask(json({}), null, { ...server, userinfoEndpoint: null });
    expect(outcome.kind).toBe('rejected_response');
    expect(seen).toEqual([]);
  });

  it('O21 is asked for with the token in the header and nowhere else', async () => {
    const { seen } = await ask(json({ sub: 'alice' }));
    expect(seen[0]).toMatchObject({ url: 'https://as.example/me', method: 'GET' });
    expect(seen[0]?.headers.get('authorization')).toBe('Bearer at-1');
  });

  it.each([
    [{ name: 'Alice', email: 'a@as.example' }, 'Alice', 'a@as.example'],
    [{ name: '', preferred_username: 'ally' }, 'ally', null],
    [{ nickname: 'al' }, 'al', null],
    [{ name: ['x'], email: null, picture: 'https://as.example/10mb.png' }, null, null],
    [{ name: 'a'.repeat(1_000) }, `${'a'.repeat(200)}…`, null],
  ])('H90 names the account: %j', async (claims, name, email) => {
    const { outcome } = await ask(json({ sub: 'alice', ...claims }), null);
    expect(outcome).toEqual({ kind: 'ok', value: { subject: 'alice', name, email } });
  });
});
