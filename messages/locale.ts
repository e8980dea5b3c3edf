/**
 * The locale of everything people read: dates, numbers, durations, sorting. The catalogue's English is
 * international, so dates and times follow it (12 Nov, 14:02) and a sentence is of one language.
 */
export const locale = 'en-GB';

/** Without the region, for where only the language counts. */
export const { language } = new Intl.Locale(locale);
