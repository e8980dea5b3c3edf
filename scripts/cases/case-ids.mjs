/** Reads the IDs of cases (docs/cases.md) in the titles of tests. */

/**
 * A family's letter and one or two digits: `S256` and `S3CR3T` are no IDs. After a dash, a second one
 * of the same family makes a range.
 */
const idOrRange = /\b([DEFHLNORS])(\d{1,2})\b(?:\s?[–-]\s?\1(\d{1,2})\b)?/g;

/**
 * `'O4 H13–H15'` → O4, H13, H14, H15. Numbering has gaps, so inside a range only listed IDs
 * count; both ends always count.
 *
 * @param {string} title including the titles of its groups
 * @param {ReadonlySet<string>} listed
 * @returns {string[]} each once, in order of appearance
 */
export function readCaseIds(title, listed) {
  /** @type {Set<string>} */
  const ids = new Set();
  for (const [, family = '', first = '', last = first] of title.matchAll(idOrRange)) {
    for (let number = Number(first); number <= Number(last); number += 1) {
      const id = `${family}${String(number)}`;
      const isEnd = number === Number(first) || number === Number(last);
      if (isEnd || listed.has(id)) ids.add(id);
    }
  }
  return [...ids];
}
