/**
 * Text for searching, the same for connections and services: without case, accents and the forms of
 * letters that people do not type, so that "lukasz zolc" finds "Łukasz Żółć".
 */

/** Each entry is a letter, followed by what people type instead. */
const table = (entries: string): ReadonlyMap<string, string> =>
  new Map(entries.split(/\s+/).map((entry) => [entry.charAt(0), entry.slice(1)]));

/** Letters that Unicode does not decompose. */
const letters = table(
  [
    // Latin
    'łl øo đd ðd þth ßss æae œoe ıi ȷj ħh ŧt ŋn ĸk əe ǝe ɛe ɔo ɨi ƶz ʒz ƀb ɓb ƈc ȼc ɖd ɗd ɇe ƒf',
    'ǥg ɠg ɉj ƙk ƚl ɫl ɲn ƞn ɵo ƥp ɍr ƭt ʈt ⱦt ʉu ʋv ƿw ƴy ɏy ȝy ⱥa',
    // Greek: the sigma at the end of a word
    'ςσ',
    // Cyrillic
    'ґг ғг қк ҡк ҝк ңн ҥн өо ұу үу һх ҳх ҷч җж ҙз ҫс әа',
    // Hebrew: the letters at the end of a word, and Yiddish pairs
    'ךכ םמ ןנ ףפ ץצ װוו ױוי ײיי',
    // Arabic, with the letters of Persian and Urdu
    'ٱا ىي یي ېي ےي کك ڪك ةه ہه ھه ەه',
  ].join(' '),
);

/** Left out: signs within a word that some people write, and the Arabic letter that only stretches. */
const unwritten = /['’‘ʼʻʹ`´׳״\u0640·]/gu;
const dashes = /[‐‑‒–—―−־﹣]/gu;

/** Letters that some languages write as two: "mueller", "oersted", "aarhus", "djokovic". */
const umlauts = table('äae öoe üue đdj əa');
const asTwo = new Map([...umlauts, ...table('øoe åaa')]);

/** Zeros of scripts with digits of their own. */
const zeros = Array.from('٠۰߀०০੦૦୦௦౦೦൦๐໐༠၀០᠐', (zero) => zero.codePointAt(0) ?? 0);

/** The text that a search looks through, with each way to type it. */
export function searchKey(text: string): string {
  return spellings(text).join('\n');
}

/** A word of a search, in each way to write it. */
export type SearchTerm = readonly string[];

/** The words of a search; each has to occur, in any order. */
export function searchTerms(search: string): readonly SearchTerm[] {
  return search
    .split(/\s+/)
    .map((word) => spellings(word).filter((each) => each !== ''))
    .filter((term) => term.length > 0);
}

/** @param key of searchKey() */
export function isFound(key: string, terms: readonly SearchTerm[]): boolean {
  return terms.every((term) => term.some((spelling) => key.includes(spelling)));
}

function spellings(text: string): readonly string[] {
  const written = text.replaceAll(unwritten, '');
  // Most names are plain ASCII and need no normalization.
  if (/^[\0-\x7f]*$/.test(written)) return [written.toLowerCase()];
  const composed = written.normalize('NFKC').toLowerCase();
  const inTwo = /[äöüđəøå]/.test(composed)
    ? [umlauts, asTwo].map((by) => replaced(composed, (letter) => by.get(letter) ?? letter))
    : [];
  return [...new Set([composed, ...inTwo].map((each) => replaced(each, folded)))];
}

const replaced = (text: string, by: (letter: string) => string) =>
  text.replaceAll(/[^\0-\x7f]/gu, by);

/** Letters met before: ten thousand names have some hundred letters. */
const known = new Map<string, string>();

function folded(letter: string): string {
  const before = known.get(letter);
  if (before !== undefined) return before;
  const bare = letter
    .normalize('NFKD')
    .replaceAll(/[\p{M}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, '')
    .toLowerCase();
  const fold = replaced(bare, (each) => letters.get(each) ?? each)
    .replaceAll(unwritten, '')
    .replaceAll(dashes, '-')
    .replaceAll(/\p{Nd}/gu, digit)
    .replaceAll(/[ァ-ヶ]/gu, hiragana);
  known.set(letter, fold);
  return fold;
}

function digit(sign: string): string {
  const point = sign.codePointAt(0) ?? 0;
  const zero = zeros.find((each) => each <= point && point < each + 10);
  return zero === undefined ? sign : `${point - zero}`;
}

const hiragana = (letter: string) => String.fromCodePoint((letter.codePointAt(0) ?? 0) - 0x60);
