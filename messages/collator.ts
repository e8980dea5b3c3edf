import { locale } from './locale.js';

/** Sorts what people read in a list: "Account 2" before "Account 10". */
export const collator = new Intl.Collator(locale, { numeric: true });
