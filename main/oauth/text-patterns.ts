/** The words of servers in one form, and patterns for words in that form. */

/** @returns lower case, American spelling, negations in full, and no punctuation but the ends of sentences */
export function normalizeText(text: string): string {
  return text
    .toLowerCase()
    .replace(/_|[.;](?=\S)/g, ' ')
    .replace(/\b(is|are|was|were|has|have|does|do|did|could)n[’'`]?t\b/g, '$1 not')
    .replace(/\bcan(?:not|[’'`]?t)\b/g, 'can not')
    .replace(/[’'`]/g, '')
    .replace(/[^\p{L}\p{N}\uFFFD.;]+/gu, ' ')
    .replace(/(author|organ|recogn)is/g, '$1iz')
    .replaceAll('licenc', 'licens')
    .trim();
}

/**
 * The source of a pattern for any of these words, with or without the spaces within them, and for their
 * plurals.
 *
 * @param lists separated by commas; `cancel-` is every word that begins so
 */
export function anyOf(...lists: readonly string[]): string {
  const words = lists.join(', ').replaceAll('-', '\\w*').replaceAll(', ', '|');
  return `\\b(?:${words.replaceAll(' ', ' ?')})s?\\b`;
}

/** The source of a pattern for one after the other, in one sentence and no more characters apart. */
export function near(first: string, then: string, distance: number): string {
  return `${first}[^.;]{0,${String(distance)}}?${then}`;
}

/** A pattern for any of these. */
export function oneOf(...sources: readonly string[]): RegExp {
  return new RegExp(sources.join('|'));
}
