/**
 * Finds an authorization response in what a person pasted: with prose around it, wrapped, escaped, or
 * without its scheme. It only proposes addresses: the caller takes none without the right state (H2, H3).
 */
import { callbackLimit } from './callback.js';
import { linkScheme } from './link-scheme.js';
import { loopbackHosts } from './loopback.js';
import { readingsOf } from './pasted-text.js';

export type PastedCallback =
  | { readonly kind: 'found'; readonly address: string }
  /** No address in the text is the answer; this one looks most like it. */
  | { readonly kind: 'refused'; readonly address: string }
  /** A query without the redirect URI, and without `iss` to stand for it. */
  | { readonly kind: 'query_only' }
  | { readonly kind: 'code_only' }
  | { readonly kind: 'none' };

/** Text of 64 KB can hold thousands of starts and words; what a person pastes holds a few. */
const mostStarts = 20;
const mostWords = 100;

/** The characters of `text`, between which a mail or a terminal may have wrapped the line. */
const wrapped = (text: string) =>
  Array.from(text, (each) => each.replace(/[.[\]]/, '\\$&')).join('\\s*');

const hosts = loopbackHosts.map(wrapped).join('|');
const http = `h\\s*t\\s*t\\s*p\\s*s?\\s*:\\s*/\\s*/?\\s*`;
const start = new RegExp(
  [
    `(?:${http})?${wrapped(linkScheme)}\\s*:?(?:\\s*/){0,3}`,
    `(?:${http})?(?<host>${hosts})(?:\\s*:\\s*(?<port>(?:\\d\\s*){1,5}))?\\s*/`,
    // A path alone, unless it belongs to a host.
    `(?<path>(?<![\\w.\\]):/@%-])/?(?=callback/[^\\s?#]+[?#]))`,
  ]
    .map((each) => `(?:${each})`)
    .join('|')
    .replace(/^(.*)$/s, `(?:$1)\\s*${wrapped('callback/')}`),
  'gi',
);
/** A parameter of the response, at the beginning of a word. */
const queryStart = /(?<![^\s"'`([{<\P{ASCII}])[?#&]?(?=(?:code|state|iss|error|session_state)=)/gu;

/** Ends an address for sure: no browser leaves these in one. */
const endMark = /["<>`{}|]|\n\s*\n/;

/**
 * @param isAnswer true for the complete answer to the sign-in that waits; it is asked in the order in
 *   which the addresses suggest themselves
 */
export function findCallback(
  text: string,
  redirectUri: string,
  isAnswer: (address: string) => boolean,
): PastedCallback {
  const readings = [...readingsOf(text)];
  let likely: string | null = null;
  let tooLong: string | null = null;
  for (const address of candidates(readings, redirectUri)) {
    if (address.length > callbackLimit) {
      tooLong ??= address;
      continue;
    }
    if (isAnswer(address)) return { kind: 'found', address };
    if (likely === null || (!isTelling(likely) && isTelling(address))) likely = address;
  }
  likely ??= tooLong;
  if (likely !== null) return { kind: 'refused', address: likely };
  const alone = readings.flatMap((reading) => queriesIn(reading));
  if (alone.some((query) => /(?:^|&)state=/.test(query))) return { kind: 'query_only' };
  if (alone.some((query) => /(?:^|&)code=/.test(query)) || isCode(text)) {
    return { kind: 'code_only' };
  }
  return { kind: 'none' };
}

const isTelling = (address: string) => /[?&](?:code|error)=/.test(address);

function* candidates(readings: readonly string[], redirectUri: string): Iterable<string> {
  for (const reading of readings) {
    const starts = [...reading.matchAll(start)].slice(0, mostStarts);
    for (const [index, match] of starts.entries()) {
      const rest = reading.slice(match.index + match[0].length, starts[index + 1]?.index);
      const before = reading.charAt(match.index - 1);
      const prefix = `${baseOf(match, redirectUri)}/callback/`;
      for (const ending of endings(rest, before)) yield withQuery(`${prefix}${ending}`);
    }
  }
  // The issuer stands for the redirect URI: both say which server the answer is from (RFC 9207 §4).
  for (const query of readings.flatMap((reading) => queriesIn(reading))) {
    if (/(?:^|&)iss=./.test(query)) yield `${redirectUri}?${query}`;
  }
}

/** The address before its path: as this sign-in writes it, if it is the same place. */
function baseOf(match: RegExpMatchArray, redirectUri: string): string {
  const [expected = ''] = redirectUri.split('/callback/');
  const { host, port, path } = match.groups ?? {};
  if (path !== undefined) return expected;
  if (host === undefined) return `${linkScheme}:`;
  const digits = port?.replace(/\s/g, '');
  const expectedPort = /^http:.*:(\d+)$/.exec(expected)?.[1];
  if (digits !== undefined && digits === expectedPort) return expected;
  const name = host.replace(/\s/g, '').toLowerCase();
  return `http://${name}${digits === undefined ? '' : `:${digits}`}`;
}

function queriesIn(reading: string): readonly string[] {
  return [...reading.matchAll(queryStart)]
    .slice(0, mostStarts)
    .flatMap((match) => [
      ...endings(reading.slice(match.index + match[0].length), reading.charAt(match.index - 1)),
    ]);
}

/** The text in which an address may end: first with all that seems to be wrapped, then word by word. */
function* endings(rest: string, before: string): Iterable<string> {
  const [text = ''] = rest.slice(0, 2 * callbackLimit).split(endMark, 1);
  // No address holds a letter beyond ASCII, so text in another script ends it like a blank.
  const pieces = [...text.matchAll(/([\s\P{ASCII}]*)([^\s\P{ASCII}]+)/gu)].slice(0, mostWords);
  const breaks = pieces.map(([, blanks = '']) => /[\r\n]/.test(blanks));
  const allWords = pieces.map(([, , word = '']) => word);
  const words = beforeRemark(allWords, breaks);
  const counts = [wordsWrapped(words, breaks), ...words.map((_, index) => index + 1)];
  for (const count of counts) {
    const joined = words.slice(0, count).join('');
    const ended = withoutEnd(joined, before);
    yield ended;
    if (ended !== joined) yield joined;
  }
}

/** How many words belong together: lines that look like pieces of an address and not like prose. */
function wordsWrapped(words: readonly string[], breaks: readonly boolean[]): number {
  let count = 1;
  while (count < words.length) {
    const next = breaks.indexOf(true, count + 1);
    const end = next === -1 ? words.length : next;
    const line = words.slice(count, end);
    const isNewLine = breaks[count] === true;
    if (!line.every((word) => isPiece(word, isNewLine && line.length === 1))) {
      const [first = ''] = line;
      return isNewLine && isPiece(first, false) && !/^\d+\W*$/.test(first) ? count + 1 : count;
    }
    count = end;
  }
  return count;
}

/** Nothing could tell afterwards that a word does not belong to the code, if that is the last parameter. */
function beforeRemark(words: readonly string[], breaks: readonly boolean[]): readonly string[] {
  const isAfterCode = (index: number) =>
    /(?:^|[?&])code=[^&]{4,}$/.test(words.slice(0, index).join(''));
  const found = words.findIndex((word, i) => i > 0 && remark.test(word) && isAfterCode(i));
  if (found === -1) return words;
  // A single digit is more likely the end of a code, unless the remark goes on behind it.
  const isWithDigit =
    breaks[found] === false && /^(?:\W*\d\w?\W*|v\d)$/.test(words[found - 1] ?? '');
  return words.slice(0, Math.max(1, isWithDigit ? found - 1 : found));
}

/** Words that people, chats and error pages add to an address: of letters alone, constants, times, numbers, signs. */
const remark =
  /^(?:[a-z]{3,}|[A-Z]{2,}(?:_[A-Z]+)*|\W+|[([/].*|v?\W*\d{2,}\W*|[v\W]*\d+(?:[.:/-]\d+)+|\W+\d+|[a-z]+(?:-[a-z]+)+|\S*[@:]\S*)$/;

/** @param isLine it has a line for itself, so that it may also be lower-case letters */
function isPiece(word: string, isLine: boolean): boolean {
  if (!/^[\w.~%+/=&?#!$*:-]+$/.test(word)) return false;
  return isLine ? !/^[A-Z]?[a-z]*[.,!?:]$|^[A-Z][a-z]+$/.test(word) : !/^[A-Za-z]+\W*$/.test(word);
}

const encodedEnd =
  '%(?:20|09|0[AD]|22|27|29|2C|2E|3B|3E|5D|C2%A0|E2%80%(?:[89][0-9A-F]|A[6-9A-F])|EF%BB%BF)';
const endPunctuation = new RegExp(`(?:${encodedEnd}|[.,;:!?)\\]'+&\\\\^])+$`, 'i');

const longestEnd = 100;

/** Without what the sentence or the marks around it add. No code or state is known to end in one. */
function withoutEnd(address: string, before: string): string {
  const marks = ['*', '_', '~'].includes(before) ? new RegExp(`\\${before}+$`) : /$^/;
  const end = address.slice(-longestEnd);
  const kept = end.replace(endPunctuation, '').replace(marks, '').replace(endPunctuation, '');
  return `${address.slice(0, -longestEnd)}${kept}`;
}

/** The response in the fragment as in the query: a page or a person put it there. */
function withQuery(address: string): string {
  const [before = '', ...fragments] = address.split('#');
  const fragment = fragments.join('#').replace(/^[/?!&]+/, '');
  if (/[?&](?:code|error)=/.test(before) || !/(?:^|&)(?:code|error)=/.test(fragment)) {
    return address;
  }
  return `${before}${before.includes('?') ? '&' : '?'}${fragment}`;
}

/** A word that is hardly one of a language. */
function isCode(text: string): boolean {
  const [, word = ''] = /^\s*(?:code\s*[=:]\s*)?["']?([\w.~%+/=*!$-]+)["']?\s*$/i.exec(text) ?? [];
  return !word.includes('//') && (word.length >= 20 || /^(?=.*\d).{6,}$/.test(word));
}
