import { describe, expect, test } from 'vitest';

import {
  completion,
  json,
  now,
  scripted,
  server,
  tokens,
  valueOf,
} from '../../testing/scripted-server.js';
import { authorizationCodeGrant } from './authorization-code-grant.js';

function signIn(body: object) {
  const { context } = scripted({ [server.tokenEndpoint]: json(body) });
  return authorizationCodeGrant(completion('code=c&state=state-1'), context);
}

async function tokensOf(body: object) {
  return valueOf(await signIn(body)).tokens;
}

describe('tokens under other names than the standard’s (L10)', () => {
  const camelCase = {
    ...{ accessToken: 'at-1', tokenType: 'Bearer', expiresIn: 3_600 },
    ...{ refreshToken: 'rt-1', refreshTokenExpiresIn: 5_184_000, scope: 'a b' },
  };
  const pascalCase = {
    ...{ AccessToken: 'at-1', TokenType: 'bearer', ExpiresIn: '3600' },
    ...{ RefreshToken: 'rt-1', RefreshTokenExpiresIn: 5_184_000, Scope: ['a', 'b'] },
  };
  const inObjects = {
    access_token: { token: 'at-1', expires_in: 3_600 },
    refresh_token: { token: 'rt-1' },
    ...{ expires_in: 3_600, refresh_token_expires_in: 5_184_000, scope: 'a b' },
  };

  test.each([
    ['in camel case', camelCase],
    ['in Pascal case', pascalCase],
    ['in objects', inObjects],
    ['in camel case below another member', { code: 0, data: camelCase }],
    ['in Pascal case below other members', { Response: { Result: pascalCase } }],
    ['in a text of JSON', { statusCode: 200, body: JSON.stringify(camelCase) }],
  ])('%s are understood as a whole, and noted', async (_, body) => {
    const got = await tokensOf(body);
    expect(got).toMatchObject({
      ...{ accessToken: 'at-1', refreshToken: 'rt-1', tokenType: 'bearer' },
      ...{ scopesGranted: ['a', 'b'], expiresAt: now + 3_600_000 },
      refreshTokenExpiresAt: now + 5_184_000_000,
    });
    expect(got.adjustments).toSatisfy((noted: readonly string[]) =>
      noted.some((each) => each === 'response_form' || each === 'tokens_nested'),
    );
  });

  test('stand behind those of the standard', async () => {
    expect(await tokensOf({ ...tokens, accessToken: 'other', expiresIn: 9 })).toMatchObject({
      ...{ accessToken: 'at-1', expiresAt: now + 3_600_000, adjustments: [] },
    });
  });

  test('are none where an error stands beside them (H42)', async () => {
    expect(await signIn({ error: 'invalid_grant', accessToken: 'at-1' })).toMatchObject({
      kind: 'needs_sign_in',
    });
  });
});
