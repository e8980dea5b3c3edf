import { IntlMessageFormat } from 'intl-messageformat';
import { expect, test } from 'vitest';

import english from './en.json' with { type: 'json' };
import { defaultLocale } from './locale.js';

type Elements = ReturnType<IntlMessageFormat['getAst']>;

/** The message with its longest branches; a value counts as the one word of its name. */
function longest(elements: Elements): string {
  return elements
    .map((element) => {
      if ('options' in element) {
        const branches = Object.values(element.options).map(({ value }) => longest(value));
        return branches.toSorted((a, b) => wordsIn(b) - wordsIn(a))[0] ?? '';
      }
      return 'value' in element ? element.value : '#';
    })
    .join('');
}

function wordsIn(text: string): number {
  return text.split(/\s+/).filter((word) => /[\p{L}\p{N}#]/u.test(word)).length;
}

function wordsOf(message: string): number {
  return wordsIn(longest(new IntlMessageFormat(message, defaultLocale).getAst()));
}

const messages = Object.entries(english);

test('the words of a message are those of its longest branches', () => {
  const message =
    '{count, plural, one {# word} other {# words, and “{name}” {kind, select, a {too} other {}}}}';
  expect(wordsOf(message)).toBe(5);
});

test('no message has more than 25 words', () => {
  expect(messages.filter(([, text]) => wordsOf(text) > 25)).toEqual([]);
});

/** Phrases that nobody says aloud, or that have another name here, with what to say instead. */
const notSaid: readonly [RegExp, string][] = [
  [/\banew\b/, 'again'],
  [/\bat once\b/, 'immediately, or nothing'],
  [/\bmend(s|ed)?\b/, 'repair'],
  [/\bin (the|its) way\b(?! that)/, 'say what happens'],
  [/\bgo(es)? on\b/, 'continue, keep'],
  [/\btime after time\b/, 'several times'],
  [/\bof (its|their) own\b/, 'own, separate, unusual'],
  [/\bstays? like this\b/, 'keeps happening'],
  [/\b(saved|stored|your|the) sign-ins\b/, 'accounts'],
  [/\bpassword stores?\b/, 'its name, keyring or password manager'],
  [/\bpersons?\b/, 'you, somebody, whoever'],
  [/\brenew(?!s itself)/, 'refresh'],
  [/\bthe access\b(?! token)/, 'access, this connection'],
  [/\bway back\b/, 'way to return'],
  [/\byou have \d+ (minutes|seconds)\b/, 'a code may last only seconds'],
  [/\basked to wait\b/, 'busy: not every server asks'],
];

test.each(notSaid)('no message says %s (instead: %s)', (said) => {
  const anyCase = new RegExp(said, 'i');
  expect(messages.filter(([, text]) => anyCase.test(text))).toEqual([]);
});

test('only the line on what comes next has a connection do it by itself', () => {
  const renewing = messages.filter(([, text]) => /renews itself/i.test(text)).map(([id]) => id);
  expect(renewing.filter((id) => !id.startsWith('lifetime.refreshes'))).toEqual([]);
});

test('quotation marks and apostrophes are typographic', () => {
  // ICU quotes braces by a straight apostrophe.
  const straight = ([, text]: readonly [string, string]) =>
    /["']/.test(text.replaceAll(/'[{}]'/g, ''));
  expect(messages.filter(straight)).toEqual([]);
});
