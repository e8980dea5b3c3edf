/**
 * The locale of everything people read: the language of the messages, and the region by which dates,
 * numbers and durations are written and names sorted. The hour cycle and the time zone are those of
 * the computer.
 */
import { type Language, languages } from '../ipc/language.js';

/** The English of the messages is international, so dates follow it (12 Nov) where no region is known. */
export const defaultLocale = 'en-GB';

let current = defaultLocale;

/** The locale of this process now. */
export function currentLocale(): string {
  return current;
}

export function setCurrentLocale(locale: string): void {
  current = locale;
}

/** The language of the messages for a locale; English for one that is none. */
export function languageOf(locale: string): Language {
  return findLanguage(locale) ?? 'en';
}

export function directionOf(locale: string): 'ltr' | 'rtl' {
  return languageOf(locale) === 'ar' ? 'rtl' : 'ltr';
}

/**
 * @param choice of the user; `system`: they made none
 * @param preferred the languages of this computer, the best first
 * @param ofFormats the locale in which this computer writes dates and numbers
 */
export function chooseLocale(
  choice: Language | 'system',
  preferred: readonly string[],
  ofFormats: string,
): string {
  const language =
    choice === 'system'
      ? (preferred.map(findLanguage).find((each) => each !== null) ?? 'en')
      : choice;
  // A region of another language would write dates of a third kind.
  const region = [ofFormats, ...preferred]
    .filter((each) => findLanguage(each) === language)
    .map(regionOf)
    .find((each) => each !== null);
  if (region !== undefined) return `${language}-${region}`;
  return language === 'en' ? defaultLocale : language;
}

function findLanguage(locale: string): Language | null {
  const name = parsed(locale)?.language;
  return languages.find((each) => each === name) ?? null;
}

function regionOf(locale: string): string | null {
  return parsed(locale)?.region ?? null;
}

/** Null: no locale, such as `C`. */
function parsed(locale: string): Intl.Locale | null {
  try {
    return new Intl.Locale(locale);
  } catch {
    return null;
  }
}
