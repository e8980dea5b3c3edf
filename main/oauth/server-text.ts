/** Words a server wrote, made fit to be kept and shown: anything may be in them. */

/** Without control characters and marks that turn the reading direction; at most `longest` characters. */
export function printable(text: string, longest: number): string {
  const plain = text.replace(/[\p{Cc}\p{Bidi_Control}\p{Surrogate}]/gu, ' ').trim();
  return plain.length > longest ? `${plain.slice(0, longest)}…` : plain;
}

/**
 * A server's `error` or `error_description`, with everything left out that could be a token, a code
 * or an address: servers do quote what they were sent.
 */
export function withoutOpaqueParts(text: string): string {
  return printable(
    text.replace(/[\w.~+/=:%&?-]{16,}/g, (part) => (isWord(part) ? part : '…')),
    300,
  );
}

/** Error values and plain words: small letters and underscores, as no random value is made of. */
function isWord(part: string): boolean {
  return /^[A-Z]?[a-z]+(_[a-z]+)*[.:,]?$/.test(part);
}
