import { afterEach, expect, test } from 'vitest';

import { compareText } from './collator.js';
import { changeLocale, formatMessage } from './format.js';
import { chooseLocale, currentLocale, defaultLocale, directionOf, languageOf } from './locale.js';

afterEach(() => changeLocale(defaultLocale));

test.each([
  [[], '', 'en-GB'],
  [['c'], '', 'en-GB'],
  [['not a locale', '../x'], '../x', 'en-GB'],
  [['nl-NL', 'pt'], 'nl-NL', 'en-GB'],
  [['en-US', 'de-DE'], 'en-US', 'en-US'],
  [['de'], '', 'de'],
  [['de-AT', 'de'], 'de-AT', 'de-AT'],
  [['nl', 'fr', 'de-DE'], 'nl-NL', 'fr'],
  [['ja-JP', 'en'], 'en-US', 'ja-JP'],
  [['es'], 'es-419', 'es-419'],
  [['ar'], 'ar-EG', 'ar-EG'],
])('a computer of %o with the formats of “%s” has %s', (preferred, ofFormats, expected) => {
  expect(chooseLocale('system', preferred, ofFormats)).toBe(expected);
});

test.each([
  ['de', 'de'],
  ['en', 'en-US'],
  ['ar', 'ar'],
] as const)('on an American computer the choice of %s has %s', (choice, expected) => {
  expect(chooseLocale(choice, ['en-US'], 'en-US')).toBe(expected);
});

test.each([
  ['ar-EG', 'ar', 'rtl'],
  ['de-AT', 'de', 'ltr'],
  ['pt', 'en', 'ltr'],
  ['', 'en', 'ltr'],
])('messages of “%s” are those of %s and run %s', (locale, language, direction) => {
  expect(languageOf(locale)).toBe(language);
  expect(directionOf(locale)).toBe(direction);
});

test('messages, plurals and numbers are of the language that was chosen last', async () => {
  await Promise.all([changeLocale('fr'), changeLocale('de-AT')]);
  expect(currentLocale()).toBe('de-AT');
  expect(formatMessage('tray.open')).toBe('Lanyard öffnen');
  expect(formatMessage('tray.noneNeedsYou', { count: 2_000 })).toContain('2\u{a0}000 Verbindungen');
  expect(['z', 'ä', 'b'].toSorted(compareText)).toEqual(['ä', 'b', 'z']);
});

test('names in an Arabic sentence keep their own order', async () => {
  await changeLocale('ar');
  expect(formatMessage('account.unnamed', { service: 'Slack (work)' })).toContain(
    '\u2068Slack (work)\u2069',
  );
});
