import { describe, expect, test } from 'vitest';

import { aServer } from '../../../testing/test-world.js';
import { json, vendor } from '../../../testing/vendor.js';
import { adjustedAuthorizationUrl } from './apply.js';

const tokens = json({ access_token: 'at-1', token_type: 'bearer' });

describe('Notion expects JSON', () => {
  test('json_request_body: the same members, with the client still in the Authorization header', async () => {
    const { exchange, reached } = vendor([{ name: 'json_request_body' }], tokens);
    await exchange();
    const [request] = reached;
    expect(JSON.parse(request?.body ?? '')).toEqual({
      grant_type: 'authorization_code',
      code: 'c',
    });
    expect(request?.headers.get('content-type')).toBe('application/json');
    expect(request?.headers.get('authorization')).toBe('Basic bGFueWFyZDpzZWNyZXQ=');
  });

  test('json_request_body: also for a revocation', async () => {
    const { revoke, reached } = vendor([{ name: 'json_request_body' }], json({ request_id: 'r' }));
    expect((await revoke('at-1', 'access_token')).status).toBe(200);
    expect(JSON.parse(reached[0]?.body ?? '')).toMatchObject({ token: 'at-1' });
  });

  test('notion_version: goes with every request to it', async () => {
    const { exchange, whoami, revoke, reached } = vendor([{ name: 'notion_version' }], tokens);
    await exchange();
    await whoami();
    await revoke('at-1', 'access_token');
    expect(reached.map(({ headers }) => headers.get('notion-version'))).toEqual([
      '2025-09-03',
      '2025-09-03',
      '2025-09-03',
    ]);
  });
});

describe('Figma refreshes elsewhere', () => {
  const refreshAt = [{ name: 'refresh_endpoint', url: 'https://server.example/refresh' }] as const;

  test('refresh_endpoint: a code still goes to the token endpoint (H16)', async () => {
    const { exchange, reached } = vendor(refreshAt, tokens);
    await exchange();
    expect(reached[0]?.url).toBe(aServer.tokenEndpoint);
  });

  test('refresh_endpoint: a refresh token goes to the other address, with the client', async () => {
    const { refresh, reached } = vendor(refreshAt, tokens);
    await refresh();
    expect(reached).toMatchObject([{ url: 'https://server.example/refresh', method: 'POST' }]);
    expect(reached[0]?.body).toContain('refresh_token=rt');
    expect(reached[0]?.headers.get('authorization')).toMatch(/^Basic /);
  });
});

test('userinfo_by_post: Dropbox gets a POST without a body', async () => {
  const { whoami, reached } = vendor([{ name: 'userinfo_by_post' }], json({}));
  await whoami();
  expect(reached).toMatchObject([{ method: 'POST', body: '' }]);
  expect(reached[0]?.headers.get('content-type')).toBeNull();
  expect(reached[0]?.headers.get('authorization')).toBe('Bearer at-1');
});

test('twitch_client_id: the client is named beside the access token', async () => {
  const { whoami, reached } = vendor([{ name: 'twitch_client_id' }], json({}));
  await whoami();
  expect(reached[0]?.headers.get('client-id')).toBe('lanyard');
  expect(reached[0]?.headers.get('authorization')).toBe('Bearer at-1');
});

describe('permissions separated by commas (Figma, Linear)', () => {
  test('comma_scopes: in the authorization URL', () => {
    const url = adjustedAuthorizationUrl(
      [{ name: 'comma_scopes' }],
      'https://linear.app/oauth/authorize?scope=read+issues%3Acreate&state=s',
    );
    expect(new URL(url).searchParams.get('scope')).toBe('read,issues:create');
  });

  test('comma_scopes: no scope parameter where none are requested', () => {
    const url = adjustedAuthorizationUrl([{ name: 'comma_scopes' }], 'https://x.example/a?state=s');
    expect(url).toBe('https://x.example/a?state=s');
  });

  test('slack_user_token: requested for the user, not for a bot', () => {
    const url = adjustedAuthorizationUrl(
      [{ name: 'slack_user_token' }, { name: 'scopes_in_answer' }],
      'https://slack.com/oauth/v2/authorize?scope=users%3Aread+chat%3Awrite&state=s',
    );
    const { searchParams } = new URL(url);
    expect(searchParams.get('user_scope')).toBe('users:read,chat:write');
    expect(searchParams.has('scope')).toBe(false);
  });
});
