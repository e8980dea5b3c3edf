/** Undoes to pasted text what a mail, a page, a shell or a search engine may have done to it. */

/** Each is decoded from the one before: an address in an address in an address. */
const deepest = 3;

/** The readings of the text, the likeliest one first. */
export function* readingsOf(text: string): Iterable<string> {
  const plain = withoutEscapes(withoutInvisible(text)).replaceAll(/^[ \t]*(?:[>|][ \t]?)+/gm, '');
  // Literally, a code would end with the marks around it.
  yield* rewrittenByMailServer(plain);
  yield* withoutTypesetting(plain);
  yield plain;
  if (/=3D|=\r?\n/i.test(plain)) yield fromQuotedPrintable(plain);
  yield* addressesWithin(plain, deepest);
  if (/\u2013/.test(plain)) yield plain.replaceAll('\u2013', '-');
  if (/%(?:3F|3D|26|23)/i.test(plain)) yield withoutEncodedDelimiters(plain);
  if (/\s/.test(plain)) yield* addressesWithin(plain.replaceAll(/\s+/g, ''), deepest);
}

/** Full-width letters, ligatures and hyphens that do not break become plain; zero-width, bidirectional and soft hyphens vanish. */
function withoutInvisible(text: string): string {
  return text
    .normalize('NFKC')
    .replaceAll(/[\u2010-\u2012\u2212]/g, '-')
    .replaceAll(/[\p{Default_Ignorable_Code_Point}\p{Cf}]/gu, '');
}

const named: Readonly<Record<string, string>> = {
  amp: '&',
  quot: '"',
  apos: "'",
  lt: '<',
  gt: '>',
  nbsp: ' ',
  equals: '=',
  colon: ':',
  sol: '/',
  quest: '?',
  num: '#',
  percnt: '%',
  period: '.',
  lowbar: '_',
};

/** HTML, twice where it was escaped twice; JSON and scripts; shells and Markdown, which put a mark before a sign. */
function withoutEscapes(text: string): string {
  return fromHtml(fromHtml(text))
    .replaceAll(
      /\\(?:u\{([0-9a-f]{1,6})\}|u([0-9a-f]{4})|x([0-9a-f]{2}))/gi,
      (_, braced?: string, four?: string, two?: string) =>
        character(Number.parseInt(braced ?? four ?? two ?? '', 16)),
    )
    .replaceAll(/\\[rnt](?![a-z])/g, '\n')
    .replaceAll(/[\\^](?=[^\w\s])|\\(?=_)|\\$/gm, '');
}

function fromHtml(text: string): string {
  return text
    .replaceAll(/&#x([0-9a-f]{1,6});/gi, (_, hex: string) => character(Number.parseInt(hex, 16)))
    .replaceAll(/&#(\d{1,7});/g, (_, digits: string) => character(Number(digits)))
    .replaceAll(/&([a-z]+);/gi, (whole, name: string) => named[name.toLowerCase()] ?? whole)
    .replaceAll(/&amp(?=(?:code|state|iss|error|scope|session_state)=)/gi, '&');
}

const character = (point: number) => (point <= 0x10ffff ? String.fromCodePoint(point) : '');

/** RFC 2045 §6.7: a mail’s source, with soft line breaks. */
function fromQuotedPrintable(text: string): string {
  return text
    .replaceAll(/=[ \t]*\r?\n[ \t]*/g, '')
    .replaceAll(/=([0-9A-F]{2})/gi, (_, hex: string) => character(Number.parseInt(hex, 16)));
}

/** Addresses that are percent-encoded as a whole, for example as the `q` of a search. */
function* addressesWithin(text: string, depth: number): Iterable<string> {
  if (depth === 0) return;
  for (const encoded of text.split(/[\s?#&"'<>]+/)) {
    if (!/%(?:25)*2Fcallback%(?:25)*2F/i.test(encoded)) continue;
    const decoded = percentDecoded(encoded.replaceAll('+', ' '));
    yield decoded;
    yield* addressesWithin(decoded, depth - 1);
  }
}

/** Tags of a page within the address, and brackets of wikis and forums around it. */
function* withoutTypesetting(text: string): Iterable<string> {
  const apart = text
    .replaceAll(/<\/?[a-z][^<>]*>/gi, '')
    .replaceAll('[.]', '.')
    .replaceAll(/\[(?!::1\])|(?<!\[::1)\]/g, ' ');
  if (apart !== text) yield apart;
}

/** Proofpoint's links: `-3A` for a colon and `_` for a slash, or signs left out and listed at the end. */
function* rewrittenByMailServer(text: string): Iterable<string> {
  for (const [, link = ''] of text.matchAll(/\/v2\/url\?u=([^&\s"'<>]+)/gi)) {
    yield percentDecoded(link.replaceAll('_', '/').replaceAll(/-(?=[0-9a-f]{2})/gi, '%'));
  }
  const [, rest] = split(text, '/v3/__');
  const [link, end] = split(rest, '__;');
  const [list = ''] = end.split('!', 1);
  const signs = Buffer.from(list, 'base64url').toString('utf8').split('').values();
  if (end !== '') yield link.replaceAll('*', () => signs.next().value ?? '');
}

/** Before and after the first mark, in one pass through the text. */
function split(text: string, mark: string): readonly [string, string] {
  const at = text.indexOf(mark);
  return at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at + mark.length)];
}

function percentDecoded(text: string): string {
  return text.replaceAll(/(?:%[0-9a-f]{2})+/gi, (encoded) => {
    try {
      return decodeURIComponent(encoded);
    } catch {
      return encoded;
    }
  });
}

/** Only what divides an address: a code keeps its own encoding. */
function withoutEncodedDelimiters(text: string): string {
  return text.replaceAll(/%(?:3A|2F|3F|3D|26|23)/gi, decodeURIComponent);
}
