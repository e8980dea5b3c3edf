import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { readJwtClaims } from './jwt-claims.js';

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const jwt = (claims: unknown, header: unknown = { alg: 'RS256' }) =>
  `${part(header)}.${part(claims)}.signature`;

describe('the claims of an access token', () => {
  test.each([
    ['opaque', 'ya29.a0AfB_byC'],
    ['opaque with two dots', 'a.b.c'],
    ['encrypted', `${jwt({})}.d.e`],
    ['without an algorithm', jwt({ sub: 'a' }, {})],
    ['a list', jwt(['a'])],
    ['null', jwt(null)],
    ['a text', jwt('text')],
    ['a number', jwt(7)],
    ['with a header that is not an object', jwt({ sub: 'a' }, ['alg'])],
    ['padded', jwt({ sub: 'a' }).replace('.signature', '=.signature')],
    ['with a sign before it', `+${jwt({ sub: 'a' })}`],
    ['huge', jwt({ a: 'x'.repeat(64 * 1024) })],
    ['empty', ''],
  ])('are null for one that is %s', (_, token) => {
    expect(readJwtClaims(token)).toBeNull();
  });

  test('are read from tokens up to 64 KiB', () => {
    const rest = jwt({ sub: 'a' });
    const long = `${rest}${'s'.repeat(64 * 1024 - rest.length)}`;
    expect(readJwtClaims(long)).toEqual({ sub: 'a' });
    expect(readJwtClaims(`${long}s`)).toBeNull();
  });

  test('are read from a JWT', () => {
    expect(readJwtClaims(jwt({ sub: 'älice', scope: 'a b' }))).toEqual({
      sub: 'älice',
      scope: 'a b',
    });
  });

  test('are read without an exception whatever the token is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (token) => {
        expect(() => readJwtClaims(`${part({ alg: 'x' })}.${token}.x`)).not.toThrow();
      }),
    );
  });
});
