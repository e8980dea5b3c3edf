import { expect, test } from 'vitest';

import { someSecrets } from '../../testing/test-world.js';
import { withEarlier } from './earlier-secrets.js';

const day = 86_400_000;
const tokensOf = (n: number) => {
  const secrets = someSecrets();
  const tokens = { ...secrets.tokens, accessToken: `access-${n}`, refreshToken: `refresh-${n}` };
  return { ...secrets, tokens };
};
const texts = (secrets: ReturnType<typeof withEarlier>) =>
  secrets.earlier?.map(({ secret }) => secret);

test('replaced tokens and what was used up are remembered, those in use are not (N1)', () => {
  const { tokens } = tokensOf(2);
  const kept = { ...tokensOf(2), tokens: { ...tokens, refreshToken: 'refresh-1' } };
  expect(texts(withEarlier(kept, tokensOf(1), ['code', 'verifier'], 0))).toEqual(
    ['code', 'verifier', 'access-1', tokensOf(1).tokens.idToken].filter(
      (each) => each !== null && each !== tokens.idToken,
    ),
  );
});

test('for 30 days, the newest first, each once (N1)', () => {
  const first = withEarlier(tokensOf(1), null, ['code'], 0);
  const second = withEarlier(tokensOf(2), first, [], 20 * day);
  expect(texts(second)).toEqual(['access-1', 'refresh-1', 'code']);
  expect(texts(withEarlier(tokensOf(2), second, ['code'], 31 * day))).toEqual([
    'code',
    'access-1',
    'refresh-1',
  ]);
  expect(texts(withEarlier(tokensOf(2), second, [], 31 * day))).toEqual(['access-1', 'refresh-1']);
});

test('and no more than a record can bear (N1)', () => {
  const many = Array.from({ length: 50 }, (_, n) => `secret-${n}`);
  expect(texts(withEarlier(tokensOf(1), null, many, 0))).toEqual(many.slice(0, 20));
  const large = ['a', 'b', 'c'].map((each) => each.repeat(16_000));
  expect(texts(withEarlier(tokensOf(1), null, large, 0))).toEqual(large.slice(0, 2));
});
