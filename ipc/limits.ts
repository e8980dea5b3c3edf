/** Limits that both the window and main keep to; here without the schema library, which the window does not load. */
export const labelLimit = 200;
export const passphraseMinimum = 12;
