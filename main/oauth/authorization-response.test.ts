import { describe, expect, test } from 'vitest';

import {
  completion,
  issuer,
  json,
  redirectUri,
  scripted,
  server,
  tokens,
} from '../../testing/scripted-server.js';
import {
  authorizationCodeGrant,
  type AuthorizationCodeGrantRequest,
} from './authorization-code-grant.js';
import { readCallback } from './callback.js';

async function answer(query: string, differences: Partial<AuthorizationCodeGrantRequest> = {}) {
  const { context, seen } = scripted({ [server.tokenEndpoint]: json(tokens) });
  const outcome = await authorizationCodeGrant(completion(query, differences), context);
  return { outcome, seen };
}

const good = 'code=code-1&state=state-1';
const vigilant = { server: { ...server, sendsIssuer: true } };
const rejected = (code: string) => ({ kind: 'rejected_response', error: { code } });

describe('an authorization response that is refused without a request to the token endpoint', () => {
  test.each([
    ['without a state (H2)', 'code=code-1', 'authorization_response_rejected'],
    ['with another state (H3)', 'code=code-1&state=state-2', 'authorization_response_rejected'],
    [
      "with an attacker's own code and state (H11)",
      'code=evil&state=evil',
      'authorization_response_rejected',
    ],
    ['with two states (H6)', `${good}&state=state-1`, 'authorization_response_rejected'],
    ['with two codes (H6)', `${good}&code=code-2`, 'authorization_response_rejected'],
    [
      'with two issuers (H6)',
      `${good}&iss=${issuer}&iss=${issuer}`,
      'authorization_response_rejected',
    ],
    ['with two errors (H6)', 'state=state-1&error=a&error=b', 'authorization_response_rejected'],
    ['without a code (H7)', 'state=state-1', 'authorization_response_rejected'],
    ['with an empty code (H7)', 'state=state-1&code=', 'authorization_response_rejected'],
    [
      'from another server (H13)',
      `${good}&iss=https://evil.example`,
      'authorization_response_mismatch',
    ],
    [
      'from a server whose name looks alike (H13)',
      `${good}&iss=${issuer}/`,
      'authorization_response_mismatch',
    ],
    [
      'with an error from another server (H18)',
      'state=state-1&error=access_denied&iss=https://evil.example',
      'authorization_response_mismatch',
    ],
    [
      'with a signed response that was not requested',
      `${good}&response=a.b.c`,
      'authorization_response_rejected',
    ],
  ])('%s', async (_, query, code) => {
    const { outcome, seen } = await answer(query);
    expect(outcome).toMatchObject(rejected(code));
    expect(seen).toEqual([]);
  });

  test('without an issuer though the server promises one (O4, H14)', async () => {
    const { outcome, seen } = await answer(good, vigilant);
    expect(outcome).toMatchObject(rejected('authorization_response_mismatch'));
    expect(seen).toEqual([]);
  });

  test.each([
    ['path', `${redirectUri}x`],
    ['case', redirectUri.toUpperCase()],
    ['scheme', 'http://127.0.0.1:4711/callback/as-example'],
  ])('on the redirect URI of another service (%s) (O5, H15)', async (_, other) => {
    const { outcome, seen } = await answer(good, { redirectUri: other });
    expect(outcome).toMatchObject(rejected('authorization_response_mismatch'));
    expect(seen).toEqual([]);
  });

  test('with both a code and an error counts as the error (H8)', async () => {
    const { outcome, seen } = await answer(`${good}&error=access_denied`);
    expect(outcome).toMatchObject({ kind: 'user_cancelled', error: { code: 'access_denied' } });
    expect(seen).toEqual([]);
  });
});

describe('an authorization error response', () => {
  test.each([
    ['H20', 'access_denied', 'user_cancelled', 'access_denied'],
    ['H23', 'temporarily_unavailable', 'server_fault_retry', 'server_busy'],
    ['H23', 'server_error', 'server_fault_retry', 'server_error'],
    ['', 'login_required', 'needs_sign_in', 'interaction_required'],
    ['', 'account_selection_required', 'needs_sign_in', 'account_selection_required'],
    ['', 'unauthorized_client', 'misconfigured', 'client_refused'],
    ['', 'redirect_uri_mismatch', 'misconfigured', 'redirect_uri_refused'],
    ['', 'invalid_scope', 'misconfigured', 'scope_refused'],
    ['', 'invalid_request', 'rejected_response', 'request_refused'],
    ['', 'something_of_their_own', 'rejected_response', 'request_refused'],
    ['', 'constructor', 'rejected_response', 'request_refused'],
  ])('%s %s is %s: %s', async (_, error, kind, code) => {
    const { outcome, seen } = await answer(`state=state-1&error=${error}&error_description=Why`);
    expect(outcome).toEqual({
      kind,
      error: { code, cause: 'Why', host: 'as.example', serverError: error },
      retryAfterMs: null,
    });
    expect(seen).toEqual([]);
  });
});

test('an error with a description in Latin-1 counts', async () => {
  const query = 'state=state-1&error=access_denied&error_description=Acc%E8s+refus%E9';
  expect((await answer(query)).outcome).toMatchObject({
    kind: 'user_cancelled',
    error: { code: 'access_denied', cause: 'Acc\uFFFDs refus\uFFFD' },
  });
});

describe('an authorization response that is accepted', () => {
  test('has ill-encoded text where nobody reads it', async () => {
    const { outcome, seen } = await answer(`${good}&message=100%`);
    expect(outcome.kind).toBe('ok');
    expect(seen[0]?.form.get('code')).toBe('code-1');
  });

  test('has its code sent once, to the token endpoint of when the sign-in began, with the verifier (H16, H17)', async () => {
    const { outcome, seen } = await answer(`${good}&iss=${issuer}&unknown=1&unknown=2`, vigilant);
    expect(outcome.kind).toBe('ok');
    expect(seen).toHaveLength(1);
    expect(seen[0]).toMatchObject({ url: server.tokenEndpoint, method: 'POST' });
    expect(Object.fromEntries(seen[0]?.form ?? [])).toEqual({
      grant_type: 'authorization_code',
      client_id: 'lanyard',
      code: 'code-1',
      code_verifier: 'v'.repeat(43),
      redirect_uri: redirectUri,
    });
  });

  test('names the API the tokens are for', async () => {
    const { seen } = await answer(good, { resource: 'https://api.example' });
    expect(seen[0]?.form.get('resource')).toBe('https://api.example');
  });

  test('arrived at one of the two addresses that localhost stands for, where that is what was registered (H15)', async () => {
    const { context } = scripted({ [server.tokenEndpoint]: json(tokens) });
    const callback = readCallback(`http://[::1]:4711/callback/as-example?${good}`);
    if (callback.kind !== 'response') throw new Error(callback.kind);
    const asked = completion(good, {
      redirectUri: 'http://localhost:4711/callback/as-example',
      callback,
    });
    expect((await authorizationCodeGrant(asked, context)).kind).toBe('ok');
  });

  test('is completed beside 100 others without mixing them up (H19)', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 100 }, async (_, index) => {
        const mine = String(index);
        const { context } = scripted({
          [server.tokenEndpoint]: json({ ...tokens, access_token: `at-${mine}` }),
        });
        const asked = completion(`code=c-${mine}&state=s-${mine}`, { state: `s-${mine}` });
        return authorizationCodeGrant(asked, context);
      }),
    );
    expect(
      outcomes.map((each) => (each.kind === 'ok' ? each.value.tokens.accessToken : each.kind)),
    ).toEqual(Array.from({ length: 100 }, (_, index) => `at-${String(index)}`));
  });
});
