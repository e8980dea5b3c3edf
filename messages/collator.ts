import { currentLocale } from './locale.js';

let collator: { readonly locale: string; readonly compare: Intl.Collator['compare'] } | null = null;

/** Sorts what people read in a list, by the rules of their language: "Account 2" before "Account 10". */
export function compareText(a: string, b: string): number {
  const locale = currentLocale();
  if (collator?.locale !== locale) {
    const { compare } = new Intl.Collator(locale, { numeric: true });
    collator = { locale, compare };
  }
  return collator.compare(a, b);
}
