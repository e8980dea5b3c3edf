import { describe, expect, test } from 'vitest';

import {
  json,
  nodeFault,
  now,
  type Reaction,
  scripted,
  text,
} from '../../testing/scripted-server.js';
import {
  revokeServerHeldGrant,
  serverHeldAuthorization,
  serverHeldTokens,
} from './server-held-grant.js';

const endpoint = 'https://odoo.example/api/oauth2/x';
const request = { endpoint, clientId: 'c-1', identity: 'the-identity' };

function ask(reaction: Reaction) {
  const { context, seen } = scripted({ [endpoint]: reaction });
  return {
    seen,
    authorize: () => serverHeldAuthorization(request, context),
    tokens: () => serverHeldTokens({ ...request, scopesIfUnnamed: ['asked'] }, context),
    revoke: () => revokeServerHeldGrant(request, context),
  };
}

const all = ['authorize', 'tokens', 'revoke'] as const;

describe('each message', () => {
  test.each([
    ['authorize', 'GET'],
    ['tokens', 'POST'],
    ['revoke', 'GET'],
  ] as const)(
    '%s is a %s with client ID and identity as its JSON body',
    async (message, method) => {
      const server = ask(json({ authorization_url: 'https://p.example/', access_token: 'a' }));
      expect((await server[message]()).kind).toBe('ok');
      const [sent] = server.seen;
      expect(sent).toMatchObject({ method });
      expect(JSON.parse(sent?.body ?? '')).toEqual({
        client_id: 'c-1',
        client_user_identity: 'the-identity',
      });
      expect(sent?.headers.get('content-type')).toBe('application/json');
    },
  );

  test.each(all)('%s sends nothing over plain http', async (message) => {
    const { context, seen } = scripted({});
    const insecure = { ...request, endpoint: 'http://odoo.example/x', scopesIfUnnamed: [] };
    const messages = {
      authorize: serverHeldAuthorization,
      tokens: serverHeldTokens,
      revoke: revokeServerHeldGrant,
    };
    expect(await messages[message](insecure, context)).toMatchObject({
      error: { code: 'server_insecure' },
    });
    expect(seen).toEqual([]);
  });

  test.each(all)('%s tells a refused client, with any status', async (message) => {
    for (const status of [200, 400, 401]) {
      expect(await ask(json({ error: 'invalid_client' }, status))[message]()).toMatchObject({
        kind: 'misconfigured',
        error: { code: 'client_refused' },
      });
    }
  });

  test.each(all)('%s: a page with a 4xx comes from something in between', async (message) => {
    expect(await ask(text('<html>', 'text/html', 403))[message]()).toMatchObject({
      kind: 'server_fault_retry',
    });
  });

  test.each(all)('%s: a busy server and a broken network are no refusal', async (message) => {
    expect((await ask(text('', '', 503))[message]()).kind).toBe('server_fault_retry');
    expect((await ask(nodeFault('ECONNREFUSED'))[message]()).kind).toBe('network_fault_retry');
  });

  test.each(all)('%s: no failure holds the identity', async (message) => {
    const outcome = await ask(json({ error: 'x', message: 'the-identity' }, 400))[message]();
    expect(outcome.kind).not.toBe('ok');
    expect(JSON.stringify(outcome)).not.toContain('the-identity');
  });
});

describe('the page where the user agrees', () => {
  test.each([
    undefined,
    7,
    'not an address',
    'http://p.example/agree',
    'javascript:alert(1)',
    'https://user@p.example/',
    'https://:word@p.example/',
  ])('%s is no page that a browser may open', async (authorization_url) => {
    expect(await ask(json({ authorization_url })).authorize()).toMatchObject({
      kind: 'rejected_response',
    });
  });

  test.each([
    { result: { authorization_url: 'https://p.example/agree' } },
    { data: { authorizationUrl: 'https://p.example/agree' } },
    { result: JSON.stringify({ authorization_url: 'https://p.example/agree' }) },
  ])('is found below another member: %j', async (body) => {
    expect(await ask(json(body)).authorize()).toEqual({
      kind: 'ok',
      value: 'https://p.example/agree',
    });
  });

  test('a 4xx without a word refuses the request', async () => {
    expect(await ask(json({}, 404)).authorize()).toMatchObject({
      kind: 'rejected_response',
      error: { code: 'request_refused', cause: 'HTTP 404' },
    });
  });
});

describe('the current access token', () => {
  test.each([
    ['an empty answer', json({})],
    ['null', json({ access_token: null })],
    ['false, as of Odoo', json({ access_token: false, refresh_token: false, scope: false })],
    ['false in a reply of Odoo', json({ jsonrpc: '2.0', result: { access_token: false } })],
    ['an error of Odoo', json({ jsonrpc: '2.0', error: { code: 200, message: 'No record' } })],
    ['a 4xx', json({ message: 'no token' }, 404)],
    ['an error of its own', json({ error: 'not_yet' })],
  ])('%s: the user has not agreed, or no longer does', async (_, answer) => {
    expect(await ask(answer).tokens()).toMatchObject({
      kind: 'needs_sign_in',
      error: { code: 'grant_refused' },
    });
  });

  test.each(['access_denied', 'user_cancelled', 'authorization_declined'])(
    '%s ends the wait as declined',
    async (error) => {
      expect(await ask(json({ error }, 403)).tokens()).toMatchObject({ kind: 'user_cancelled' });
    },
  );

  test('an account that the server refuses ends the wait', async () => {
    const answer = json({ error: 'access_denied', error_description: 'User is blocked' }, 403);
    expect(await ask(answer).tokens()).toMatchObject({
      kind: 'rejected_response',
      error: { code: 'account_refused' },
    });
  });

  test.each([
    { access_token: 7 },
    { access_token: 'two words' },
    { access_token: 'line\nbreak' },
    { access_token: 'a'.repeat(256 * 1024 + 1) },
    { access_token: 'a', token_type: 'DPoP' },
    { access_token: 'a', token_type: 7 },
    { access_token: 'a', token_type: 'not bearer' },
    { access_token: 'a', token_type: 'bearer or so' },
  ])('tokens that nobody can use are refused (%#)', async (body) => {
    expect((await ask(json(body)).tokens()).kind).toBe('rejected_response');
  });

  test('is found in a reply of Odoo, with false for what it does not know', async () => {
    const tokens = { access_token: 'a', refresh_token: false, expires_in: 60, login: 'ada' };
    const unknown = { expires_at: false, scope: false, id_token: false, db: false };
    const answer = { jsonrpc: '2.0', id: null, result: { ...tokens, ...unknown } };
    expect(await ask(json(answer)).tokens()).toMatchObject({
      kind: 'ok',
      value: { login: 'ada', tokens: { accessToken: 'a', expiresAt: now + 60_000 } },
    });
  });

  test('its refresh token is the identity, not that of the provider', async () => {
    const answer = {
      access_token: 'a'.repeat(256 * 1024),
      refresh_token: 'r',
      id_token: 'i',
      token_type: 'bearer',
      scope: 'read  write',
      expires_in: 60,
    };
    expect(await ask(json(answer)).tokens()).toEqual({
      kind: 'ok',
      value: {
        login: null,
        tokens: {
          accessToken: answer.access_token,
          tokenType: 'bearer',
          refreshToken: 'the-identity',
          refreshTokenExpiresAt: null,
          idToken: null,
          scopesGranted: ['read', 'write'],
          issuedAt: now,
          expiresAt: now + 60_000,
          adjustments: [],
        },
      },
    });
  });

  const year = 365 * 24 * 60 * 60_000;
  test.each([
    [{}, null],
    [{ expires_in: '90' }, now + 90_000],
    [{ expires_in: 0 }, now],
    [{ expires_in: -5 }, now],
    [{ expires_in: 'soon' }, null],
    [{ expires_in: 'in 90' }, null],
    [{ expires_in: '90 s' }, now + 90_000],
    [{ expires_in: 1e12 }, now + year],
    [{ expires_in: 3_600, expires_at: now / 1_000 + 60 }, now + 60_000],
    [{ expires_at: String(now / 1_000 + 60) }, now + 60_000],
    [{ expires_at: `${now / 1_000 + 60}.5` }, now + 60_500],
    [{ expires_at: 0, expires_in: 60 }, now + 60_000],
    [{ expires_at: '2027-01-01 00:00:00', expires_in: 60 }, now + 60_000],
    [{ expires_at: 1e15 }, now + year],
  ])('%j: when it ends', async (lifetime, expiresAt) => {
    expect(await ask(json({ access_token: 'a', ...lifetime })).tokens()).toMatchObject({
      value: { tokens: { expiresAt } },
    });
  });

  test.each([
    [{}, null],
    [{ login: '' }, null],
    [{ login: 7 }, null],
    [{ login: 'a'.repeat(321) }, null],
    [{ login: 'ada‮' }, null],
    [{ login: '\u3164' }, null],
    [{ login: 'ad\u200ba' }, null],
    [{ login: 'ada' }, 'ada'],
    [{ login: 'a'.repeat(320) }, 'a'.repeat(320)],
    [{ login: 'ada', db: 'prod-1.x' }, 'ada (prod-1.x)'],
    [{ login: 'ada', db: 'a b' }, 'ada'],
    [{ login: 'ada', db: '' }, 'ada'],
    [{ login: 'ada', db: 'x)' }, 'ada'],
    [{ login: 'ada', db: '(x' }, 'ada'],
  ])('%j: whose it is (%#)', async (said, login) => {
    expect(await ask(json({ access_token: 'a', ...said })).tokens()).toMatchObject({
      value: { login },
    });
  });

  test.each([undefined, '', ' ', 7])('scope %j: those that were asked for', async (scope) => {
    expect(await ask(json({ access_token: 'a', scope })).tokens()).toMatchObject({
      value: { tokens: { scopesGranted: ['asked'] } },
    });
  });
});

describe('the revocation', () => {
  test.each([json({}), text('', ''), text('Revoked', 'text/plain')])(
    'a 200 is accepted, whatever its body (%#)',
    async (answer) => {
      expect(await ask(answer).revoke()).toEqual({ kind: 'ok', value: null });
    },
  );

  test.each([
    ...[json({ error: 'unknown' }), json({}, 400), json({ success: false })],
    ...[json({ status: 'error', message: 'Record not found' }), json({ code: 404 })],
  ])('is refused otherwise (%#)', async (answer) => {
    expect(await ask(answer).revoke()).toMatchObject({
      kind: 'rejected_response',
      error: { code: 'revocation_refused' },
    });
  });
});
