import { expect, test } from 'vitest';

import { anyOf, near, oneOf, normalizeText } from './text-patterns.js';

test.each([
  ['Refresh-Token  “INVALID”!', 'refresh token invalid'],
  [' (not now) ', 'not now'],
  ['the user’s token; expired. Why?', 'the users token; expired. why'],
  ["It isn’t, wasn't, doesnt and couldn`t", 'it is not was not does not and could not'],
  [
    'They can’t and cannot, but Kant can; cant you',
    'they can not and can not but kant can; can not you',
  ],
  ['authorised, Organisation, unrecognised', 'authorized organization unrecognized'],
  ['promised licences', 'promised licenses'],
  ['accès refusé', 'accès refusé'],
  ['acc\uFFFDs', 'acc\uFFFDs'],
  ['error_code: invalid_grant', 'error code invalid grant'],
  ['account constant', 'account constant'],
])('%s is read as “%s”', (text, words) => {
  expect(normalizeText(text)).toBe(words);
});

const either = () => oneOf(anyOf('log in, cancel-', 'key'));

test.each(['log in', 'login', 'logins', 'you cancelled', 'cancel', 'keys', 'a key here'])(
  'is one of the words: %s',
  (text) => {
    expect(either().test(text)).toBe(true);
  },
);

test.each(['blog in', 'log on', 'login2', 'monkey', 'keyss', 'uncancelled', 'log  in'])(
  'is none of them: %s',
  (text) => {
    expect(either().test(text)).toBe(false);
  },
);

const close = () =>
  oneOf(near(anyOf('token'), anyOf('bad'), 4), near(anyOf('no'), anyOf('key'), 1));

test.each(['token is bad', 'tokens bad', 'no key', 'a token, bad'])('are near: %s', (text) => {
  expect(close().test(text)).toBe(true);
});

test.each([
  'bad token',
  'token was bad',
  'token. bad',
  'token; bad',
  'no no',
  'no bad',
  'tokenbad',
])('are not near: %s', (text) => {
  expect(close().test(text)).toBe(false);
});
