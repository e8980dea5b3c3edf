/** Published answers to dead refresh tokens and wrong clients, against the definitions that ship. */
import { describe, expect, test } from 'vitest';

import {
  refreshRequest,
  refreshTokenGrant,
  scripted,
  server,
} from '../../testing/scripted-server.js';
import { isKnownRefusal } from '../oauth/refusal-forms.js';
import { type JsonObject, parseJsonObject } from '../text/json.js';
import { serviceFromDefinition } from './service-from-definition.js';
import { shippedDefinitions } from './shipped-services.js';

const refusalsOf = (id: string) => {
  const definition = shippedDefinitions.services.find((each) => each.id === id);
  if (definition === undefined) throw new Error(`${id} is not shipped`);
  return serviceFromDefinition(definition, 'shipped').refusals;
};
const body = (text: string): JsonObject => parseJsonObject(text) ?? {};

describe.each<[string, number, string]>([
  ['twitch', 400, '{"status":400,"message":"Invalid refresh token"}'],
  [
    'hubspot',
    400,
    '{"status":"BAD_REFRESH_TOKEN","message":"missing or invalid refresh token","correlationId":"0"}',
  ],
  ['reddit', 400, '{"message":"Bad Request","error":400}'],
  [
    'x',
    400,
    '{"error":"invalid_request","error_description":"Value passed for the token was invalid."}',
  ],
  [
    'discord',
    400,
    '{"error":"invalid_request","error_description":"Invalid \\"refresh_token\\" in request."}',
  ],
  [
    'atlassian',
    403,
    '{"error":"unauthorized_client","error_description":"refresh_token is invalid"}',
  ],
  ['bitbucket', 400, '{"error":"invalid_request","error_description":"Invalid refresh_token"}'],
  [
    'strava',
    400,
    '{"message":"Bad Request","errors":[{"resource":"RefreshToken","field":"refresh_token","code":"invalid"}]}',
  ],
  [
    'fitbit',
    400,
    '{"errors":[{"errorType":"invalid_grant","message":"Refresh token invalid: 00aa"}],"success":false}',
  ],
  [
    'deviantart',
    400,
    '{"error":"invalid_request","error_description":"The refresh_token is invalid.","status":"error"}',
  ],
  ['zoho', 200, '{"error":"invalid_code"}'],
  ['withings', 200, '{"status":503,"body":{},"error":"Invalid Params: invalid refresh_token"}'],
])('%s', (id, status, text) => {
  test(`a dead refresh token: HTTP ${String(status)} ${text}`, () => {
    const { deadRefreshToken, wrongClient } = refusalsOf(id);
    expect(isKnownRefusal(deadRefreshToken, status, body(text))).toBe(true);
    expect(isKnownRefusal(wrongClient, status, body(text))).toBe(false);
  });

  test('the person is asked to sign in, at once', async () => {
    const answer = new Response(text, { status, headers: { 'content-type': 'application/json' } });
    const { context } = scripted({ [server.tokenEndpoint]: answer });
    const outcome = await refreshTokenGrant(refreshRequest(), {
      ...context,
      refusals: refusalsOf(id),
    });
    expect(outcome).toMatchObject({ kind: 'needs_sign_in', error: { code: 'grant_refused' } });
  });

  test.each([
    [400, '{"error":"invalid_request","error_description":"Missing parameter: grant_type"}'],
    [400, '{"error":"unauthorized_client"}'],
    [400, '{}'],
    [429, '{"message":"Too Many Requests","error":429}'],
  ])('not something else: HTTP %i %s', (otherStatus, other) => {
    const { deadRefreshToken, wrongClient } = refusalsOf(id);
    expect(isKnownRefusal(deadRefreshToken, otherStatus, body(other))).toBe(false);
    expect(isKnownRefusal(wrongClient, otherStatus, body(other))).toBe(false);
  });
});

test.each<[string, number, string]>([
  ['twitch', 403, '{"status":403,"message":"invalid client secret"}'],
  [
    'strava',
    400,
    '{"message":"Bad Request","errors":[{"resource":"Application","field":"client_id","code":"invalid"}]}',
  ],
  [
    'fitbit',
    401,
    '{"errors":[{"errorType":"invalid_client","message":"Invalid authorization header"}],"success":false}',
  ],
])('%s: a wrong client, not a dead refresh token: HTTP %i %s', (id, status, text) => {
  const { deadRefreshToken, wrongClient } = refusalsOf(id);
  expect(isKnownRefusal(wrongClient, status, body(text))).toBe(true);
  expect(isKnownRefusal(deadRefreshToken, status, body(text))).toBe(false);
});
