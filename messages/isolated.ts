/** Names within sentences: one that is written in the other direction stays in its place. */
import { directionOf } from './locale.js';

const rightToLeft =
  /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;
/** Keeps its order by itself. It may also be what a message selects by. */
const oneWord = /^[A-Za-z_]+$/;

/**
 * Without isolation such a name draws the words and numbers beside it to its own side (UAX #9). Where
 * the sentence itself is written from right to left, an address or a name in Latin letters does.
 */
export function isolated<T>(
  values: Readonly<Record<string, T>>,
  locale: string,
): Record<string, T | string> {
  const isForeign =
    directionOf(locale) === 'rtl'
      ? (value: string) => !oneWord.test(value)
      : (value: string) => rightToLeft.test(value);
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'string' && isForeign(value) ? `\u2068${value}\u2069` : value,
    ]),
  );
}
