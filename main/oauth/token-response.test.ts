import { describe, expect, it } from 'vitest';

import { authorizationCodeGrant } from './authorization-code-grant.js';
import {
  chromiumFault,
  completion,
  json,
  now,
  type Reaction,
  scripted,
  server,
  text,
  tokens,
} from '../../testing/scripted-server.js';

async function exchange(reaction: Reaction) {
  const { context } = scripted({ [server.tokenEndpoint]: reaction });
  return authorizationCodeGrant(completion('code=code-1&state=state-1'), context);
}

const tokensOf = async (reaction: Reaction) => {
  const outcome = await exchange(reaction);
  if (outcome.kind !== 'ok') throw new Error(JSON.stringify(outcome));
  return outcome.value.tokens;
};
const year = 365 * 24 * 3600 * 1000;
const refusal = (kind: string, code: string) => ({ kind, error: { code, host: 'as.example' } });

describe('a token response that is refused', () => {
  it.each([
    ['H40 a redirect', new Response(null, { status: 307, headers: { location: 'https://x' } })],
    ['H41 JSON served as a page', text(JSON.stringify(tokens), 'text/html')],
    ['H41 JSON served as nothing', text(JSON.stringify(tokens), '')],
    ['H45 201', json(tokens, 201)],
    ['H45 204', new Response(null, { status: 204 })],
    ['H45 206', json(tokens, 206)],
    ['H46 no access token', json({ token_type: 'Bearer' })],
    ['H46 an empty access token', json({ ...tokens, access_token: '' })],
    ['H46 a number for an access token', json({ ...tokens, access_token: 7 })],
    ['H46 a line break in the access token', json({ ...tokens, access_token: 'a\r\nX-Evil: 1' })],
    ['H46 a space in the access token', json({ ...tokens, access_token: 'a b' })],
    ['H46 an access token no header can carry', json({ ...tokens, access_token: 'ä' })],
    ['H46 a huge access token', json({ ...tokens, access_token: 'a'.repeat(256 * 1024 + 1) })],
    ['H46 a huge refresh token', json({ ...tokens, refresh_token: 'a'.repeat(256 * 1024 + 1) })],
    ['H47 no token type', json({ access_token: 'a' })],
    ['H47 the token type mac', json({ ...tokens, token_type: 'mac' })],
    ['H50 the token type DPoP that was not requested', json({ ...tokens, token_type: 'DPoP' })],
    ['H49 a negative lifetime', json({ ...tokens, expires_in: -1 })],
    ['H49 a lifetime that is half a number', json({ ...tokens, expires_in: '3600abc' })],
    ['H49 a lifetime beyond all numbers', json({ ...tokens, expires_in: 1e300 })],
    ['H49 a lifetime that is a list', json({ ...tokens, expires_in: [3600] })],
    ['H51 a number for a refresh token', json({ ...tokens, refresh_token: 7 })],
    ['a number for a scope', json({ ...tokens, scope: 7 })],
  ])('%s', async (_, reaction) => {
    expect(await exchange(reaction)).toMatchObject(
      refusal('rejected_response', 'response_rejected'),
    );
  });

  it.each([
    ['an array', json([tokens])],
    ['a text', json('tokens')],
    ['nothing', text('', 'application/json')],
    ['half of the JSON', text('{"access_token":"a', 'application/json')],
    ['a byte order mark', text(`\uFEFF${JSON.stringify(tokens)}`, 'application/json')],
    [
      'UTF-16',
      new Response(Buffer.from(JSON.stringify(tokens), 'utf16le'), {
        headers: { 'content-type': 'application/json' },
      }),
    ],
  ])('H43 %s: a fault of the server, not a refusal', async (_, reaction) => {
    expect(await exchange(reaction)).toMatchObject(refusal('server_fault_retry', 'server_error'));
  });

  it('H38 a page in place of JSON: the network wants a sign-in', async () => {
    expect(await exchange(text('<html>Welcome to our hotel', 'text/html'))).toMatchObject(
      refusal('network_fault_retry', 'intercepted'),
    );
  });
});

describe('a token error response', () => {
  it.each([
    ['H54', 'invalid_grant', 'needs_sign_in', 'code_refused'],
    ['', 'invalid_client', 'misconfigured', 'client_refused'],
    ['', 'unauthorized_client', 'misconfigured', 'client_refused'],
    ['', 'redirect_uri_mismatch', 'misconfigured', 'redirect_uri_refused'],
    ['', 'invalid_request', 'rejected_response', 'request_refused'],
    ['', 'made_up', 'rejected_response', 'request_refused'],
  ])('%s %s is %s: %s', async (_, error, kind, code) => {
    expect(await exchange(json({ error }, 400))).toMatchObject({
      kind,
      error: { code, serverError: error },
    });
  });

  it('H42 with status 200', async () => {
    expect(await exchange(json({ error: 'invalid_grant', access_token: null }))).toMatchObject({
      kind: 'needs_sign_in',
      error: { code: 'code_refused', serverError: 'invalid_grant' },
    });
  });

  it('H55 in the body of a 401 that has a challenge as well', async () => {
    const challenge = { 'www-authenticate': 'Basic realm="as"' };
    expect(await exchange(json({ error: 'invalid_client' }, 401, challenge))).toMatchObject({
      kind: 'misconfigured',
      error: { code: 'client_refused', serverError: 'invalid_client' },
    });
  });

  it('H55 in the challenge of a 401 alone', async () => {
    const headers = { 'www-authenticate': 'Basic realm="as", error="invalid_client"' };
    expect(await exchange(new Response('', { status: 401, headers }))).toMatchObject({
      kind: 'misconfigured',
      error: { code: 'client_refused' },
    });
  });

  it.each(['NTLM', 'Negotiate', 'Basic realm="proxy"'])(
    'H99 not by a challenge from something in between: %s',
    async (challenge) => {
      const headers = { 'www-authenticate': challenge };
      expect(await exchange(new Response('', { status: 401, headers }))).toMatchObject(
        refusal('server_fault_retry', 'server_error'),
      );
    },
  );

  it.each([400, 401, 403, 404])('H56 not by a page with status %i', async (status) => {
    expect(await exchange(text('<html>Blocked', 'text/html', status))).toMatchObject(
      refusal('server_fault_retry', 'server_error'),
    );
  });

  it.each([
    [407, 'network_fault_retry', 'proxy_refused'],
    [511, 'network_fault_retry', 'intercepted'],
    [408, 'server_fault_retry', 'server_error'],
    [425, 'server_fault_retry', 'server_error'],
    [429, 'server_fault_retry', 'server_busy'],
    [500, 'server_fault_retry', 'server_error'],
    [503, 'server_fault_retry', 'server_busy'],
  ])('H38 H39 not with status %i, whatever the body claims: %s', async (status, kind, code) => {
    expect(await exchange(json({ error: 'invalid_grant' }, status))).toMatchObject(
      refusal(kind, code),
    );
  });

  it('not by a connection that breaks', async () => {
    expect(await exchange(chromiumFault('ERR_CONNECTION_RESET'))).toMatchObject(
      refusal('network_fault_retry', 'server_unreachable'),
    );
  });
});

describe('a token response that is accepted', () => {
  it('O10 in our own terms, unknown members ignored', async () => {
    const all = { ...tokens, refresh_token: 'rt-1', scope: 'a b', made_up: { x: 1 } };
    expect(await tokensOf(json(all))).toEqual({
      accessToken: 'at-1',
      tokenType: 'bearer',
      refreshToken: 'rt-1',
      refreshTokenExpiresAt: null,
      idToken: null,
      scopesGranted: ['a', 'b'],
      issuedAt: now,
      expiresAt: now + 3_600_000,
    });
  });

  it('H41 as any kind of JSON', async () => {
    expect(await tokensOf(text(JSON.stringify(tokens), 'application/vnd.as+json'))).toBeDefined();
  });

  it('O10 H46 with tokens of 16 KB', async () => {
    const long = 'a'.repeat(16 * 1024);
    expect((await tokensOf(json({ ...tokens, access_token: long }))).accessToken).toBe(long);
  });

  it('H48 with the token type in any case', async () => {
    expect((await tokensOf(json({ ...tokens, token_type: 'bEARER' }))).tokenType).toBe('bearer');
  });

  it.each([
    ['missing', undefined, null],
    ['null', null, null],
    ['0', 0, now],
    ['"3600"', '3600', now + 3_600_000],
    ['a fraction', 1.5, now + 1_500],
    ['ten years, counted as one', 10 * 365 * 24 * 3600, now + year],
  ])('H49 H68 with the lifetime %s, counted from its arrival', async (_, expires_in, expiresAt) => {
    expect((await tokensOf(json({ ...tokens, expires_in }))).expiresAt).toBe(expiresAt);
  });

  it.each([null, ''])('H51 with %j for missing members', async (absent) => {
    const all = {
      ...tokens,
      refresh_token: absent,
      scope: absent,
      id_token: absent,
      error: absent,
    };
    expect(await tokensOf(json(all))).toMatchObject({
      refreshToken: null,
      idToken: null,
      scopesGranted: ['files.read'],
    });
  });

  it.each([
    ['narrower', 'files', ['files']],
    ['wider', 'files.read files.write', ['files.read', 'files.write']],
  ])(
    'O11 H53 with a scope %s than requested, as it was granted',
    async (_, scope, scopesGranted) => {
      expect((await tokensOf(json({ ...tokens, scope }))).scopesGranted).toEqual(scopesGranted);
    },
  );

  it('H52 also when it claims to come from a cache', async () => {
    expect(await tokensOf(json(tokens, 200, { age: '3600' }))).toMatchObject({ issuedAt: now });
  });
});

describe('the expiry of a refresh token, for which no RFC has a name', () => {
  const endOf = async (members: object) =>
    (await tokensOf(json({ ...tokens, refresh_token: 'rt-1', ...members }))).refreshTokenExpiresAt;

  it.each([
    ['is missing', {}],
    ['is 0, by which Keycloak says "never"', { refresh_expires_in: 0 }],
    ['is negative', { refresh_token_expires_in: -1 }],
    ['is a word', { refresh_token_expires_in: 'soon' }],
    ['is half a number', { refresh_token_expires_in: '60s' }],
    ['is a number behind a word', { refresh_token_expires_in: 's60' }],
    ['is a fraction', { refresh_token_expires_in: 0.5 }],
    ['is a list', { refresh_token_expires_in: [60] }],
    ['is true', { refresh_token_expires_in: true }],
    ['is null', { refresh_token_expires_in: null }],
    ['is beyond all numbers', { refresh_token_expires_in: 1e300 }],
  ])('H49 is unknown where it %s, and the tokens are still accepted', async (_, members) => {
    expect(await endOf(members)).toBeNull();
  });

  it.each([
    ['under the usual name', { refresh_token_expires_in: 60 }],
    ['under Keycloak’s name', { refresh_expires_in: 60 }],
    ['in digits', { refresh_token_expires_in: '60' }],
    [
      'under both, where the usual one counts',
      { refresh_token_expires_in: 60, refresh_expires_in: 7 },
    ],
  ])('counts from when the response arrived: %s', async (_, members) => {
    expect(await endOf(members)).toBe(now + 60_000);
  });

  it('H49 is at most ten years away', async () => {
    expect(await endOf({ refresh_token_expires_in: 1e12 })).toBe(now + 10 * year);
  });
});
