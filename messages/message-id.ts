import type english from './en.json';

export type MessageId = keyof typeof english;
