/** Makes text that a server wrote about an error safe to store and display. */
import { textOrEmpty, visibleText } from '../text/outside-text.js';

/**
 * A server's `error` or `error_description` without anything that could be a token, a code or an
 * address: servers do quote what they were sent. Invisible characters go first, which could divide it.
 */
export function withoutOpaqueParts(text: string): string {
  const words = visibleText(text).replace(/[\w.~+/=:%&?*!$@|-]{16,}/g, (part) =>
    isWord(part) ? part : '…',
  );
  return textOrEmpty('statement', words);
}

/** Error values and plain words: lower-case letters and underscores, unlike random values. */
function isWord(part: string): boolean {
  return /^[A-Z]?[a-z]+(_[a-z]+)*[.:,]?$/.test(part);
}
