import { describe, expect, test } from 'vitest';

import { parseJsonObject } from '../text/json.js';
import { requiredAuthenticationIn } from './required-authentication.js';

function refusal(challenge: string | null, { status = 401, body = '' } = {}) {
  const headers = new Headers(challenge === null ? {} : { 'www-authenticate': challenge });
  return requiredAuthenticationIn({ status, headers, body: parseJsonObject(body) });
}
const error = 'error="insufficient_user_authentication"';

describe('an API that refuses a token asks for no other sign-in (L8)', () => {
  test.each([
    ['without a challenge', null],
    ['with a challenge that cannot be read', `Bearer "${error}`],
    ['because of the token itself', 'Bearer error="invalid_token", acr_values="phr"'],
    ['because of its scopes', 'Bearer error="insufficient_scope", scope="a", max_age="5"'],
    ['in a challenge to a password', `Basic realm="x", ${error}, acr_values="phr"`],
    [
      'in the words of another error',
      'Bearer error="invalid_token", realm="insufficient_user_authentication"',
    ],
  ])('%s', async (_, challenge) => {
    expect(await refusal(challenge)).toBeNull();
  });

  test.each([200, 302, 404, 429, 500])('with the status %i', async (status) => {
    expect(await refusal(`Bearer ${error}, acr_values="phr"`, { status })).toBeNull();
  });
});

describe('the sign-in that an API asks for is read (L8)', () => {
  test.each([
    [`Bearer ${error}, acr_values="phr mfa"`, ['phr', 'mfa'], null],
    [`Bearer ${error}, max_age="300"`, [], 300],
    [`bearer realm="api",${error},max_age=5,acr_values=urn:example:mfa`, ['urn:example:mfa'], 5],
    [`DPoP algs="ES256", ${error}, acr_values="phr"`, ['phr'], null],
    [`Bearer, DPoP ${error}, max_age="0"`, [], 0],
    [`Basic realm="x", Bearer ${error}, acr_values=" phr  phr "`, ['phr'], null],
    [`Bearer ${error}`, [], null],
    [`Bearer ${error}, max_age="-1", acr_values=""`, [], null],
    [`Bearer ${error}, max_age="soon"`, [], null],
    [`Bearer ${error}, max_age="999999999999"`, [], 315_360_000],
  ])('%s', async (challenge, acrValues, maxAgeSeconds) => {
    expect(await refusal(challenge)).toEqual({ acrValues, maxAgeSeconds });
    expect(await refusal(challenge, { status: 403 })).toEqual({ acrValues, maxAgeSeconds });
  });

  test.each([
    [null, { acr_values: 'phr', max_age: 60 }, ['phr'], 60],
    ['Bearer', { acr_values: ['phr', 7, 'mfa'], max_age: '60' }, ['phr', 'mfa'], 60],
    [`Bearer ${error}`, { acr_values: 'phr', max_age: 1.5 }, ['phr'], null],
  ])(
    'in the body, beside the challenge %s',
    async (challenge, members, acrValues, maxAgeSeconds) => {
      const body = JSON.stringify({ error: 'insufficient_user_authentication', ...members });
      expect(await refusal(challenge, { body })).toEqual({ acrValues, maxAgeSeconds });
    },
  );

  test('no further than an address has room for', async () => {
    const many = Array.from({ length: 50 }, (_, index) => `a${index}`);
    const body = {
      error: 'insufficient_user_authentication',
      acr_values: ['x'.repeat(201), ...many],
    };
    const found = await refusal(null, { body: JSON.stringify(body) });
    expect(found?.acrValues).toEqual(many.slice(0, 10));
  });
});
