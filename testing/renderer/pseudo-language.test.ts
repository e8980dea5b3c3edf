import { IntlMessageFormat } from 'intl-messageformat';
import { expect, test } from 'vitest';

import english from '../../messages/en.json';
import { pseudoLanguage } from './pseudo-language.js';

const format = (text: string, values: Record<string, string | number> = {}) => {
  const { id } = pseudoLanguage({ id: text });
  return new IntlMessageFormat(id ?? [], 'en').format(values);
};

test('words have accents and are longer, values stay', () => {
  expect(format('Open {name}', { name: 'Slack' })).toBe('[Öpéñëë Slack]');
});

test('a branch is chosen as in English', () => {
  const text = '{count, plural, one {# hour} other {# hours}}';
  expect(format(text, { count: 1 })).toBe('[1 ĥöûŕëë]');
  expect(format(text, { count: 2 })).toBe('[2 ĥöûŕšëë]');
});

test('it has every message of English', () => {
  expect(Object.keys(pseudoLanguage(english))).toEqual(Object.keys(english));
});
