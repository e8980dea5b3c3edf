import { describe, expect, test } from 'vitest';

import { isKnownRefusal, type RefusalForm } from './refusal-forms.js';

const forms: readonly RefusalForm[] = [
  { status: 400, body: { message: 'Invalid refresh token' } },
  { status: 403, body: { error: 'unauthorized_client', error_description: 'it is invalid' } },
  { status: null, body: { 'errors.0.message': { startsWith: 'Refresh token invalid:' } } },
  { status: 200, body: { code: 20_026 } },
];

describe('not the refusal that is known', () => {
  test.each<[string, number, Parameters<typeof isKnownRefusal>[2]]>([
    ['another status', 401, { message: 'Invalid refresh token' }],
    ['another text', 400, { message: 'Invalid refresh token format' }],
    ['only one of two members', 403, { error: 'unauthorized_client' }],
    ['the text elsewhere', 400, { error: { message: 'Invalid refresh token' } }],
    [
      'the text later in a longer one',
      400,
      { errors: [{ message: 'No: Refresh token invalid:' }] },
    ],
    ['no such member of a list', 400, { errors: [] }],
    ['a number as text', 200, { code: '20026' }],
    ['text where a number was meant', 400, { message: 400 }],
    ['an empty body', 400, {}],
  ])('%s', (_, status, body) => {
    expect(isKnownRefusal(forms, status, body)).toBe(false);
  });

  test('nothing is known, or only that the service follows the standard', () => {
    const body = { message: 'Invalid refresh token' };
    expect(isKnownRefusal(null, 400, body)).toBe(false);
    expect(isKnownRefusal('standard', 400, body)).toBe(false);
    expect(isKnownRefusal([], 400, body)).toBe(false);
  });
});

test.each<[string, number, Parameters<typeof isKnownRefusal>[2]]>([
  ['a member', 400, { status: 400, message: 'Invalid refresh token' }],
  ['a member in other case', 400, { message: 'invalid refresh Token' }],
  ['two members', 403, { error: 'unauthorized_client', error_description: 'It is invalid' }],
  ['the start of a text in a list', 401, { errors: [{ message: 'Refresh token invalid: 00aa' }] }],
  ['a number in a success', 200, { code: 20_026 }],
])('the refusal that is known: %s', (_, status, body) => {
  expect(isKnownRefusal(forms, status, body)).toBe(true);
});
