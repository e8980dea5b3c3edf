/** Text for searching, without case and accents, so that "jose" finds "José". */
export function searchKey(text: string): string {
  // Most names are plain ASCII and need no normalization.
  const plain = /^[\0-\x7f]*$/.test(text) ? text : text.normalize('NFKD').replace(/\p{M}+/gu, '');
  return plain.toLowerCase();
}

/** The terms of a search; each has to occur, in any order. */
export function searchTerms(search: string): readonly string[] {
  return searchKey(search)
    .split(/\s+/)
    .filter((term) => term !== '');
}
