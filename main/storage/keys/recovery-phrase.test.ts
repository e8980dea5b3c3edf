import { randomBytes } from 'node:crypto';

import { expect, test } from 'vitest';

import { isEndOf, newRecoveryPhrase, readRecoveryPhrase } from './recovery-phrase.js';

const phrase = newRecoveryPhrase((length) => Buffer.alloc(length, 0b00000_001));
const read = readRecoveryPhrase(phrase);

test('has seven groups of four without letters that look alike, and at least 120 random bits', () => {
  const asked: number[] = [];
  const seen = new Set<string>();
  for (let n = 0; n < 500; n++) {
    const made = newRecoveryPhrase((length) => {
      asked.push(length);
      return randomBytes(length);
    });
    expect(made).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){6}$/);
    seen.add(made);
  }
  expect(seen.size).toBe(500);
  expect(Math.min(...asked) * 8).toBeGreaterThanOrEqual(120);
});

test('all random bits are in the input of the key derivation', () => {
  const bytes = Buffer.from('00443214c74254b635cf84653a56d7', 'hex');
  expect(readRecoveryPhrase(newRecoveryPhrase(() => bytes))).toBe('0123456789ABCDEFGHJKMNPQ');
});

test.each([
  ['small letters', phrase.toLowerCase()],
  ['spaces for dashes', phrase.replaceAll('-', ' ')],
  ['no groups', phrase.replaceAll('-', '')],
  ['long dashes of a word processor', phrase.replaceAll('-', ' – ')],
  ['line breaks', `\n${phrase.replaceAll('-', '\n')}\n`],
  ['O for 0', phrase.replaceAll('0', 'O')],
  ['o for 0', phrase.replaceAll('0', 'o')],
  ['I for 1', phrase.replaceAll('1', 'I')],
  ['l for 1', phrase.replaceAll('1', 'l')],
])('typed with %s it is the same phrase', (_, typed) => {
  expect(read).not.toBeNull();
  expect(readRecoveryPhrase(typed)).toBe(read);
});

test('one wrong character in any place is a typing mistake, not another phrase', () => {
  for (const [place, character] of Array.from(phrase).entries()) {
    if (character === '-') continue;
    const other = character === '7' ? '8' : '7';
    const typed = phrase.slice(0, place) + other + phrase.slice(place + 1);
    expect([place, readRecoveryPhrase(typed)]).toEqual([place, null]);
  }
});

test.each([
  ['nothing', ''],
  ['a character missing', phrase.slice(0, -1)],
  ['a character too many', `${phrase}0`],
  ['a group missing', phrase.slice(5)],
  ['two groups changed places', 'TVWX-0000'.concat(phrase.slice(9))],
  ['a letter it never holds', phrase.replace(/^./, 'U')],
])('%s is a typing mistake', (_, typed) => {
  expect(readRecoveryPhrase(typed)).toBeNull();
});

test('the last two groups, or all of it, confirm that the user has the sheet', () => {
  const end = phrase.split('-').slice(-2).join('-');
  expect(isEndOf(phrase, end)).toBe(true);
  expect(isEndOf(phrase, ` ${end.toLowerCase()}`)).toBe(true);
  expect(isEndOf(phrase, phrase)).toBe(true);
  expect(isEndOf(phrase, '')).toBe(false);
  expect(isEndOf(phrase, end.slice(5))).toBe(false);
  expect(isEndOf(phrase, phrase.slice(0, 9))).toBe(false);
  expect(isEndOf(phrase, `0${phrase}`)).toBe(false);
});
