import { describe, expect, test } from 'vitest';

import { json, read, vendor } from '../../../testing/vendor.js';

describe('a service that names no token type (H47)', () => {
  const adjusting = [{ name: 'token_type_missing' }] as const;

  test('token_type_missing: an existing one stays, whatever it is', async () => {
    const { exchange } = vendor(adjusting, json({ access_token: 'AQX', token_type: 'mac' }));
    expect(await read(await exchange())).toEqual({ access_token: 'AQX', token_type: 'mac' });
  });

  test('token_type_missing: an error stays without one', async () => {
    const { exchange } = vendor(adjusting, json({ error: 'invalid_grant' }, 400));
    expect(await read(await exchange())).toEqual({ error: 'invalid_grant' });
  });

  test('token_type_missing: tokens are Bearer tokens', async () => {
    const answer = { access_token: 'AQX', expires_in: 5_184_000, scope: 'openid' };
    const { exchange } = vendor(adjusting, json(answer));
    expect(await read(await exchange())).toEqual({ ...answer, token_type: 'bearer' });
  });
});

describe('permissions in the response (H53)', () => {
  test.each([
    ['GitHub: by commas', 'repo,gist', 'repo gist'],
    ['Twitch: as a list', ['chat:read', 'chat:edit'], 'chat:read chat:edit'],
    ['nothing granted', [], ''],
  ])('scopes_in_answer, %s', async (_, scope, expected) => {
    const answer = { access_token: 'at-1', token_type: 'bearer', scope };
    const { exchange } = vendor([{ name: 'scopes_in_answer' }], json(answer));
    expect(await read(await exchange())).toEqual({ ...answer, scope: expected });
  });

  test.each([
    ['in the standard form', 'a b'],
    ['something else', [1]],
    ['an object', {}],
  ])('scopes_in_answer, %s: unchanged', async (_, scope) => {
    const answer = { access_token: 'at-1', scope };
    const { exchange } = vendor([{ name: 'comma_scopes' }], json(answer));
    expect(await read(await exchange())).toEqual(answer);
  });
});

describe('GitHub’s errors (H42)', () => {
  test.each([
    ['bad_verification_code', 'invalid_grant'],
    ['bad_refresh_token', 'invalid_grant'],
    ['incorrect_client_credentials', 'invalid_client'],
  ])('github_errors: %s is %s, and GitHub’s name stays for support', async (theirs, standard) => {
    const answer = json({ error: theirs, error_description: 'The code passed is incorrect.' });
    const { exchange } = vendor([{ name: 'github_errors' }], answer);
    expect(await read(await exchange())).toEqual({
      error: standard,
      error_description: `${theirs}: The code passed is incorrect.`,
    });
  });

  test('github_errors: any other error stays', async () => {
    const { exchange } = vendor(
      [{ name: 'github_errors' }],
      json({ error: 'unverified_user_email' }),
    );
    expect(await read(await exchange())).toEqual({ error: 'unverified_user_email' });
  });
});

describe('the account', () => {
  const github = {
    name: 'userinfo_fields',
    subject: 'id',
    displayName: 'login',
    email: 'email',
  } as const;

  test.each([
    ['missing', {}],
    ['a number that is not exact', { id: 2 ** 53 }],
    ['empty', { id: '' }],
    ['an object', { id: {} }],
    ['inherited', JSON.parse('{"__proto__": {"id": "x"}}') as object],
  ])('userinfo_fields: an id that is %s is ignored (H87)', async (_, answer) => {
    const { whoami } = vendor([github], json(answer));
    expect(await read(await whoami())).not.toHaveProperty('sub');
  });

  test('userinfo_fields: a refused token is reported as one (RFC 6750 §3.1)', async () => {
    const { whoami } = vendor([github], json({ message: 'Bad credentials', status: '401' }, 401));
    const response = await whoami();
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toBe('Bearer error="invalid_token"');
  });

  test('userinfo_fields: a fault of the service is not a refused token', async () => {
    const { whoami } = vendor([github], json({ message: 'rate limited', id: 1 }, 403));
    const response = await whoami();
    expect(response.headers.get('www-authenticate')).toBeNull();
    expect(await read(response)).not.toHaveProperty('sub');
  });

  test('userinfo_fields: GitHub', async () => {
    const answer = json({ login: 'octocat', id: 583231, name: null, email: null, bio: 'x' });
    const { whoami } = vendor([github], answer);
    expect(await read(await whoami())).toEqual({ sub: '583231', name: 'octocat', email: null });
  });

  test('userinfo_fields: Twitch, in a list', async () => {
    const fields = { ...github, subject: 'data.0.id', displayName: 'data.0.display_name' };
    const answer = json({ data: [{ id: '141981764', display_name: 'TwitchDev' }] });
    const { whoami } = vendor([fields], answer);
    expect(await read(await whoami())).toMatchObject({ sub: '141981764', name: 'TwitchDev' });
  });

  test('slack_identity: user and workspace, since ids are unique within a workspace only', async () => {
    const answer = json({
      ok: true,
      url: 'https://subarachnoid.slack.com/',
      team: 'Subarachnoid Workspace',
      user: 'grace',
      team_id: 'T0G9PQBBK',
      user_id: 'W23456789',
    });
    const { whoami } = vendor([{ name: 'slack_identity' }, { name: 'slack_errors' }], answer);
    expect(await read(await whoami())).toEqual({
      sub: 'T0G9PQBBK/W23456789',
      name: 'grace · Subarachnoid Workspace',
    });
  });
});

describe('Slack', () => {
  const adjusting = [
    { name: 'slack_errors' },
    { name: 'slack_user_token' },
    { name: 'scopes_in_answer' },
  ] as const;

  test.each([
    ['invalid_code', 'invalid_grant'],
    ['invalid_refresh_token', 'invalid_grant'],
    ['bad_client_secret', 'invalid_client'],
    ['bad_redirect_uri', 'redirect_uri_mismatch'],
  ])('slack_errors: %s with status 200 is refused as %s (H42)', async (theirs, standard) => {
    const response = await vendor(adjusting, json({ ok: false, error: theirs })).refresh();
    expect(response.status).toBe(400);
    expect(await read(response)).toMatchObject({ error: standard, error_description: theirs });
  });

  test.each(['internal_error', 'ratelimited'])(
    'slack_errors: %s is transient and never a sign-out',
    async (error) => {
      const response = await vendor(adjusting, json({ ok: false, error })).refresh();
      expect(response.status).toBe(503);
    },
  );

  test('slack_errors: a token that has ended is refused at userinfo as RFC 6750 says', async () => {
    const { whoami } = vendor(adjusting, json({ ok: false, error: 'token_revoked' }));
    const response = await whoami();
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toContain('invalid_token');
  });

  test('slack_user_token: a bot token is not used as a user token', async () => {
    const answer = {
      ok: true,
      access_token: 'xoxb-1',
      token_type: 'bot',
      authed_user: { id: 'U1' },
    };
    expect(await read(await vendor(adjusting, json(answer)).exchange())).toEqual(answer);
  });

  test('slack_user_token: finds the user tokens', async () => {
    const answer = json({
      ok: true,
      app_id: 'A0KRD7HC3',
      authed_user: {
        id: 'U1234',
        scope: 'users:read,chat:write',
        access_token: 'xoxe.xoxp-1234',
        token_type: 'user',
        refresh_token: 'xoxe-1-abcdefg',
        expires_in: 43_200,
      },
      team: { id: 'T9TK3CUKW', name: 'Slack Softball Team' },
    });
    expect(await read(await vendor(adjusting, answer).exchange())).toMatchObject({
      access_token: 'xoxe.xoxp-1234',
      token_type: 'bearer',
      refresh_token: 'xoxe-1-abcdefg',
      expires_in: 43_200,
      scope: 'users:read chat:write',
    });
  });

  test('slack_user_token: and those of a refresh, which are at the top level', async () => {
    const answer = json({
      ok: true,
      access_token: 'xoxe.xoxp-2',
      token_type: 'user',
      refresh_token: 'xoxe-2',
      expires_in: 43_200,
    });
    expect(await read(await vendor(adjusting, answer).refresh())).toMatchObject({
      access_token: 'xoxe.xoxp-2',
      token_type: 'bearer',
      refresh_token: 'xoxe-2',
    });
  });
});
