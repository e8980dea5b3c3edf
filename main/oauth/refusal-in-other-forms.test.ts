import { describe, expect, test } from 'vitest';

import type { Reaction } from '../../testing/scripted-server.js';
import {
  completion,
  json,
  refreshRequest,
  refreshTokenGrant,
  scripted,
  server,
  text,
} from '../../testing/scripted-server.js';
import { authorizationCodeGrant } from './authorization-code-grant.js';

async function refresh(answer: Reaction) {
  const { context } = scripted({ [server.tokenEndpoint]: answer });
  return refreshTokenGrant(refreshRequest(), context);
}

async function exchange(answer: Reaction) {
  const { context } = scripted({ [server.tokenEndpoint]: answer });
  return authorizationCodeGrant(completion('code=c-1&state=state-1'), context);
}

const said = (message: string) => json({ message }, 400);

describe('a refresh token that has ended asks for a sign-in at once (L2)', () => {
  test.each<readonly [string, Response]>([
    ['a framework’s code', json({ error: 'invalid_token' }, 401)],
    ['Zoom', json({ reason: 'Invalid Token!', error: 'invalid_request' }, 401)],
    [
      'a resource and a code, as Strava',
      json({ errors: [{ resource: 'RefreshToken', field: '', code: 'invalid' }] }, 400),
    ],
    ['Zitadel', said('Errors.User.RefreshToken.Invalid (CRYPTO-GF)')],
    ['Zitadel, as a code', said('Errors.User.RefreshToken.Invalid')],
    [
      'Gitea',
      json(
        { error: 'unauthorized_client', error_description: 'unable to parse refresh token' },
        400,
      ),
    ],
    ['attributes of XML', text('<rsp><err msg="Invalid refresh token"/></rsp>', 'text/xml', 400)],
    ['plain words with status 200', text('invalid refresh token', 'text/plain', 200)],
    [
      'QQ',
      text(
        'callback( {"error":100016,"error_description":"token check failed"} );',
        'text/html',
        200,
      ),
    ],
  ])('%s', async (_, answer) => {
    expect(await refresh(answer)).toMatchObject({
      kind: 'needs_sign_in',
      error: { code: 'grant_refused' },
    });
  });

  test.each([
    ...['The refresh token was consumed', 'Refresh token is superseded', 'refresh_token_rotated'],
    ...['A replayed refresh token', 'The refresh token has lapsed', 'refresh_token_unusable'],
    ...['This refresh token can no longer be used', 'The refresh token was not accepted'],
    ...['Can’t find that refresh token', 'Could not decode refresh token', 'invalid token'],
    ...['Re-authorization required', 'The connection needs to be re-authorized'],
    ...['Uninstalled by the user', 'The user has unlinked it'],
  ])('“%s”', async (message) => {
    expect(await refresh(said(message))).toMatchObject({ error: { code: 'grant_refused' } });
  });

  test.each(['invalid id token', 'Bad XSRF token', 'User id required'])(
    'but not “%s”',
    async (message) => {
      expect(await refresh(said(message))).toMatchObject({ error: { code: 'request_refused' } });
    },
  );

  test.each([
    ['a page', '<html>invalid refresh token', 'text/html'],
    ['a token in a text of its own', 'access_token: at-2 expired', 'text/plain'],
    ['JSON that is cut off', '{"access_token": "at-2 expired token', 'text/plain'],
  ])('nor %s with status 200', async (_, body, type) => {
    expect((await refresh(text(body, type, 200))).kind).not.toBe('needs_sign_in');
  });
});

test.each([401, 403])(
  'a refused token is no fault of a service that calls it server_error with %i (L2)',
  async (status) => {
    const answer = { error: 'server_error', error_description: 'access_denied' };
    expect(await refresh(json(answer, status))).toMatchObject({
      kind: 'rejected_response',
      error: { code: 'request_refused' },
    });
    expect((await refresh(json(answer, 400))).kind).toBe('server_fault_retry');
  },
);

test.each(['Rate exceeded', 'Request limit reached', 'retry your request', 'Please wait a minute'])(
  '“%s” passes, and ends no access (L2)',
  async (message) => {
    expect(await refresh(said(message))).toMatchObject({ error: { code: 'server_busy' } });
  },
);

describe('a client that is refused points at client ID and secret (L3)', () => {
  test.each<readonly [string, Response]>([
    ['Shopify', json({ error: 'application_cannot_be_found' }, 400)],
    ['Discord', json({ client_id: ['Value "abc" is not snowflake.'] }, 400)],
    ['a field', json({ errors: [{ resource: 'App', field: 'client_id', code: 'invalid' }] }, 400)],
    ['a parameter that is not there', said('A required parameter "client_id" is missing')],
    ['one that is not registered', said('Unregistered application')],
  ])('%s', async (_, answer) => {
    const refused = { kind: 'misconfigured', error: { code: 'client_refused' } };
    expect(await exchange(answer)).toMatchObject(refused);
    expect(await refresh(answer)).toMatchObject(refused);
  });
});

test.each<readonly [string, Response]>([
  ['Square', json({ message: 'Authorization code is already claimed.', type: 'x' }, 401)],
  ['a failed proof', said('PKCE verification failed')],
  ['Strava', json({ errors: [{ resource: 'AuthorizationCode', code: 'expired' }] }, 400)],
  ['DingTalk', json({ code: 'invalidParameter.authCode.notFound' }, 400)],
])(
  'a code that is refused leads to another try, and blames no settings: %s (L13)',
  async (_, answer) => {
    expect(await exchange(answer)).toMatchObject({ error: { code: 'code_refused' } });
  },
);
