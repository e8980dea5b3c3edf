import { describe, expect, it } from 'vitest';

import { createBoundedFetch } from './bounded-fetch.js';
import {
  client,
  json,
  nodeFault,
  type Reaction,
  scripted,
  server,
  text,
} from '../../testing/scripted-server.js';
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

describe('a revocation that fails', () => {
  it.each([
    ['H71 503', empty(503, { 'retry-after': '7' }), 'server_fault_retry', 'server_busy'],
    ['H71 500', empty(500), 'server_fault_retry', 'server_error'],
    [
      'H75 a redirect',
      empty(302, { location: '/login' }),
      'rejected_response',
      'response_rejected',
    ],
    ['H75 401', empty(401), 'rejected_response', 'revocation_refused'],
    [
      'H75 a wrong client',
      json({ error: 'invalid_client' }, 401),
      'misconfigured',
      'client_refused',
    ],
    [
      'H72 a token type it does not revoke',
      json({ error: 'unsupported_token_type' }, 400),
      'rejected_response',
      'revocation_refused',
    ],
    [
      'H72 an error of its own',
      json({ error: 'nope' }, 400),
      'rejected_response',
      'revocation_refused',
    ],
    [
      'H75 a client that may not revoke',
      json({ error: 'unauthorized_client' }, 400),
      'misconfigured',
      'client_refused',
    ],
    [
      'H71 a server that is temporarily unavailable',
      json({ error: 'temporarily_unavailable' }, 400),
      'server_fault_retry',
      'server_busy',
    ],
    [
      'H71 a server error',
      json({ error: 'server_error' }, 400),
      'server_fault_retry',
      'server_error',
    ],
    [
      'H71 too many requests',
      json({ error: 'slow_down' }, 400),
      'server_fault_retry',
      'server_busy',
    ],
    ['a page', text('<html>', 'text/html', 404), 'server_fault_retry', 'server_error'],
    ['H74 no network', nodeFault('ENETUNREACH'), 'network_fault_retry', 'offline'],
    [
      'H75 a connection that breaks',
      nodeFault('ECONNRESET'),
      'network_fault_retry',
      'server_unreachable',
    ],
  ])('%s', async (_, reaction, kind, code) => {
    const { outcome } = await revoke(reaction);
    expect(outcome).toMatchObject({ kind, error: { code, host: 'as.example' } });
  });

  it('H71 keeps the server’s Retry-After', async () => {
    const { outcome } = await revoke(empty(503, { 'retry-after': '7' }));
    expect(outcome).toMatchObject({ retryAfterMs: 7_000 });
  });

  it('H73 is not tried where the server does not offer it', async () => {
    const { outcome, seen } = await revoke(empty(200), { ...server, revocationEndpoint: null });
    expect(outcome).toMatchObject({
      kind: 'rejected_response',
      error: { code: 'revocation_refused', host: 'as.example' },
    });
    expect(seen).toEqual([]);
  });
});

describe('a revocation that the server accepts', () => {
  it.each([empty(200), json({}), text('OK', 'text/html')])(
    'O14 whatever its body (%#)',
    async (answer) => {
      const { outcome, seen } = await revoke(answer);
      expect(outcome).toEqual({ kind: 'ok', value: null });
      expect(Object.fromEntries(seen[0]?.form ?? [])).toEqual({
        token: 'rt-1',
        token_type_hint: 'refresh_token',
        client_id: 'lanyard',
      });
    },
  );
});
