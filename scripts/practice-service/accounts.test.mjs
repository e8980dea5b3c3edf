import { expect, test } from 'vitest';

import { accountNamed } from './accounts.mjs';

test('a name that is only spaces makes no account', () => {
  expect(accountNamed(' \t ')).toBeUndefined();
});

test('the same name in other letters or spacing is the same account', () => {
  expect(accountNamed(' ada   lovelace')?.accountId).toBe(accountNamed('Ada Lovelace')?.accountId);
});

test('two names are two accounts', () => {
  expect(accountNamed('Ada')?.accountId).not.toBe(accountNamed('Grace')?.accountId);
});

test('the e-mail address is derived from the name', () => {
  expect(accountNamed('Ada Lovelace')?.email).toBe('ada.lovelace@practice.example');
});

test('a name in another script gets an e-mail address too', () => {
  expect(accountNamed('エイダ')?.email).toMatch(/^[0-9a-f]{16}@practice\.example$/);
});
