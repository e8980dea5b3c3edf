import { describe, expect, test } from 'vitest';

import {
  client,
  json,
  nodeFault,
  type Reaction,
  scripted,
  server,
  text,
} from '../../testing/scripted-server.js';
import { createBoundedFetch } from './bounded-fetch.js';
import { revokeToken } from './token-revocation.js';

async function revoke(reaction: Reaction, at = server) {
  const { context, seen } = scripted({ 'https://as.example/revoke': reaction });
  const outcome = await revokeToken(
    { server: at, client, token: 'rt-1', hint: 'refresh_token' },
    { ...context, fetch: createBoundedFetch(context.fetch) },
  );
  return { outcome, seen };
}

const empty = (status: number, headers = {}) => new Response(null, { status, headers });

describe('a revocation that fails (L11)', () => {
  test.each([
    ['503 (H71)', empty(503, { 'retry-after': '7' }), 'server_fault_retry', 'server_busy'],
    ['500 (H71)', empty(500), 'server_fault_retry', 'server_error'],
    [
      'a redirect (H75)',
      empty(302, { location: '/login' }),
      'rejected_response',
      'response_rejected',
    ],
    ['401 (H75)', empty(401), 'rejected_response', 'revocation_refused'],
    [
      'a wrong client (H75)',
      json({ error: 'invalid_client' }, 401),
      'misconfigured',
      'client_refused',
    ],
    [
      'a token type it does not revoke (H72)',
      json({ error: 'unsupported_token_type' }, 400),
      'rejected_response',
      'revocation_refused',
    ],
    [
      'an error of its own (H72)',
      json({ error: 'nope' }, 400),
      'rejected_response',
      'revocation_refused',
    ],
    [
      'a client that may not revoke (H75)',
      json({ error: 'unauthorized_client' }, 400),
      'misconfigured',
      'client_refused',
    ],
    [
      'a server that is temporarily unavailable (H71)',
      json({ error: 'temporarily_unavailable' }, 400),
      'server_fault_retry',
      'server_busy',
    ],
    [
      'a server error (H71)',
      json({ error: 'server_error' }, 400),
      'server_fault_retry',
      'server_error',
    ],
    [
      'too many requests (H71)',
      json({ error: 'slow_down' }, 400),
      'server_fault_retry',
      'server_busy',
    ],
    [
      'an error in a success (H72)',
      json({ error: 'invalid_token' }),
      'rejected_response',
      'revocation_refused',
    ],
    [
      'a wrong client in a success (H75)',
      json({ error: 'invalid_client' }, 202),
      'misconfigured',
      'client_refused',
    ],
    [
      'an error of another shape in a success (H72)',
      json({ error: { code: 7, message: 'no' } }),
      'rejected_response',
      'revocation_refused',
    ],
    [
      'no success in a success (H72)',
      json({ success: false }),
      'rejected_response',
      'revocation_refused',
    ],
    ['a page', text('<html>', 'text/html', 404), 'server_fault_retry', 'server_error'],
    ['no network (H74)', nodeFault('ENETUNREACH'), 'network_fault_retry', 'offline'],
    [
      'a connection that breaks (H75)',
      nodeFault('ECONNRESET'),
      'network_fault_retry',
      'server_unreachable',
    ],
  ])('%s', async (_, reaction, kind, code) => {
    const { outcome } = await revoke(reaction);
    expect(outcome).toMatchObject({ kind, error: { code, host: 'as.example' } });
  });

  test.each([
    { errors: [{ message: 'no such app' }] },
    { errors: 'no' },
    { code: 1, msg: 'bad' },
    { code: '40001', msg: 'was not successful' },
    { code: 'TOKEN_NOT_FOUND' },
    { errcode: 40030, errmsg: 'invalid token' },
    { status: 'error' },
    { status: 'Failure' },
    { status: 401 },
    { result: 'failed' },
    { success: 'false' },
    { ok: false },
    { revoked: false },
    [{ error: 'no' }],
  ])('in a success that says %j (H72)', async (body) => {
    expect((await revoke(json(body))).outcome).toMatchObject({
      kind: 'rejected_response',
      error: { code: 'revocation_refused', host: 'as.example' },
    });
  });

  test.each([
    ['text/html', '<!DOCTYPE html><title>Sign in'],
    ['text/html', '\n<html><body>'],
    ['', '<html>'],
  ])('in a success of type %j that is a page (L11)', async (type, page) => {
    expect((await revoke(text(page, type))).outcome).toMatchObject({
      kind: 'server_fault_retry',
      error: { code: 'server_error' },
    });
  });

  test('keeps the server’s Retry-After (H71)', async () => {
    const { outcome } = await revoke(empty(503, { 'retry-after': '7' }));
    expect(outcome).toMatchObject({ retryAfterMs: 7_000 });
  });

  test('is not tried where the server does not offer it (H73)', async () => {
    const { outcome, seen } = await revoke(empty(200), { ...server, revocationEndpoint: null });
    expect(outcome).toMatchObject({
      kind: 'rejected_response',
      error: { code: 'revocation_refused', host: 'as.example' },
    });
    expect(seen).toEqual([]);
  });
});

describe('a revocation that the server accepts (L11)', () => {
  test.each([
    ...[empty(200), json({}), text('OK', 'text/html'), empty(204), json({ status: 'ok' }, 202)],
    ...[json({ status: 'ok' }), json({ success: true }), json({ code: 0, msg: 'ok' }), json([])],
    ...[json({ code: 200, status: 'OK' }), json({ code: '0' }), json({ status: 0, body: {} })],
    ...[json({ code: 1, message: 'success' }), json({ errors: [] }), json({ revoked: true })],
    ...[
      json({ status: 1 }),
      json({ error: null, success: true }),
      json({ error: '' }),
      json({ error: false }),
    ],
  ])('by any 2xx whose body names no error (%#) (O14)', async (answer) => {
    const { outcome, seen } = await revoke(answer);
    expect(outcome).toEqual({ kind: 'ok', value: null });
    expect(Object.fromEntries(seen[0]?.form ?? [])).toEqual({
      token: 'rt-1',
      token_type_hint: 'refresh_token',
      client_id: 'lanyard',
    });
  });
});

describe('a token that has ended already is revoked, whatever the status (H72, L11)', () => {
  test.each([
    [
      'Google',
      json({ error: 'invalid_token', error_description: 'Token expired or revoked' }, 400),
    ],
    ['the code for a grant', json({ error: 'invalid_grant' }, 400)],
    ['words', json({ message: 'Token has already been revoked' }, 400)],
    ['a missing token', json({ message: 'Token not found' }, 404)],
    ['an unknown token', json({ errors: [{ message: 'Unknown refresh token' }] }, 422)],
  ])('%s', async (_, answer) => {
    expect((await revoke(answer)).outcome).toEqual({ kind: 'ok', value: null });
  });

  test.each([
    ['a proof', json({ error: 'invalid_token', error_description: 'DPoP proof required' }, 400)],
    ['the client', json({ error: 'invalid_grant', error_description: 'Wrong client' }, 400)],
    ['the request', json({ error: 'invalid_request', error_description: 'Missing token' }, 400)],
    ['no endpoint', json({ message: 'Not found' }, 404)],
    ['nothing', text('', '', 404)],
    ['the request’s own token', json({ error: 'invalid_token' }, 401)],
    ['a page', text('<html>Invalid token', 'text/html', 400)],
  ])('but not where the refusal is about %s', async (_, answer) => {
    expect((await revoke(answer)).outcome.kind).not.toBe('ok');
  });
});
