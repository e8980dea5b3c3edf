/**
 * The secrets that servers have been sent or have issued, and the filter for what they write: a server
 * that repeats a secret gets it neither into the window nor onto the disk. Kept by host, so that a server
 * which issues words of others as its tokens removes them from its own text alone.
 */
import type { JsonValue } from '../text/json.js';
import { encodedRunsOf, readingsOf, turnedForms } from './encoded-runs.js';
import {
  charactersOf,
  normalForm,
  partLength,
  partsOf,
  SecretIndex,
  shortestSecret,
} from './secret-index.js';

export class KnownSecrets {
  readonly #byHost = new Map<string, SecretIndex>();

  /** Null stands for a secret that is not there. */
  add(host: string, secrets: Iterable<string | null>): void {
    const index = this.#byHost.get(host) ?? new SecretIndex();
    this.#byHost.set(host, index);
    for (const secret of secrets) if (secret !== null) index.add(secret);
  }

  /**
   * @param hosts of one server
   * @param open what the user typed or the catalogue has, which is shown though a secret may have a
   *   part of it: a client ID, an address
   */
  of(hosts: Iterable<string>, open: readonly string[] = []): SecretFilter {
    const indexes = [...new Set(hosts)].map((host) => this.#byHost.get(host));
    return new SecretFilter(
      indexes.filter((index) => index !== undefined),
      open,
    );
  }

  /** For text that only people read, from any server. */
  get ofAll(): SecretFilter {
    return new SecretFilter([...this.#byHost.values()], []);
  }

  /** The vault was closed. */
  clear(): void {
    this.#byHost.clear();
  }
}

/** For the secrets of one message. */
export function filterFor(secrets: readonly string[], open: readonly string[]): SecretFilter {
  const index = new SecretIndex();
  for (const secret of secrets) index.add(secret);
  return new SecretFilter([index], open);
}

/** Stands for what was taken out. */
const removed = '…';
/** Of 8 characters each, so 16 characters together. */
const partsInRow = 9;
/** Anything that is nested deeper is not shown. */
const maxDepth = 50;

export class SecretFilter {
  readonly #indexes: readonly SecretIndex[];
  readonly #open: readonly string[];

  constructor(indexes: readonly SecretIndex[], open: readonly string[]) {
    this.#indexes = indexes;
    this.#open = open.map(normalForm);
  }

  /** True if a secret, or a part of one, is in the text in any form. */
  holds(text: string): boolean {
    if (this.#indexes.length === 0) return false;
    return (
      this.#hasPart(normalForm(text)) ||
      this.#wordsIn(text).length > 0 ||
      readingsOf(text).some((each) => this.#hasPart(each))
    );
  }

  /**
   * True if so much of a secret is in the text that it is no chance: for text that is used and not only
   * shown, such as an address, since a secret that somebody made up may have a common word in it.
   */
  holdsMuch(text: string): boolean {
    return (
      this.#hasPartsInRow(normalForm(text)) ||
      readingsOf(text).some((each) => this.#hasPartsInRow(each))
    );
  }

  /** The text without them. */
  redact(text: string): string {
    if (!this.holds(text)) return text;
    const plain = this.#withoutWords(this.#withoutParts(this.#withoutEncoded(text)));
    // Written in a way that cannot be located, as a secret within two encodings.
    return this.holds(plain) ? removed : plain;
  }

  /** The texts of a list that hold none; none at all if a secret is spread over them. */
  withoutHolding(texts: readonly string[]): readonly string[] {
    const clean = texts.filter((each) => !this.holds(each));
    return this.#holdsTogether(clean) ? [] : clean;
  }

  /** The same value with every text in it redacted, names of members included. */
  redactJson(value: JsonValue, depth = 0): JsonValue {
    if (typeof value === 'string') return this.redact(value);
    if (typeof value === 'number') return this.holds(String(value)) ? removed : value;
    if (typeof value !== 'object' || value === null) return value;
    if (depth > maxDepth) return removed;
    if (value instanceof Array) {
      const list = value.map((each) => this.redactJson(each, depth + 1));
      return this.#holdsTogether(list) ? [removed] : list;
    }
    const members = Object.entries(value).map(
      ([name, each]) => [this.redact(name), this.redactJson(each, depth + 1)] as const,
    );
    const isSplit = this.#holdsTogether(members.map(([, each]) => each));
    return isSplit ? { [removed]: removed } : Object.fromEntries(members);
  }

  /** True for a secret that is spread over values side by side, such as a list of its characters. */
  #holdsTogether(values: readonly JsonValue[]): boolean {
    const texts = values.filter((each) => typeof each === 'string' || typeof each === 'number');
    return texts.length > 1 && this.holdsMuch(texts.join(' '));
  }

  #hasPart(normal: string): boolean {
    for (const each of turnedForms(normal)) {
      for (const part of partsOf(each)) if (this.#isPartAsItIs(part)) return true;
    }
    return false;
  }

  #hasPartsInRow(normal: string): boolean {
    for (const each of turnedForms(normal)) {
      let inRow = 0;
      for (const part of partsOf(each)) {
        inRow = this.#isPartAsItIs(part) ? inRow + 1 : 0;
        if (inRow === partsInRow) return true;
      }
    }
    return false;
  }

  #isPart(part: string): boolean {
    return turnedForms(part).some((each) => this.#isPartAsItIs(each));
  }

  #isPartAsItIs(part: string): boolean {
    const isKnown = this.#indexes.some((index) => index.hasPart(part));
    return isKnown && !this.#open.some((each) => each.includes(part));
  }

  #isWord(normal: string): boolean {
    const isKnown = this.#indexes.some((index) => index.hasWord(normal));
    return isKnown && !this.#open.some((each) => each.includes(normal));
  }

  /** Short secrets that stand alone, also those that are not letters and digits only. */
  #wordsIn(text: string): readonly Place[] {
    const places: Place[] = [];
    const characters = charactersOf(text);
    for (let first = 0; first < characters.length; first += 1) {
      if (continues(characters[first - 1], characters[first])) continue;
      const last = this.#endOfWord(characters, first);
      if (last === null) continue;
      places.push({ first, last });
      first = last;
    }
    return places;
  }

  /** The last character of the longest short secret that begins there; null: none does. */
  #endOfWord(characters: readonly string[], first: number): number | null {
    let normal = '';
    let end: number | null = null;
    for (let at = first; at < characters.length && normal.length < partLength; at += 1) {
      const character = characters[at] ?? '';
      if (/^\s$/.test(character)) break;
      normal += normalForm(character);
      const isLongEnough = normal.length >= shortestSecret;
      if (isLongEnough && !continues(character, characters[at + 1]) && this.#isWord(normal))
        end = at;
    }
    return end;
  }

  #withoutEncoded(text: string): string {
    const found = encodedRunsOf(text).filter(({ readings }) =>
      readings.some((each) => this.#hasPart(normalForm(each))),
    );
    return found.reduce((rest, run) => rest.replaceAll(run.text, removed), text);
  }

  #withoutParts(text: string): string {
    const characters = charactersOf(text).map((written) => ({
      written,
      normal: normalForm(written),
    }));
    // For each character of the normal form, the written one that it comes from.
    const origins = characters.flatMap(({ normal }, index) => normal.split('').map(() => index));
    const gone = new Set<number>();
    let at = 0;
    for (const part of partsOf(characters.map(({ normal }) => normal).join(''))) {
      if (this.#isPart(part)) {
        const [first = 0, last = first] = [origins[at], origins[at + part.length - 1]];
        for (let each = first; each <= last; each += 1) gone.add(each);
      }
      at += 1;
    }
    return characters
      .map(({ written }, index) => {
        if (!gone.has(index)) return written;
        return gone.has(index - 1) ? '' : removed;
      })
      .join('');
  }

  #withoutWords(text: string): string {
    const characters = [...charactersOf(text)];
    for (const { first, last } of this.#wordsIn(text)) {
      characters.fill('', first, last + 1);
      characters[first] = removed;
    }
    return characters.join('');
  }
}

/** The first and the last of its characters. */
interface Place {
  readonly first: number;
  readonly last: number;
}

/** True if both belong to one word. */
function continues(before: string | undefined, character: string | undefined): boolean {
  return [before, character].every(
    (each) => each !== undefined && /^[\p{L}\p{N}_-]+$/u.test(normalForm(each)),
  );
}
