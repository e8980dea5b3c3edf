import { describe, expect, test } from 'vitest';

import { aServer } from '../../../testing/test-world.js';
import { json, read, vendor } from '../../../testing/vendor.js';

/** RFC 7009 §2.2.1. */
async function expectNotOffered(response: Response): Promise<void> {
  expect(response.status).toBe(400);
  expect(await read(response)).toEqual({ error: 'unsupported_token_type' });
}

describe('revocation_by_bearer (Slack, Dropbox)', () => {
  const adjusting = [{ name: 'revocation_by_bearer' }] as const;

  test('a refresh token is not sent: the service ends access tokens only (H72)', async () => {
    const { revoke, reached } = vendor(adjusting, json(null));
    await expectNotOffered(await revoke('rt-1', 'refresh_token'));
    expect(reached).toEqual([]);
  });

  test('a fault of the service is not a success (H75)', async () => {
    const { revoke } = vendor(adjusting, json({}, 500));
    expect((await revoke('at-1', 'access_token')).status).toBe(500);
  });

  test('an access token authorizes its revocation and is nowhere else (O21)', async () => {
    const { revoke, reached } = vendor(adjusting, json(null));
    expect((await revoke('at-1', 'access_token')).status).toBe(200);
    expect(reached).toMatchObject([{ url: aServer.revocationEndpoint, method: 'POST', body: '' }]);
    expect(reached[0]?.headers.get('authorization')).toBe('Bearer at-1');
    expect(reached[0]?.headers.get('content-type')).toBeNull();
  });

  test('Dropbox: a token that had ended before counts as ended (RFC 7009 §2.2)', async () => {
    const answer = json({ error_summary: 'expired_access_token/' }, 401);
    const { revoke } = vendor(adjusting, answer);
    expect((await revoke('at-1', 'access_token')).status).toBe(200);
  });

  test.each([
    ['ended now', { ok: true, revoked: true }, 200],
    ['ended before', { ok: false, error: 'token_revoked' }, 200],
    ['not ended', { ok: true, revoked: false }, 400],
    ['refused for another reason', { ok: false, error: 'missing_scope' }, 400],
    ['a transient fault', { ok: false, error: 'internal_error' }, 503],
  ])('Slack: %s', async (_, body, status) => {
    const { revoke } = vendor([...adjusting, { name: 'slack_errors' }], json(body));
    expect((await revoke('xoxp-1', 'access_token')).status).toBe(status);
  });
});

describe('github_revocation', () => {
  const adjusting = [{ name: 'github_revocation' }] as const;

  test('anything but 202 is not a success', async () => {
    for (const status of [403, 422, 500]) {
      const { revoke } = vendor(adjusting, json({ message: 'x' }, status));
      expect((await revoke('gho_1', 'access_token')).status).toBe(status);
    }
  });

  test('the token is listed, and no authorization is sent, which GitHub would refuse', async () => {
    const { revoke, reached } = vendor(adjusting, new Response(null, { status: 202 }));
    expect((await revoke('gho_16C7e42F', 'access_token')).status).toBe(200);
    expect(JSON.parse(reached[0]?.body ?? '')).toEqual({ credentials: ['gho_16C7e42F'] });
    expect(reached[0]?.headers.get('authorization')).toBeNull();
    expect(reached[0]?.headers.get('content-type')).toBe('application/json');
  });

  test('refresh tokens are accepted too', async () => {
    const { revoke } = vendor(adjusting, new Response(null, { status: 202 }));
    expect((await revoke('ghr_1', 'refresh_token')).status).toBe(200);
  });
});

describe('hubspot_revocation', () => {
  const adjusting = [{ name: 'hubspot_revocation' }] as const;

  test('an access token is not sent: the service ends refresh tokens only (H72)', async () => {
    const { revoke, reached } = vendor(adjusting, new Response(null, { status: 204 }));
    await expectNotOffered(await revoke('at-1', 'access_token'));
    expect(reached).toEqual([]);
  });

  test('the refresh token is deleted at its address, whatever is in it', async () => {
    const { revoke, reached } = vendor(adjusting, new Response(null, { status: 204 }));
    expect((await revoke('na1/../x?y#z', 'refresh_token')).status).toBe(200);
    expect(reached).toMatchObject([
      { url: `${String(aServer.revocationEndpoint)}/na1%2F..%2Fx%3Fy%23z`, method: 'DELETE' },
    ]);
    expect(reached[0]?.headers.get('authorization')).toBeNull();
  });

  test('a missing one has ended; a fault is not a success', async () => {
    const gone = vendor(adjusting, json({ message: 'not found' }, 404));
    expect((await gone.revoke('na1', 'refresh_token')).status).toBe(200);
    const broken = vendor(adjusting, json({ message: 'x' }, 502));
    expect((await broken.revoke('na1', 'refresh_token')).status).toBe(502);
  });
});

describe('twitch_revocation', () => {
  const adjusting = [{ name: 'twitch_revocation' }] as const;

  test('a refresh token is not sent (H72)', async () => {
    const { revoke, reached } = vendor(adjusting, new Response(null, { status: 200 }));
    await expectNotOffered(await revoke('rt-1', 'refresh_token'));
    expect(reached).toEqual([]);
  });

  test.each([
    ['an unknown client is not a success', 404, 'client does not exist', 404],
    ['another 400 is not a success', 400, 'missing client id', 400],
    ['a token that had ended before counts as ended', 400, 'Invalid token', 200],
  ])('%s', async (_, status, message, expected) => {
    const { revoke } = vendor(adjusting, json({ status, message }, status));
    expect((await revoke('at-1', 'access_token')).status).toBe(expected);
  });
});
