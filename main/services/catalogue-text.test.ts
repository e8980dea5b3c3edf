import { afterEach, expect, test } from 'vitest';

import { languages } from '../../ipc/language.js';
import {
  catalogueText,
  loadCatalogueTexts,
  setCatalogueTexts,
} from '../../messages/catalogue-text.js';
import english from '../../messages/en.json' with { type: 'json' };
import { loadMessages } from '../../messages/messages.js';
import untranslated from '../../messages/untranslated.json' with { type: 'json' };
import { serviceFromDefinition } from './service-from-definition.js';
import { serviceView } from './service-to-view.js';
import { shippedDefinitions } from './shipped-services.js';

/** Keywords that are words of a language and no names. */
const commonNouns = ['Calendar', 'Photos'];

/** All that people read in the definitions that ship, apart from names. */
const texts = [
  ...new Set(
    shippedDefinitions.services.flatMap(({ group, scopes = [], variables = [], keywords = [] }) => [
      ...(group === undefined ? [] : [group]),
      ...scopes.flatMap(({ words }) => (words === undefined ? [] : [words])),
      ...variables.map(({ words }) => words),
      ...keywords.filter((each) => commonNouns.includes(each)),
    ]),
  ),
].toSorted();

const waiting: readonly string[] = untranslated.texts;
const incomplete: readonly string[] = untranslated.languages;

afterEach(() => setCatalogueTexts({}));

test('the texts to translate are those of the definitions that ship', async () => {
  const listed = Object.fromEntries(texts.map((text) => [text, text]));
  await expect(`${JSON.stringify(listed, null, 2)}\n`).toMatchFileSnapshot(
    '../../messages/catalogue/en.json',
  );
});

test.each(languages)('%s translates no text that no definition has', async (language) => {
  const translated = Object.keys(await loadCatalogueTexts(language));
  expect(translated.filter((text) => !texts.includes(text))).toEqual([]);
});

test.each(languages)('%s translates every text, or it waits for that', async (language) => {
  if (language === 'en' || incomplete.includes(language)) return;
  const translated = await loadCatalogueTexts(language);
  const missing = texts.filter((text) => !Object.hasOwn(translated, text));
  expect(missing.filter((text) => !waiting.includes(text))).toEqual([]);
});

test('what waits for a translation is what some language lacks', async () => {
  const full = languages.filter((each) => !incomplete.includes(each));
  const lacks = await Promise.all(
    full.map(async (language) => {
      const messages = await loadMessages(language);
      const translated = language === 'en' ? null : await loadCatalogueTexts(language);
      return [
        ...Object.keys(english).filter((id) => !Object.hasOwn(messages, id)),
        ...texts.filter((text) => translated !== null && !Object.hasOwn(translated, text)),
      ];
    }),
  );
  const lacking = new Set<string>(lacks.flat());
  expect(waiting.filter((text) => !lacking.has(text))).toEqual([]);
});

test.each(languages)('a translation into %s can be shown as it is', async (language) => {
  for (const translation of Object.values(await loadCatalogueTexts(language))) {
    expect(translation).toBe(translation.trim());
    expect(translation).not.toBe('');
    // Names follow, and the text is no message.
    expect(translation).not.toMatch(/[{}<>]|[.。]$/);
  }
});

test('a text that is not translated, such as a name, stays as it is', () => {
  setCatalogueTexts({ 'See your name': 'Deinen Namen sehen' });
  expect(catalogueText('See your name')).toBe('Deinen Namen sehen');
  expect(catalogueText('constructor')).toBe('constructor');
});

test('the window gets the words of a service in the language of the app', () => {
  setCatalogueTexts(Object.fromEntries(texts.map((text) => [text, `«${text}»`])));
  for (const definition of shippedDefinitions.services) {
    const view = serviceView(serviceFromDefinition(definition, 'shipped'));
    expect(view.group ?? '«').toContain('«');
    for (const { description } of view.scopes) expect(description ?? '«').toMatch(/^«/);
    if (view.setUp.kind !== 'needs_client') continue;
    for (const { description } of view.setUp.variables) expect(description).toMatch(/^«/);
  }
});
