import type english from './en.json';

export type MessageId = keyof typeof english;

/** What a message names in braces. */
export type MessageValues = Readonly<Record<string, string | number>>;
