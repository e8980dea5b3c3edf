/**
 * The secrets of one server, searchable by their parts: what a server repeats need not be the whole of a
 * token, nor in the form that it was sent in.
 */

/** A part of this many characters counts as the secret itself. */
export const partLength = 8;
/** Shorter ones are too common to be looked for. */
export const shortestSecret = 3;
/** Parts kept before the oldest half is forgotten; as strings, some 5 MB. */
const maxParts = 50_000;
/** Secrets that wait to be taken apart: most are never looked for. */
const maxWaiting = 100;

interface Generation {
  readonly secrets: Set<string>;
  readonly parts: Set<string>;
  /** Secrets shorter than a part, found as whole words. */
  readonly words: Set<string>;
}

const emptyGeneration = (): Generation => ({
  secrets: new Set(),
  parts: new Set(),
  words: new Set(),
});

export class SecretIndex {
  readonly #waiting = new Set<string>();
  #current = emptyGeneration();
  #previous = emptyGeneration();

  add(secret: string): void {
    if (this.#current.secrets.has(secret)) return;
    this.#waiting.add(secret);
    if (this.#waiting.size > maxWaiting) this.#takeApart();
  }

  /** @param part `partLength` characters of `normalForm` */
  hasPart(part: string): boolean {
    if (this.#waiting.size > 0) this.#takeApart();
    return this.#current.parts.has(part) || this.#previous.parts.has(part);
  }

  /** @param word in the form of `normalForm` */
  hasWord(word: string): boolean {
    if (this.#waiting.size > 0) this.#takeApart();
    return this.#current.words.has(word) || this.#previous.words.has(word);
  }

  #takeApart(): void {
    for (const secret of this.#waiting) {
      if (this.#current.parts.size >= maxParts) {
        this.#previous = this.#current;
        this.#current = emptyGeneration();
      }
      const { secrets, parts, words } = this.#current;
      secrets.add(secret);
      const normal = normalForm(withoutArmor(secret));
      if (normal.length >= partLength) for (const part of partsOf(normal)) parts.add(part);
      else if (normal.length >= shortestSecret) words.add(normal);
    }
    this.#waiting.clear();
  }
}

/** The lines around a PEM key are the same for every key. */
function withoutArmor(secret: string): string {
  return secret.replace(/-----[A-Z ]+-----/g, '');
}

/** All parts of `partLength` characters. */
export function* partsOf(normal: string): Generator<string, void> {
  for (let at = 0; at + partLength <= normal.length; at += 1) {
    yield normal.slice(at, at + partLength);
  }
}

const escapes =
  /%([0-9a-f]{2})|[\\%]u([0-9a-f]{4})|\\u\{([0-9a-f]{1,6})\}|\\x([0-9a-f]{2})|&#x([0-9a-f]{1,8});?|&#(\d{1,9});?|\\([0-3][0-7]{2})|&([a-z]{2,9});|\\(\\)/gi;
/** Escapes may themselves be escaped. */
const maxDepth = 5;

/** References of HTML to characters that secrets consist of. */
const named: Readonly<Record<string, string>> = {
  ...{ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", sol: '/', plus: '+', equals: '=' },
  ...{ period: '.', lowbar: '_', underbar: '_', dash: '-', hyphen: '-', num: '#', dollar: '$' },
  ...{
    percnt: '%',
    lpar: '(',
    rpar: ')',
    ast: '*',
    midast: '*',
    comma: ',',
    colon: ':',
    semi: ';',
  },
  ...{ quest: '?', commat: '@', lsqb: '[', lbrack: '[', bsol: '\\', rsqb: ']', rbrack: ']' },
  ...{ hat: '^', grave: '`', lcub: '{', lbrace: '{', verbar: '|', vert: '|', rcub: '}' },
  ...{ rbrace: '}', excl: '!', nbsp: ' ', shy: '', zwj: '', zwnj: '' },
};

/** The text with what its escapes stand for. */
export function withoutEscapes(text: string): string {
  let plain = text;
  for (let depth = 0; depth < maxDepth && /[%\\&]/.test(plain); depth += 1) {
    const before = plain;
    plain = plain.replace(escapes, unescaped);
    if (plain === before) break;
  }
  return plain;
}

/** One form for all ways of writing the same characters: case, width, escapes, and what is not seen. */
export function normalForm(text: string): string {
  const folded = withoutEscapes(text).normalize('NFKD').toLowerCase();
  return folded.replace(/[\s\p{M}\p{C}\p{Default_Ignorable_Code_Point}]/gu, '');
}

function unescaped(written: string, ...groups: readonly unknown[]): string {
  const [percent, u, braced, x, hex, decimal, octal, name, backslash] = groups;
  if (typeof backslash === 'string') return backslash;
  if (typeof name === 'string') return named[name.toLowerCase()] ?? written;
  if (typeof octal === 'string') return String.fromCharCode(parseInt(octal, 8));
  const digits = percent ?? u ?? braced ?? x ?? hex;
  const code = typeof digits === 'string' ? parseInt(digits, 16) : Number(decimal);
  return code <= 0x10ffff ? String.fromCodePoint(code) : written;
}

/** One character, or one escape of a character, as `normalForm` reads them. */
export function charactersOf(text: string): readonly string[] {
  return text.match(new RegExp(`${escapes.source}|[^]`, 'giu')) ?? [];
}
