/** Limits that both the window and main apply. */
export const labelLimit = 200;
export const passphraseMinimum = 12;
