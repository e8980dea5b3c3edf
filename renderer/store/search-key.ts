/** Text as it is searched: without case and accents, so that "jose" finds "José". */
export function searchKey(text: string): string {
  // Most names are plain ASCII, where nothing has to be taken apart.
  const plain = /^[\0-\x7f]*$/.test(text) ? text : text.normalize('NFKD').replace(/\p{M}+/gu, '');
  return plain.toLowerCase();
}

/** The words of a search; each has to occur, in any order. */
export function searchWords(search: string): readonly string[] {
  return searchKey(search)
    .split(/\s+/)
    .filter((word) => word !== '');
}
