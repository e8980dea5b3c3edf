import { describe, expect, it } from 'vitest';

import { completeAuthorization, type Completion } from './authorization-code-grant.js';
import { readCallback } from './callback.js';
import {
  completion,
  issuer,
  json,
  redirectUri,
  scripted,
  server,
  tokens,
} from '../../testing/scripted-server.js';

async function answer(query: string, differences: Partial<Completion> = {}) {
  const { context, seen } = scripted({ [server.tokenEndpoint]: json(tokens) });
  const outcome = await completeAuthorization(completion(query, differences), context);
  return { outcome, seen };
}

const good = 'code=code-1&state=state-1';
const vigilant = { server: { ...server, sendsIssuer: true } };
const rejected = (code: string) => ({ kind: 'rejected_response', failure: { code } });

describe('an answer to a sign-in that is refused without asking the token endpoint', () => {
  it.each([
    ['H2 without a state', 'code=code-1', 'answer_rejected'],
    ['H3 with another state', 'code=code-1&state=state-2', 'answer_rejected'],
    ["H11 with an attacker's own code and state", 'code=evil&state=evil', 'answer_rejected'],
    ['H6 with two states', `${good}&state=state-1`, 'answer_rejected'],
    ['H6 with two codes', `${good}&code=code-2`, 'answer_rejected'],
    ['H6 with two issuers', `${good}&iss=${issuer}&iss=${issuer}`, 'answer_rejected'],
    ['H6 with two errors', 'state=state-1&error=a&error=b', 'answer_rejected'],
    ['H7 without a code', 'state=state-1', 'answer_rejected'],
    ['H7 with an empty code', 'state=state-1&code=', 'answer_rejected'],
    ['H13 from another server', `${good}&iss=https://evil.example`, 'answer_from_other_service'],
    ['H13 from a server that reads alike', `${good}&iss=${issuer}/`, 'answer_from_other_service'],
    [
      'H18 with an error from another server',
      'state=state-1&error=access_denied&iss=https://evil.example',
      'answer_from_other_service',
    ],
    ['with a signed response nobody asked for', `${good}&response=a.b.c`, 'answer_rejected'],
  ])('%s', async (_, query, code) => {
    const { outcome, seen } = await answer(query);
    expect(outcome).toMatchObject(rejected(code));
    expect(seen).toEqual([]);
  });

  it('O4 H14 without an issuer though the server promises one', async () => {
    const { outcome, seen } = await answer(good, vigilant);
    expect(outcome).toMatchObject(rejected('answer_from_other_service'));
    expect(seen).toEqual([]);
  });

  it.each([
    ['path', `${redirectUri}x`],
    ['case', redirectUri.toUpperCase()],
    ['scheme', 'http://127.0.0.1:4711/callback/as-example'],
  ])('O5 H15 on the redirect URI of another service (%s)', async (_, other) => {
    const { outcome, seen } = await answer(good, { redirectUri: other });
    expect(outcome).toMatchObject(rejected('answer_from_other_service'));
    expect(seen).toEqual([]);
  });

  it('H8 with both a code and an error counts as the error', async () => {
    const { outcome, seen } = await answer(`${good}&error=access_denied`);
    expect(outcome).toMatchObject({ kind: 'user_cancelled', failure: { code: 'access_denied' } });
    expect(seen).toEqual([]);
  });
});

describe('an answer that says no', () => {
  it.each([
    ['H20', 'access_denied', 'user_cancelled', 'access_denied'],
    ['H23', 'temporarily_unavailable', 'server_fault_retry', 'server_busy'],
    ['H23', 'server_error', 'server_fault_retry', 'server_fault'],
    ['', 'login_required', 'needs_sign_in', 'interaction_required'],
    ['', 'account_selection_required', 'needs_sign_in', 'account_selection_needed'],
    ['', 'unauthorized_client', 'misconfigured', 'client_refused'],
    ['', 'redirect_uri_mismatch', 'misconfigured', 'redirect_refused'],
    ['', 'invalid_scope', 'misconfigured', 'scope_refused'],
    ['', 'invalid_request', 'rejected_response', 'request_refused'],
    ['', 'something_of_their_own', 'rejected_response', 'request_refused'],
    ['', 'constructor', 'rejected_response', 'request_refused'],
  ])('%s %s is %s: %s', async (_, error, kind, code) => {
    const { outcome, seen } = await answer(`state=state-1&error=${error}&error_description=Why`);
    expect(outcome).toEqual({
      kind,
      failure: { code, cause: 'Why', host: 'as.example', serverError: error },
      retryAfterMs: null,
    });
    expect(seen).toEqual([]);
  });
});

describe('an answer that is ours', () => {
  it('H16 H17 has its code sent once, to the token endpoint remembered, with the verifier', async () => {
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

  it('names the API the tokens are for', async () => {
    const { seen } = await answer(good, { resource: 'https://api.example' });
    expect(seen[0]?.form.get('resource')).toBe('https://api.example');
  });

  it('H15 arrived at one of the two addresses that localhost stands for, where that is what was registered', async () => {
    const { context } = scripted({ [server.tokenEndpoint]: json(tokens) });
    const callback = readCallback(`http://[::1]:4711/callback/as-example?${good}`);
    if (callback.kind !== 'response') throw new Error(callback.kind);
    const asked = completion(good, {
      redirectUri: 'http://localhost:4711/callback/as-example',
      callback,
    });
    expect((await completeAuthorization(asked, context)).kind).toBe('ok');
  });

  it('H19 is completed beside 100 others without one taking the place of another', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 100 }, async (_, index) => {
        const mine = String(index);
        const { context } = scripted({
          [server.tokenEndpoint]: json({ ...tokens, access_token: `at-${mine}` }),
        });
        const asked = completion(`code=c-${mine}&state=s-${mine}`, { state: `s-${mine}` });
        return completeAuthorization(asked, context);
      }),
    );
    expect(
      outcomes.map((each) => (each.kind === 'ok' ? each.value.tokens.accessToken : each.kind)),
    ).toEqual(Array.from({ length: 100 }, (_, index) => `at-${String(index)}`));
  });
});
