/**
 * The locale of everything people read: dates, numbers, durations, sorting. The catalogue's English is
 * international, so dates follow it (12 Nov) and a sentence is of one language. The hour cycle and the
 * time zone are those of the computer.
 */
export const locale = 'en-GB';

/** Without the region, for where only the language counts. */
export const { language } = new Intl.Locale(locale);
