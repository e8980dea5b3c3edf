import { describe, expect, test } from 'vitest';

import {
  client,
  json,
  type Reaction,
  refreshKeeping,
  scripted,
  server,
} from '../../testing/scripted-server.js';

const request = {
  ...{ server, client, refreshToken: 'rt-1', scopesBefore: [], expectedSubject: null },
  ...{ idTokenClaimsBefore: null, resource: null, proofKey: null },
};

function refresh(reaction: Reaction) {
  return refreshKeeping(request, scripted({ [server.tokenEndpoint]: reaction }).context);
}

describe('a dead refresh token told with status 200 and without an error code', () => {
  test.each([
    [{ errcode: 40030, errmsg: 'invalid refresh_token' }],
    [{ success: false, message: 'The refresh token has expired' }],
    [{ code: 20037, msg: 'refresh token has been revoked' }],
    [[{ code: 20037, msg: 'refresh token has been revoked' }]],
    [{ code: 1, msg: 'refresh token not found', data: null, access_token: null }],
  ])('needs a new sign-in: %j (H42, L10)', async (body) => {
    const { outcome, kept } = await refresh(json(body));
    expect(outcome).toMatchObject({ kind: 'needs_sign_in', error: { code: 'grant_refused' } });
    expect(kept).toEqual([]);
  });

  test.each([
    ['a fault that passes', { code: 5, msg: 'Too many requests' }, 'server_fault_retry'],
    ['no word about the token', { success: false, message: 'no' }, 'rejected_response'],
    ['nothing', {}, 'rejected_response'],
    ['a token under another name', { token: 'at-2', msg: 'token expired' }, 'rejected_response'],
  ])('needs none for %s (L10)', async (_, body, kind) => {
    expect((await refresh(json(body))).outcome.kind).toBe(kind);
  });

  test('keeps no token that the statement repeats (L10)', async () => {
    const body = { success: false, message: 'expired', request: { refresh_token: 'rt-***' } };
    expect((await refresh(json(body))).kept).toEqual([]);
  });
});
