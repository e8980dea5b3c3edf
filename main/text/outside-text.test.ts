import { describe, expect, test } from 'vitest';

import { markUnseen, problemWithShowing, type OutsideField, outsideText } from './outside-text.js';

const fields: readonly OutsideField[] = [
  ...(['name', 'signer', 'service', 'account', 'login', 'label'] as const),
  ...(['description', 'source', 'statement', 'value', 'cause'] as const),
];

describe.each(fields)('a text that nobody can see is missing: %s (N7)', (field) => {
  test.each([
    ['nothing', ''],
    ['blanks', ' \t\n\u00a0\u2003\u3000'],
    ['line breaks', '\r\n\u2028\u2029\u0085'],
    ['a filler of Hangul', '\u3164'],
    ['a half-width filler', '\uffa0\uffa0'],
    ['fillers of syllables', '\u115f\u1160'],
    ['empty braille cells', '\u2800\u2800'],
    ['soft hyphens', '\u00ad\u00ad'],
    ['zero-width characters', '\u200b\u200c\u200d\u2060\ufeff'],
    ['marks of the reading direction', '\u202e\u2066\u200f\u061c'],
    ['tags', '\u{e0001}\u{e0041}\u{e007f}'],
    ['variation selectors', '\ufe0f\ufe0f\u{e0100}'],
    ['marks without a letter', '\u0301\u0334\u034f'],
    ['private characters', '\ue000\u{f0000}'],
    ['no characters at all', '\uffff\ufdd0\ud800'],
    ['an invisible note', '\u{1d159}'],
    ['an empty object', '\ufffc'],
  ])('%s', (_what, text) => {
    expect(outsideText(field, text)).toBeNull();
    expect(problemWithShowing(field, text)).toBe('empty');
  });
});

describe.each(fields)('hidden characters are gone: %s (N7)', (field) => {
  test.each([
    ['zero-width blanks', 'Prac\u200btice', 'Practice'],
    ['a joiner between Latin letters', 'Prac\u200dtice', 'Practice'],
    ['a non-joiner between Latin letters', 'Prac\u200ctice', 'Practice'],
    ['soft hyphens', 'Prac\u00adtice', 'Practice'],
    ['overrides', '\u202eecitcarP\u202c', 'ecitcarP'],
    ['isolates', '\u2066Practice\u2069', 'Practice'],
    ['tags', 'Practice\u{e0061}\u{e0064}\u{e006d}', 'Practice'],
    ['tags after a flag that has none', '🏴\u{e0061}\u{e0062}\u{e007f}', '🏴'],
    ['a variation selector after a letter', 'Pra\ufe0fctice', 'Practice'],
    ['control characters', 'Prac\u0000\u001btice', 'Prac tice'],
    ['a line break', 'Practice\nservice', 'Practice service'],
    ['a line separator', 'Practice\u2028service', 'Practice service'],
    ['blanks in a row', 'Practice \u00a0\u3000 service', 'Practice service'],
    ['fillers for blanks', 'Practice\u3164service\u2800', 'Practice service'],
    ['a storm of marks', `P${'\u0336\u0321\u0489'.repeat(30)}ractice`, 'P\u0336\u0321ractice'],
    ['half of a pair', 'Practice\ud83d', 'Practice'],
  ])('%s', (_what, text, shown) => {
    expect(outsideText(field, text)).toBe(shown);
  });
});

describe('what people write stays as it is (N7)', () => {
  test.each([
    ['Persian, with a non-joiner', 'می‌خواهم'],
    ['Hindi, with a joiner', 'क्‍ष'],
    ['Sinhala', 'ශ්‍රී ලංකා'],
    ['Malayalam', 'ന്‍റെ'],
    ['Vietnamese', 'Nguyễn Thị Ánh'],
    ['Hebrew, with points', 'שָׁלוֹם'],
    ['Thai', 'น้ำมันพืช'],
    ['Tibetan', 'བསྒྲུབས'],
    ['a family', '👩‍👩‍👧‍👦'],
    ['a technologist with a skin', '👩🏽‍💻'],
    ['a heart', '❤️'],
    ['a keycap', '1️⃣'],
    ['a flag by letters', '🇩🇪'],
    ['a flag by tags', '🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}'],
    ['a form of an ideograph', '葛\u{e0100}城'],
    ['apostrophes and dashes', 'O’Neill–Smith, Jr.'],
  ])('%s', (_what, text) => {
    const written = text.normalize('NFC');
    expect(outsideText('account', text)).toBe(written);
    expect(problemWithShowing('account', text)).toBeNull();
  });
});

describe('length', () => {
  test.each([
    ['name', 80],
    ['account', 200],
    ['statement', 300],
  ] as const)('a %s is cut after %i characters (N7)', (field, longest) => {
    expect(outsideText(field, 'x'.repeat(longest))).toBe('x'.repeat(longest));
    expect(outsideText(field, 'x'.repeat(longest + 1))).toBe(`${'x'.repeat(longest)}…`);
    expect(problemWithShowing(field, 'x'.repeat(longest + 1))).toBe('too_long');
  });

  test('no character is cut in two (N7)', () => {
    expect(outsideText('name', `${'x'.repeat(79)}😀😀`)).toBe(`${'x'.repeat(79)}…`);
    expect(outsideText('name', `${'x'.repeat(79)}q\u0323\u0307y`)).toBe(`${'x'.repeat(79)}…`);
  });

  test('a megabyte of hidden characters is not read to its end (N7)', () => {
    expect(outsideText('name', `${'\u200b'.repeat(2_000_000)}x`)).toBeNull();
    expect(outsideText('name', `क${'\u0301'.repeat(500_000)}\u200d`)).toBe('क\u0301\u0301');
  });
});

describe('a text that cannot be shown as it is written', () => {
  test.each([
    'Goo\u202Egle',
    'Goo\u200bgle',
    'Goo\u3164gle',
    'Goo\u00adgle',
    'Goo\ngle',
    'G\ue000',
  ])('%j (N7)', (text) => {
    expect(problemWithShowing('name', text)).toBe('not_displayable');
  });
});

test('support sees the code point of each character that cannot be seen (N7)', () => {
  expect(markUnseen('a\u202eb\u3164c\u200d \n👩‍💻')).toBe('a‹U+202E›b‹U+3164›c‹U+200D› ‹U+000A›👩‍💻');
  expect(markUnseen('x'.repeat(50), 40)).toBe(`${'x'.repeat(40)}…`);
});
