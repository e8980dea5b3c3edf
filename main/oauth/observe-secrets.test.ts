import { expect, test } from 'vitest';

import { observeSecrets } from './observe-secrets.js';

const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status });

/** The secrets that were noted, by host. */
async function noted(
  response: Response,
  init: RequestInit = {},
  url = 'https://as.example/token',
): Promise<Record<string, readonly string[]>> {
  const found: Record<string, string[]> = {};
  const fetch = observeSecrets(
    () => Promise.resolve(response),
    (host, secrets) => void (found[host] ??= []).push(...secrets),
  );
  const received = await fetch(url, init);
  // The reader gets the whole body all the same.
  await received.text();
  return found;
}

const nothing = () => new Response('');

test.each<[string, RequestInit, readonly string[]]>([
  [
    'a refresh token and a client secret',
    { body: new URLSearchParams({ refresh_token: 'rt', client_secret: 'cs', client_id: 'c' }) },
    ['rt', 'cs'],
  ],
  [
    'a code and its verifier',
    { body: new URLSearchParams({ code: 'co', code_verifier: 've', redirect_uri: 'r' }) },
    ['co', 've'],
  ],
  [
    'the state and nonce of a pushed request',
    { body: new URLSearchParams({ state: 'st', nonce: 'no', code_challenge: 'ch' }) },
    ['st', 'no'],
  ],
  ['a device code', { body: new URLSearchParams({ device_code: 'de' }) }, ['de']],
  [
    'assertions',
    { body: new URLSearchParams({ client_assertion: 'ca', assertion: 'as' }) },
    ['ca', 'as'],
  ],
  ['a form sent as text', { body: 'token=to&token_type_hint=hint' }, ['to']],
  [
    'JSON',
    { body: '{"access_token":"at","deep":[{"refreshToken":"rt"}],"scope":"s"}' },
    ['at', 'rt'],
  ],
  [
    'tokens in objects, and in JSON in a text',
    { body: JSON.stringify({ refresh_token: { value: 'rt' }, body: '{"accessToken":"at"}' }) },
    ['rt', 'at'],
  ],
  ['a bearer token', { headers: { authorization: 'Bearer at' } }, ['at']],
  [
    'a bound token and its proof',
    { headers: { authorization: 'DPoP at', dpop: 'proof' } },
    ['at', 'proof'],
  ],
  [
    'a client secret in the header',
    { headers: { authorization: `Basic ${btoa('id:s:%2Fcret')}` } },
    [btoa('id:s:%2Fcret'), 's:%2Fcret'],
  ],
])('every secret of a request is noted: %s (N1)', async (_, init, secrets) => {
  expect(await noted(nothing(), init)).toEqual({ 'as.example': secrets });
});

test('so is one in an address (N1)', async () => {
  const url = 'https://api.example/me?access_token=at&fields=id';
  expect(await noted(nothing(), {}, url)).toEqual({ 'api.example': ['at'] });
});

test.each<[string, Response, readonly string[]]>([
  [
    'tokens',
    json({ access_token: 'at', refresh_token: 'rt', id_token: 'it', scope: 's' }),
    ['at', 'rt', 'it'],
  ],
  ['tokens below another member', json({ authed_user: { access_token: 'at' } }), ['at']],
  ['tokens in a form', new Response('access_token=at&scope=s'), ['at']],
  [
    'a registration',
    json({ client_secret: 'cs', registration_access_token: 'ra' }, 201),
    ['cs', 'ra'],
  ],
  ['a device code', json({ device_code: 'dc', user_code: 'uc' }), ['dc']],
])('every secret that is issued is noted: %s (N1)', async (_, response, secrets) => {
  expect(await noted(response)).toEqual({ 'as.example': secrets });
});

test.each([
  ['an error', json({ error: 'invalid_token', access_token: 'at' }, 400)],
  ['a sentence about a token', json({ errors: { refresh_token: ['is not known'] } })],
  ['a page', new Response('<html>token=1</html>')],
  ['nothing', nothing()],
  ['JSON nested very deeply', new Response(`${'['.repeat(50_000)}${']'.repeat(50_000)}`)],
])('no other text is taken for a secret: %s (N1)', async (_, response) => {
  expect(await noted(response)).toEqual({ 'as.example': [] });
});
