/** Finds what may be encoded in a text, and reads it: a server may write a secret in any usual encoding. */
import { normalForm, withoutEscapes } from './secret-index.js';

/** A stretch of the text that may be encoded. */
export interface EncodedRun {
  readonly text: string;
  /** Decoded in each way in which it can be. */
  readonly readings: readonly string[];
}

interface Encoding {
  /** Long enough for one part of a secret. */
  readonly run: RegExp;
  readonly decode: (run: string) => readonly string[];
}

const encodings: readonly Encoding[] = [
  // base64 and base64url, from each character where it may begin
  {
    run: /[A-Za-z0-9+/_-]{11,}={0,2}/g,
    decode: (run) => fromEachStart(run, 4, (each) => Buffer.from(each, 'base64').toString('utf8')),
  },
  {
    run: /[0-9a-fA-F]{16,}/g,
    decode: (run) => fromEachStart(run, 2, (each) => Buffer.from(each, 'hex').toString('utf8')),
  },
  // "53:33:43", "0x53, 0x33, 0x43"
  {
    run: /(?<![\da-z])(?:(?:0x)?[0-9a-f]{2}[\s:,;-]{1,3}){7,}(?:0x)?[0-9a-f]{2}(?![\da-z])/gi,
    decode: (run) => [Buffer.from(run.replace(/0x|[\s:,;-]/gi, ''), 'hex').toString('utf8')],
  },
  // base32 and base32hex (RFC 4648)
  {
    run: /[A-Z2-7]{13,}={0,6}/gi,
    decode: (run) =>
      fromEachStart(run, 8, (each) => base32(each, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567')),
  },
  {
    run: /[0-9A-V]{13,}={0,6}/gi,
    decode: (run) =>
      fromEachStart(run, 8, (each) => base32(each, '0123456789ABCDEFGHIJKLMNOPQRSTUV')),
  },
  // Quoted-printable (RFC 2045), with its line breaks
  {
    run: /[!-~]+(?:\r?\n[!-~]+)*/g,
    decode: (run) => (/=(?:[0-9A-F]{2}|\r?\n)/i.test(run) ? [quotedPrintable(run)] : []),
  },
  // Numbers of characters: "83, 51, 67"
  {
    run: /(?:\d{2,3}[\s,;]{1,3}){7,}\d{2,3}/g,
    decode: (run) => [
      String.fromCharCode(...(run.match(/\d+/g) ?? []).slice(0, 10_000).map(Number)),
    ],
  },
  // Two bytes taken for one character
  {
    run: /[^\0-\x7f]{4,}/g,
    decode: (run) => {
      const bytes = Buffer.from(run, 'utf16le');
      return [bytes.toString('latin1'), bytes.swap16().toString('latin1')];
    },
  },
];

/** Encoded text may itself be encoded. */
const maxLayers = 2;

export function encodedRunsOf(text: string, layer = 1): readonly EncodedRun[] {
  return encodings.flatMap(({ run, decode }) =>
    [...text.matchAll(run)].map(([found]) => ({
      text: found,
      readings: [...decode(found), ...decode(backwards(found).replace(/^=+/, ''))]
        .flatMap(legibleIn)
        .flatMap((decoded) => {
          const inner = layer < maxLayers ? encodedRunsOf(decoded, layer + 1) : [];
          return [decoded, ...inner.flatMap(({ readings }) => readings)];
        }),
    })),
  );
}

/**
 * Long enough for a part of a secret: what was no such encoding decodes to little of that. Every other
 * byte of UTF-16 is zero.
 */
function legibleIn(decoded: string): readonly string[] {
  return decoded.replaceAll('\0', '').match(/[^\ufffd\p{Cc}]{8,}/gu) ?? [];
}

function fromEachStart(
  run: string,
  starts: number,
  decode: (run: string) => string,
): readonly string[] {
  return Array.from({ length: starts }, (_, start) => decode(run.slice(start)));
}

function backwards(text: string): string {
  return text.split('').toReversed().join('');
}

function quotedPrintable(text: string): string {
  const bytes = text
    .replace(/=\r?\n/g, '')
    .replace(/=([0-9A-F]{2})/gi, (_, digits: string) => String.fromCharCode(parseInt(digits, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

function base32(text: string, alphabet: string): string {
  const bytes: number[] = [];
  let bits = 0;
  let value = 0;
  for (const character of text.toUpperCase()) {
    const digit = alphabet.indexOf(character);
    if (digit === -1) break;
    value = ((value << 5) | digit) & 0xfff;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push((value >> bits) & 0xff);
  }
  return Buffer.from(bytes).toString('utf8');
}

/** Everything that the text may be encoded from, in the form of `normalForm`. */
export function readingsOf(text: string): readonly string[] {
  const plain = withoutEscapes(text);
  const runs = [...encodedRunsOf(text), ...(plain === text ? [] : encodedRunsOf(plain))];
  return runs.flatMap(({ readings }) => readings.map(normalForm));
}

/** The text, the text backwards, and both with letters 13 places on: each has a secret's parts in its own form. */
export function turnedForms(normal: string): readonly string[] {
  const rotated = normal.replace(/[a-z]/g, (each) =>
    String.fromCharCode(((each.charCodeAt(0) - 97 + 13) % 26) + 97),
  );
  return [normal, rotated].flatMap((each) => [each, each.split('').toReversed().join('')]);
}
