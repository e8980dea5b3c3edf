import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, test } from 'vitest';

import { languages, type Language } from '../ipc/language.js';
import english from './en.json' with { type: 'json' };
import { chooseLocale } from './locale.js';
import type { MessageId } from './message-id.js';
import { loadMessages, type Messages } from './messages.js';
import untranslated from './untranslated.json' with { type: 'json' };

type Elements = ReturnType<IntlMessageFormat['getAst']>;

/** Null: it has no such syntax. */
function parsed(text: string, language: Language): Elements | null {
  try {
    return new IntlMessageFormat(text, language).getAst();
  } catch {
    return null;
  }
}

const waiting: readonly string[] = untranslated.texts;
const incomplete: readonly string[] = untranslated.languages;

interface Choice {
  readonly of: string;
  readonly kind: 'select' | 'plural' | 'ordinal';
  readonly cases: readonly string[];
}

/** The choices that a message makes, the outer ones first. */
function choicesIn(elements: Elements): readonly Choice[] {
  return elements.flatMap((element) => {
    if ('options' in element) {
      const inner = Object.values(element.options).flatMap(({ value }) => choicesIn(value));
      const ordinal = 'pluralType' in element && element.pluralType === 'ordinal';
      const kind = !('pluralType' in element) ? 'select' : ordinal ? 'ordinal' : 'plural';
      return [{ of: element.value, kind, cases: Object.keys(element.options) }, ...inner];
    }
    return 'children' in element ? choicesIn(element.children) : [];
  });
}

/** The values and tags that a message names, each once. */
function namesIn(elements: Elements): readonly string[] {
  const names = elements.flatMap((element): readonly string[] => {
    if ('options' in element) {
      const inner = Object.values(element.options).flatMap(({ value }) => namesIn(value));
      return [element.value, ...inner];
    }
    if ('children' in element) return [`<${element.value}>`, ...namesIn(element.children)];
    return isLiteral(element) || !('value' in element) ? [] : [element.value];
  });
  return [...new Set(names)].toSorted();
}

/** `TYPE.literal` of the parser, which the library does not export. */
const isLiteral = ({ type }: Elements[number]) => (type as number) === 0;

/** Every number that people see here is whole. */
function pluralCases(language: Language, type: 'cardinal' | 'ordinal'): readonly string[] {
  const rules = new Intl.PluralRules(language, { type });
  return [...new Set(Array.from({ length: 1_000 }, (_, count) => rules.select(count)))];
}

/** Everything wrong with a translation, in a few words each. */
function problemsOf(source: string, text: string, language: Language): readonly string[] {
  const original = parsed(source, 'en') ?? [];
  const elements = parsed(text, language);
  if (elements === null) return ['is no message in ICU syntax'];
  const problems: string[] = [];
  const [own, wanted] = [namesIn(elements), namesIn(original)];
  const missing = wanted.filter((name) => !own.includes(name));
  const unknown = own.filter((name) => !wanted.includes(name));
  if (missing.length > 0) problems.push(`lacks ${missing.join(', ')}`);
  if (unknown.length > 0) problems.push(`has no value for ${unknown.join(', ')}`);
  const originals = choicesIn(original);
  for (const { of, kind, cases } of choicesIn(elements)) {
    if (!cases.includes('other')) problems.push(`{${of}} has no case “other”`);
    if (kind === 'select') {
      const known = originals.find((each) => each.kind === kind && each.of === of)?.cases ?? [];
      const lacks = known.filter((each) => !cases.includes(each));
      if (lacks.length > 0) problems.push(`{${of}} lacks the case ${lacks.join(', ')}`);
    } else {
      const needed = pluralCases(language, kind === 'plural' ? 'cardinal' : 'ordinal');
      const lacks = needed.filter((each) => !cases.includes(each) && !coveredBy(each, cases));
      // English may leave out a form that reads like `other`.
      if (lacks.length > 0 && language !== 'en')
        problems.push(`{${of}} lacks the plural ${lacks.join(', ')}`);
      const extra = cases.filter((each) => !/^=\d+$/.test(each) && !needed.includes(each));
      if (extra.length > 0) problems.push(`{${of}} has no plural ${extra.join(', ')}`);
    }
  }
  if (/["']/.test(text.replaceAll(/'[{}]'/g, ''))) problems.push('has a straight quotation mark');
  if (text !== text.trim() || /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/.test(text)) {
    problems.push('has blanks at an end, or marks of direction');
  }
  return problems;
}

/** A language in which one form is for exactly one number may name the number instead. */
function coveredBy(plural: string, cases: readonly string[]): boolean {
  const numbers: Readonly<Record<string, string>> = { zero: '=0', one: '=1', two: '=2' };
  return cases.includes(numbers[plural] ?? '');
}

describe.each(languages)('in %s', (language) => {
  test('there is no message that English does not have', async () => {
    const ids = Object.keys(await loadMessages(language));
    expect(ids.filter((id) => !Object.hasOwn(english, id))).toEqual([]);
  });

  test('every message is translated, or waits for it by its ID', async () => {
    if (incomplete.includes(language)) return;
    const messages = await loadMessages(language);
    const missing = Object.keys(english).filter((id) => !Object.hasOwn(messages, id));
    expect(missing.filter((id) => !waiting.includes(id))).toEqual([]);
  });

  test('each message has the values, tags and cases of the English one, and all plurals', async () => {
    const messages: Messages = await loadMessages(language);
    const found = Object.entries(messages)
      .filter(([id]) => Object.hasOwn(english, id))
      .flatMap(([id, text]) =>
        problemsOf(english[id as MessageId], text, language).map((each) => `${id} ${each}`),
      );
    expect(found).toEqual([]);
  });

  test('what a button shows is a part of its name, for those who speak to it', async () => {
    const messages: Messages = { ...english, ...(await loadMessages(language)) };
    const lower = (id: MessageId) =>
      (messages[id] ?? '').toLocaleLowerCase(chooseLocale(language, [], ''));
    expect(lower('list.connect')).toContain(lower('list.connectShort'));
  });
});

test.each([
  ['مرحبا {name', 'is no message in ICU syntax'],
  ['مرحبا', 'lacks count, name'],
  ['{name} {count, plural, one {#} other {#}}', '{count} lacks the plural zero, two, few, many'],
  [
    '{name} {count, plural, =0 {} =1 {} =2 {} few {} many {} other {<b>x</b>}}',
    'has no value for <b>',
  ],
  ['{nom} {count}', 'lacks name; has no value for nom'],
  [
    '{name} {count, plural, zero {} one {} two {} few {} many {} other {}} "',
    'has a straight quotation mark',
  ],
])('a translation “%s” is refused: %s', (text, expected) => {
  const problems = problemsOf('{name} {count, plural, one {#} other {#}}', text, 'ar');
  expect(problems).toEqual(expected.split('; '));
});
