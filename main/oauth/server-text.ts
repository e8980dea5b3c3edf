/** Makes text that a server wrote safe to store and display: it may contain anything. */

/** Removes control characters and marks that change the reading direction; cuts after `longest` characters. */
export function printable(text: string, longest: number): string {
  const plain = text.replace(/[\p{Cc}\p{Bidi_Control}\p{Surrogate}]/gu, ' ').trim();
  return plain.length > longest ? `${plain.slice(0, longest)}…` : plain;
}

/**
 * A server's `error` or `error_description` without anything that could be a token, a code or an
 * address: servers do quote what they were sent.
 */
export function withoutOpaqueParts(text: string): string {
  return printable(
    text.replace(/[\w.~+/=:%&?*!$@|-]{16,}/g, (part) => (isWord(part) ? part : '…')),
    300,
  );
}

/** Error values and plain words: lower-case letters and underscores, unlike random values. */
function isWord(part: string): boolean {
  return /^[A-Z]?[a-z]+(_[a-z]+)*[.:,]?$/.test(part);
}
