import type english from './en.json';

export type MessageId = keyof typeof english;

/** Values for the names in a message's braces. */
export type MessageValues = Readonly<Record<string, string | number>>;
