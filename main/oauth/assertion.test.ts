import { expect, test } from 'vitest';

import { unsignedJwt } from '../../testing/assertions.js';
import { longestAssertion, readAssertion } from './assertion.js';

const now = 1_700_000_000_000;
const seconds = now / 1_000;

test.each([
  ['nothing', ''],
  ['other text', 'please ask the platform team'],
  ['an opaque token', 'ghs_16C7e42F292c6912E7710c838347Ae178B4a'],
  ['two tokens', `${unsignedJwt({ sub: 'a' })}\n${unsignedJwt({ sub: 'b' })}`],
  ['an encrypted JWT', `${unsignedJwt({ sub: 'a' })}.a.b`],
  ['claims that are none', 'eyJhbGciOiJFUzI1NiJ9.WzFd.c2ln'],
  ['more than fits', unsignedJwt({ sub: 'a'.repeat(longestAssertion) })],
])('a file with %s holds no assertion', (_, text) => {
  expect(readAssertion(text, now)).toEqual({ kind: 'not_a_jwt' });
});

test.each([
  ['a minute ago', seconds - 60],
  ['right now', seconds],
])('an assertion that expired %s is not sent', (_, exp) => {
  expect(readAssertion(unsignedJwt({ exp }), now)).toEqual({ kind: 'expired' });
});

test.each([
  ['ends in a second', { exp: seconds + 1 }],
  ['names no end, which the server judges', {}],
  ['names an end that is no number, which the server judges', { exp: 'soon' }],
])('an assertion is sent that %s', (_, claims) => {
  const assertion = unsignedJwt(claims);
  expect(readAssertion(assertion, now)).toEqual({ kind: 'ok', assertion });
});

test('line breaks around the assertion do not count', () => {
  const assertion = unsignedJwt({ exp: seconds + 60 });
  expect(readAssertion(`\n${assertion}\r\n`, now)).toEqual({ kind: 'ok', assertion });
});
