/**
 * The words of service definitions in the language of the app: permissions, parts of an address,
 * groups. A definition has them in English, which is also the key of their translation, so that a
 * definition stays in one piece and a file of an administrator gets those that it shares.
 *
 * Only main translates them, in what it sends to the window.
 */
import type { Language } from '../ipc/language.js';

type CatalogueTexts = Readonly<Record<string, string>>;

const others: Readonly<
  Record<Exclude<Language, 'en'>, () => Promise<{ readonly default: CatalogueTexts }>>
> = {
  de: () => import('./catalogue/de.json', { with: { type: 'json' } }),
  fr: () => import('./catalogue/fr.json', { with: { type: 'json' } }),
  es: () => import('./catalogue/es.json', { with: { type: 'json' } }),
  ja: () => import('./catalogue/ja.json', { with: { type: 'json' } }),
  ar: () => import('./catalogue/ar.json', { with: { type: 'json' } }),
};

let current: CatalogueTexts = {};

export async function loadCatalogueTexts(language: Language): Promise<CatalogueTexts> {
  return language === 'en' ? {} : (await others[language]()).default;
}

export function setCatalogueTexts(texts: CatalogueTexts): void {
  current = texts;
}

/** The same where it is not translated: a name, or words of a file. */
export function catalogueText(english: string): string {
  return Object.hasOwn(current, english) ? (current[english] ?? english) : english;
}
