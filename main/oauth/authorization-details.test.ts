import { expect, test } from 'vitest';

import { authorizationDetailsIn } from './authorization-details.js';

const account = { type: 'account_information', actions: ['list_accounts'] };

test.each([
  ['no list', account],
  ['text', '[]'],
  ['an empty list', []],
  ['objects without a type', [{ actions: ['read'] }, 'account_information', null, [account]]],
  ['more than anyone reads', [{ ...account, note: 'x'.repeat(64 * 1024) }]],
])('%s costs the tokens nothing, and is not shown (L8)', (_, authorization_details) => {
  expect(authorizationDetailsIn({ access_token: 'at', authorization_details })).toEqual({});
});

test('a response without a body or without details has none', () => {
  expect(authorizationDetailsIn(null)).toEqual({});
  expect(authorizationDetailsIn({ access_token: 'at' })).toEqual({});
});

test('what exactly was granted is kept as the server says it (L8)', () => {
  const body = { access_token: 'at', authorization_details: [account, { amount: 3 }] };
  expect(authorizationDetailsIn(body)).toEqual({ authorizationDetails: [account] });
});
