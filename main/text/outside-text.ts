/**
 * Text from outside: what a server, a file or a person wrote, which may contain anything. Each piece
 * passes here once where it comes in, and stored ones again where they are shown. All fields have one
 * line: a line break, like any other blank, becomes a space.
 */

/** The most characters of each field. */
const limits = {
  /** The name of a service or a group. */
  name: 80,
  /** The name of an authority that signed a certificate. */
  signer: 64,
  /** The name of a service, with its server. */
  service: 400,
  /** A person's name or e-mail at a service. */
  account: 200,
  /** The name that a person signs in with at a service. */
  login: 320,
  /** The user's own name for a connection. */
  label: 200,
  /** The user's own words about a connection. */
  note: 500,
  /** The meaning of a permission or of a part of an address. */
  description: 200,
  /** The source of the facts about a service. */
  source: 1000,
  /** A server's words about an error. */
  statement: 300,
  /** A value of the protocol, quoted for support. */
  value: 200,
  /** The cause of a failure, with everything that is quoted in it. */
  cause: 4000,
} as const;
export type OutsideField = keyof typeof limits;

/** Marks in a row that one letter may carry; scripts of their own, such as Tibetan, need more. */
const sharedMarks =
  /([\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{2})\p{M}+/gu;
const anyMarks = /(\p{M}{4})\p{M}+/gu;

/** Every kind of blank, and letters that only look like one: fillers of Hangul, an empty braille cell. */
const blanks = /[\p{White_Space}\p{Cc}\u2800\u3164\uffa0\u115f\u1160]+/gu;

/** Emoji of several parts, which invisible characters hold together. */
const pictograph = String.raw`\p{Extended_Pictographic}[\ufe0f\p{Emoji_Modifier}]?`;
const joinedEmoji = String.raw`${pictograph}(?:\u200d${pictograph}){0,8}`;
const keycap = String.raw`[\d#*]\ufe0f\u20e3`;
/** England, Scotland and Wales have a flag by tags, other countries by letters. */
const taggedFlag = ['gbeng', 'gbsct', 'gbwls']
  .map((name) => `\u{1f3f4}${Array.from(name, tagOf).join('')}\u{e007f}`)
  .join('|');

/** Scripts whose letters change their form beside a joiner or a non-joiner. */
const joiningScripts = [
  ...['Arabic', 'Syriac', 'Mandaic', 'Mongolian', 'Nko', 'Phags_Pa', 'Devanagari', 'Bengali'],
  ...['Gurmukhi', 'Gujarati', 'Oriya', 'Tamil', 'Telugu', 'Kannada', 'Malayalam', 'Sinhala'],
  ...['Khmer', 'Myanmar', 'Tibetan', 'Balinese', 'Javanese', 'Newa', 'Tirhuta', 'Adlam'],
];
const joining = `[${joiningScripts.map((name) => String.raw`\p{Script=${name}}`).join('')}]`;
/** Invisible characters with a purpose: those of emoji, and beside letters whose form they choose. */
const purposeful = [
  ...[taggedFlag, joinedEmoji, keycap],
  String.raw`(?<=${joining}\p{M}*)[\u200c\u200d](?=${joining})`,
  String.raw`(?<=\p{Script=Han})[\ufe00-\ufe02\u{e0100}-\u{e01ef}]`,
  String.raw`(?<=\p{Script=Mongolian})[\u180b-\u180d\u180f]`,
].join('|');

/** Characters without a look of their own, those that turn the reading direction, and private ones. */
const invisible = [
  String.raw`[\p{Default_Ignorable_Code_Point}\p{Bidi_Control}\p{Surrogate}\p{Private_Use}`,
  String.raw`\p{Noncharacter_Code_Point}\u070f\ufff9-\ufffc`,
  String.raw`\u{13430}-\u{1345f}\u{16fe4}\u{1d159}]`,
].join('');
const unseen = new RegExp(`(${purposeful})|${invisible}`, 'gu');

function tagOf(letter: string): string {
  return String.fromCodePoint(0xe0000 + letter.charCodeAt(0));
}

export function longestText(field: OutsideField): number {
  return limits[field];
}

/** The text to show; null where nothing is left that can be seen: then it is missing. */
export function outsideText(field: OutsideField, text: string): string | null {
  const longest = limits[field];
  const tidied = tidy(text, longest);
  const cut = tidied.length > longest ? `${wholeCharacters(tidied, longest)}…` : tidied;
  return isBlank(cut) ? null : cut;
}

/** The text to show, or nothing: for a part of a longer text. */
export function textOrEmpty(field: OutsideField, text: string): string {
  return outsideText(field, text) ?? '';
}

/** All of it that can be seen, in one line; to be cut by outsideText() once it has been read. */
export function visibleText(text: string): string {
  return tidy(text, text.length);
}

/** For support: the text as it is, with the code point in place of each character that cannot be seen. */
export function markUnseen(text: string, longest = 4_000): string {
  const marked = text
    .slice(0, longest)
    .replaceAll(blanks, (run) => (/^ +$/.test(run) ? run : Array.from(run, pointOf).join('')))
    .replaceAll(unseen, (character, kept: string | undefined) => kept ?? pointOf(character));
  return text.length > longest ? `${marked}…` : marked;
}

function pointOf(character: string): string {
  if (character === ' ') return character;
  const point = (character.codePointAt(0) ?? 0).toString(16).toUpperCase();
  return `‹U+${point.padStart(4, '0')}›`;
}

/** The reason why a text would not be shown exactly as it is written; null: it would. */
export function problemWithShowing(
  field: OutsideField,
  text: string,
): 'empty' | 'too_long' | 'not_displayable' | null {
  if (isBlank(visibleText(text))) return 'empty';
  if (text.length > limits[field]) return 'too_long';
  const written = text.normalize('NFC');
  const isPlain = withoutUnseen(written) === written && !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(written);
  return isPlain && boundMarks(written) === written ? null : 'not_displayable';
}

/** Printable ASCII needs no work: most names of ten thousand connections are. */
const plain = /^[\x21-\x7e]+(?: [\x21-\x7e]+)*$/;

function tidy(text: string, longest: number): string {
  // A megabyte of invisible characters is not worth reading.
  const read = text.length > 4 * longest + 1000 ? text.slice(0, 4 * longest + 1000) : text;
  if (plain.test(read)) return read;
  const visible = withoutUnseen(read.normalize('NFC').replaceAll(blanks, ' '));
  return boundMarks(visible).replaceAll(/ {2,}/g, ' ').trim();
}

function withoutUnseen(text: string): string {
  return text.replaceAll(unseen, (_all, kept: string | undefined) => kept ?? '');
}

function boundMarks(text: string): string {
  return text.replaceAll(sharedMarks, '$1').replaceAll(anyMarks, '$1');
}

/** Marks without a letter, and variation selectors of nothing, cannot be seen either. */
function isBlank(text: string): boolean {
  return !/[^\p{M}\p{Z}\p{C}]/u.test(text);
}

/** Ends before a surrogate pair or a mark that would not be whole. */
function wholeCharacters(text: string, longest: number): string {
  const end = text.slice(0, longest).replace(/[\ud800-\udbff]$/, '');
  return /^[\p{M}\u200d]/u.test(text.slice(end.length))
    ? end.replace(/[^\p{M}\u200d][\p{M}\u200d]*$/u, '')
    : end;
}
