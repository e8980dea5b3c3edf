import { createHash } from 'node:crypto';

import { describe, expect, test } from 'vitest';

import { withoutOpaqueParts } from './server-text.js';

describe('what a server says about an error', () => {
  test.each([
    ...['aBcDeFgHiJkLmNoPqR', 'ya29.a0AfH6SMBx1234567', 'JBSWYHDPEHPKXPJBSWYHDPEHPKXP'],
    ...['XKCDQWRTPSDFGHJKLZXC', 'sk_live_abcdefgh1234', 'RXhhbXBsZVRva2VuVmFsdWU='],
    ...['https://as.example/?code=abc', 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.', 'QwErTyUiOpAsDfGh'],
    ...[
      'alice.example@as.example',
      '0123456789abcdef0123',
      'Bearer:abcdefghijkl',
      'xYzWq-RtPlK_mNbVc',
    ],
  ])('is shown without what could be a secret: %s', (secret) => {
    expect(withoutOpaqueParts(`the value ${secret} is wrong`)).toBe('the value … is wrong');
  });

  test('is shown without random values', () => {
    const shown = Array.from({ length: 40_000 }, (_, index) =>
      createHash('sha512')
        .update(String(index))
        .digest(index % 2 === 0 ? 'base64url' : 'base64')
        .slice(0, 16 + (index % 48)),
    ).filter((value) => !withoutOpaqueParts(value).includes('…'));
    expect(shown).toEqual([]);
  });

  test.each([
    ...['InvalidAuthenticationToken', 'ResourceNotFoundException', 'invalidRefreshTokenError'],
    ...['INVALID_REFRESH_TOKEN', 'Errors.User.RefreshToken.Invalid', 'refresh-token-expired'],
    ...['OAuthAccountNotLinked', 'invalid_authentication', 'APIAuthenticationError'],
    ...['TokenExpiredException:', 'com.example.oauth.InvalidGrantException', 'Auth::InvalidGrant'],
    ...['unsupported_oauth2_grant', 'NotAuthorizedException.', 'INVALID-CLIENT-SECRET'],
  ])('is shown with all its words: %s', (word) => {
    expect(withoutOpaqueParts(`the service says ${word} here`)).toBe(
      `the service says ${word} here`,
    );
  });
});
