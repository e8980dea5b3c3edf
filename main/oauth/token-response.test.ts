import { describe, expect, test } from 'vitest';

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
import { authorizationCodeGrant } from './authorization-code-grant.js';

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
  test.each([
    ['a redirect (H40)', new Response(null, { status: 307, headers: { location: 'https://x' } })],
    ['half of the JSON as plain text (H41)', text('{"access_token":"a', 'text/plain')],
    ['JSON inside a text (H41)', text(`Here: ${JSON.stringify(tokens)}`, 'text/plain')],
    ['204 (H45)', new Response(null, { status: 204 })],
    ['201 without a body of JSON (H45)', text('created', 'application/json', 201)],
    ['no access token (H46)', json({ token_type: 'Bearer' })],
    ['an empty access token (H46)', json({ ...tokens, access_token: '' })],
    ['a number for an access token (H46)', json({ ...tokens, access_token: 7 })],
    ['a line break in the access token (H46)', json({ ...tokens, access_token: 'a\r\nX-Evil: 1' })],
    ['a space in the access token (H46)', json({ ...tokens, access_token: 'a b' })],
    ['an access token no header can carry (H46)', json({ ...tokens, access_token: 'ä' })],
    ['a huge access token (H46)', json({ ...tokens, access_token: 'a'.repeat(256 * 1024 + 1) })],
    ['a huge refresh token (H46)', json({ ...tokens, refresh_token: 'a'.repeat(256 * 1024 + 1) })],
    ['the token type mac (H47)', json({ ...tokens, token_type: 'mac' })],
    ['two token types (H47)', json({ ...tokens, token_type: ['bearer', 'mac'] })],
    ['a token type that only mentions Bearer (H47)', json({ ...tokens, token_type: 'not bearer' })],
    ['a number for a token type (H47)', json({ ...tokens, token_type: 7 })],
    ['the token type DPoP that was not requested (H50)', json({ ...tokens, token_type: 'DPoP' })],
    ['a number for a refresh token (H51)', json({ ...tokens, refresh_token: 7 })],
  ])('%s', async (_, reaction) => {
    expect(await exchange(reaction)).toMatchObject(
      refusal('rejected_response', 'response_rejected'),
    );
  });

  test.each([
    ['a list of two', json([tokens, tokens])],
    ['an empty list', json([])],
    ['a text', json('tokens')],
    ['nothing', text('', 'application/json')],
    ['half of the JSON', text('{"access_token":"a', 'application/json')],
    [
      'UTF-16',
      new Response(Buffer.from(JSON.stringify(tokens), 'utf16le'), {
        headers: { 'content-type': 'application/json' },
      }),
    ],
  ])('%s: a fault of the server, not a refusal (H43)', async (_, reaction) => {
    expect(await exchange(reaction)).toMatchObject(refusal('server_fault_retry', 'server_error'));
  });

  test.each(['<html>Welcome to our hotel', `<html><pre>${JSON.stringify(tokens)}</pre>`])(
    'a page in place of JSON: the network wants a sign-in (H38, H41)',
    async (page) => {
      expect(await exchange(text(page, 'text/html'))).toMatchObject(
        refusal('network_fault_retry', 'intercepted'),
      );
    },
  );
});

describe('a token error response', () => {
  test.each([
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

  test('with status 200 (H42)', async () => {
    expect(await exchange(json({ error: 'invalid_grant', access_token: null }))).toMatchObject({
      kind: 'needs_sign_in',
      error: { code: 'code_refused', serverError: 'invalid_grant' },
    });
  });

  test.each([
    ['as a form', text('error=invalid_grant&error_description=x', 'text/plain')],
    ['as a page', text('{"error":"invalid_grant"}', 'text/html')],
    ['with status 201', json({ error: 'invalid_grant' }, 201)],
  ])('with the status of a success, %s (H42)', async (_, reaction) => {
    expect(await exchange(reaction)).toMatchObject({
      kind: 'needs_sign_in',
      error: { code: 'code_refused', serverError: 'invalid_grant' },
    });
  });

  test('in the body of a 401 that has a challenge as well (H55)', async () => {
    const challenge = { 'www-authenticate': 'Basic realm="as"' };
    expect(await exchange(json({ error: 'invalid_client' }, 401, challenge))).toMatchObject({
      kind: 'misconfigured',
      error: { code: 'client_refused', serverError: 'invalid_client' },
    });
  });

  test('in the challenge of a 401 alone (H55)', async () => {
    const headers = { 'www-authenticate': 'Basic realm="as", error="invalid_client"' };
    expect(await exchange(new Response('', { status: 401, headers }))).toMatchObject({
      kind: 'misconfigured',
      error: { code: 'client_refused' },
    });
  });

  test.each(['NTLM', 'Negotiate', 'Basic realm="proxy"'])(
    'not by a challenge from something in between: %s (H99)',
    async (challenge) => {
      const headers = { 'www-authenticate': challenge };
      expect(await exchange(new Response('', { status: 401, headers }))).toMatchObject(
        refusal('server_fault_retry', 'server_error'),
      );
    },
  );

  test.each([400, 401, 403, 404])('not by a page with status %i (H56)', async (status) => {
    expect(await exchange(text('<html>Blocked', 'text/html', status))).toMatchObject(
      refusal('server_fault_retry', 'server_error'),
    );
  });

  test.each([
    [407, 'network_fault_retry', 'proxy_refused'],
    [511, 'network_fault_retry', 'intercepted'],
    [408, 'server_fault_retry', 'server_error'],
    [425, 'server_fault_retry', 'server_error'],
    [429, 'server_fault_retry', 'server_busy'],
    [500, 'server_fault_retry', 'server_error'],
    [503, 'server_fault_retry', 'server_error'],
  ])('not with status %i, whatever the body claims: %s (H38, H39)', async (status, kind, code) => {
    expect(await exchange(json({ error: 'invalid_grant' }, status))).toMatchObject(
      refusal(kind, code),
    );
  });

  test('not by a connection that breaks', async () => {
    expect(await exchange(chromiumFault('ERR_CONNECTION_RESET'))).toMatchObject(
      refusal('network_fault_retry', 'server_unreachable'),
    );
  });
});

describe('a token response that is accepted', () => {
  test('in our own terms, unknown members ignored (O10)', async () => {
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
      adjustments: [],
    });
  });

  test('as any kind of JSON (H41)', async () => {
    expect(await tokensOf(text(JSON.stringify(tokens), 'application/vnd.as+json'))).toBeDefined();
  });

  const written = JSON.stringify(tokens);
  const form = 'access_token=at-1&token_type=bearer&expires_in=3600';

  test.each([
    ['with status 201', json(tokens, 201)],
    ['with status 206', json(tokens, 206)],
    ['as a page', text(written, 'text/html')],
    ['as plain text', text(written, 'text/plain; charset=utf-8')],
    ['as text/json', text(written, 'text/json')],
    ['without a media type', text(written, '')],
    ['behind a byte order mark', text(`\uFEFF${written}`, 'application/json')],
    ['in a list of one', json([tokens])],
    ['as a form', text(form, 'application/x-www-form-urlencoded')],
    ['as a form that calls itself a page', text(form, 'text/html')],
  ])('whatever its wrapping, and says so: %s (L10)', async (_, reaction) => {
    expect(await tokensOf(reaction)).toMatchObject({
      ...{ accessToken: 'at-1', tokenType: 'bearer', expiresAt: now + 3_600_000 },
      adjustments: ['response_form'],
    });
  });

  test('with tokens of 16 KB (O10, H46)', async () => {
    const long = 'a'.repeat(16 * 1024);
    expect((await tokensOf(json({ ...tokens, access_token: long }))).accessToken).toBe(long);
  });

  test('with the token type in any case (H48)', async () => {
    expect((await tokensOf(json({ ...tokens, token_type: 'bEARER' }))).tokenType).toBe('bearer');
  });

  test.each([
    ['missing', undefined, null],
    ['null', null, null],
    ['0', 0, now],
    ['"3600"', '3600', now + 3_600_000],
    ['a fraction', 1.5, now + 1_500],
    ['ten years, counted as one', 10 * 365 * 24 * 3600, now + year],
  ])(
    'with the lifetime %s, counted from its arrival (H49, H68)',
    async (_, expires_in, expiresAt) => {
      expect((await tokensOf(json({ ...tokens, expires_in }))).expiresAt).toBe(expiresAt);
    },
  );

  test.each([null, ''])('with %j for missing members (H51)', async (absent) => {
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

  test.each([
    ['narrower', 'files', ['files']],
    ['wider', 'files.read files.write', ['files.read', 'files.write']],
  ])(
    'with a scope %s than requested, as it was granted (O11, H53)',
    async (_, scope, scopesGranted) => {
      expect((await tokensOf(json({ ...tokens, scope }))).scopesGranted).toEqual(scopesGranted);
    },
  );

  test('also when it claims to come from a cache (H52)', async () => {
    expect(await tokensOf(json(tokens, 200, { age: '3600' }))).toMatchObject({ issuedAt: now });
  });
});

describe('the expiry of a refresh token, for which no RFC has a name', () => {
  const endOf = async (members: object) =>
    (await tokensOf(json({ ...tokens, refresh_token: 'rt-1', ...members }))).refreshTokenExpiresAt;

  test.each([
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
  ])('is unknown where it %s, and the tokens are still accepted (H49)', async (_, members) => {
    expect(await endOf(members)).toBeNull();
  });

  test.each([
    ['under the usual name', { refresh_token_expires_in: 60 }],
    ['under Keycloak’s name', { refresh_expires_in: 60 }],
    ['in digits', { refresh_token_expires_in: '60' }],
    ['under Intuit’s name', { x_refresh_token_expires_in: 60 }],
    ['under two more names', { refresh_token_timeout: 900, authorization_expires_in: 60 }],
    [
      'under both, where the earlier counts',
      { refresh_token_expires_in: 70, refresh_expires_in: 60 },
    ],
    ['under two, of which one says "never"', { refresh_expires_in: 0, refresh_token_timeout: 60 }],
  ])('counts from when the response arrived: %s', async (_, members) => {
    expect(await endOf(members)).toBe(now + 60_000);
  });

  test('is at most ten years away (H49)', async () => {
    expect(await endOf({ refresh_token_expires_in: 1e12 })).toBe(now + 10 * year);
  });
});
