/** Makes text that a server wrote about an error safe to store and display. */
import { textOrEmpty, visibleText } from '../text/outside-text.js';

/**
 * A server's `error` or `error_description` without anything that could be a token, a code or an
 * address: servers do quote what they were sent. Invisible characters go first, which could divide it.
 */
export function withoutOpaqueParts(text: string): string {
  const words = visibleText(text).replace(/[\w.~+/=:%&?*!$@|-]{16,}/g, (part) =>
    isWord(part) ? part : '…',
  );
  return textOrEmpty('statement', words);
}

/** Only random values have more capital letters in a row. */
const mostCapitals = 15;
/** Letters to a capital one on average, at least: in random values every second is a capital. */
const leastLetters = 4;

/**
 * Error values and plain words, unlike random values: `invalid_grant`, `INVALID_REFRESH_TOKEN`,
 * `InvalidAuthenticationToken`, `Errors.RefreshToken.Invalid`.
 */
function isWord(part: string): boolean {
  const text = part.replace(/[.:,!?]$/, '').replaceAll(/OAuth2?|oauth2/g, 'Oauth');
  const words = text.split(/[_.-]|::/);
  const areCapital = words.every((word) => /^[A-Z]+$/.test(word));
  return areCapital
    ? words.every((word) => word.length <= mostCapitals && canBeSpoken(word))
    : words.every((word) => /^[A-Z]?[a-z]+$/.test(word) || isCamelCase(word));
}

function isCamelCase(word: string): boolean {
  const parts = word.match(/[A-Z]{2,5}(?=[A-Z][a-z])|[A-Z]?[a-z]+/g) ?? [];
  const isWhole = parts.join('') === word && word !== '';
  return isWhole && word.length / parts.length >= leastLetters && parts.every(canBeSpoken);
}

/** No English word has six consonants in a row, or four letters without a vowel. */
function canBeSpoken(word: string): boolean {
  return (word.length < 4 || /[aeiouy]/i.test(word)) && !/[^aeiouy]{6}/i.test(word);
}
