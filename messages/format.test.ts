import { IntlMessageFormat } from 'intl-messageformat';
import { expect, test } from 'vitest';

import { compareText } from './collator.js';
import english from './en.json' with { type: 'json' };
import { formatMessage } from './format.js';
import { defaultLocale } from './locale.js';
import { productName } from './product-name.js';

test('throws when a value is missing', () => {
  expect(() => formatMessage('tray.more')).toThrow();
});

test('formats a message with its values and plural', () => {
  expect(formatMessage('tray.open')).toBe('Open Lanyard');
  expect(formatMessage('tray.noneNeedsYou', { count: 1 })).toBe('Lanyard · 1 connection');
  expect(formatMessage('integrity.count', { count: 1_200 })).toBe('1,200');
});

test.each(['קלוד', 'سلام', '𐤀'])(
  'the name %s leaves the sentence around it in order (N7)',
  (service) => {
    expect(formatMessage('account.unnamed', { service })).toBe(`Account at \u2068${service}\u2069`);
  },
);

test.each(Object.entries(english))('%s is a valid message with an ID of the scheme', (id, text) => {
  expect(() => new IntlMessageFormat(text, defaultLocale)).not.toThrow();
  // Segments are camelCase, or a code of a union in snake_case.
  expect(id).toMatch(/^[a-z][a-zA-Z]*(\.([a-z][a-zA-Z0-9]*|[a-z0-9]+(_[a-z0-9]+)+))+$/);
});

test.each(Object.entries(english))(
  '%s names no time, which would be of the zone of the start (D7)',
  (_id, text) => {
    expect(text).not.toMatch(/\{\s*\w+\s*,\s*(date|time)\b/);
  },
);

test('the product name is that of the catalogue', () => {
  expect(productName).toBe(english['app.name']);
});

test('sorts numbers in names by value', () => {
  expect(['b', 'A 10', 'a 2'].toSorted(compareText)).toEqual(['a 2', 'A 10', 'b']);
});
