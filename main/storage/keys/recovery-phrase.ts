/**
 * The recovery phrase: 24 characters of Crockford's base32 with 120 random bits, without letters
 * that look alike, and 4 check characters that distinguish a typing mistake from the phrase of
 * another vault. Shown in seven groups of four: `7G2K-9QXM-41VT-0PZC-HB8N-5RWE-3DJA`.
 */
import { createHash } from 'node:crypto';

import type { RandomBytes } from './data-key.js';

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const randomByteCount = 15;
const randomLength = 24;
const checkLength = 4;
const groupLength = 4;

/**
 * Length of the end that the user types to confirm that they have the sheet: the last two groups.
 */
const endLength = 2 * groupLength;

/** In groups, as displayed and printed. */
export function newRecoveryPhrase(randomBytes: RandomBytes): string {
  const random = base32(Buffer.from(randomBytes(randomByteCount)));
  const groups = `${random}${checkOf(random)}`.match(/.{4}/g) ?? [];
  return groups.join('-');
}

/**
 * The input of the key derivation. Case and grouping do not matter; O counts as 0, I and L as 1.
 * Null: a character is missing, extra or wrong; that is known without trying to open anything.
 */
export function readRecoveryPhrase(typed: string): string | null {
  const characters = charactersOf(typed);
  const random = characters.slice(0, randomLength);
  const isComplete =
    characters.length === randomLength + checkLength &&
    characters.slice(randomLength) === checkOf(random);
  return isComplete ? random : null;
}

/** True if the end of `phrase`, or all of it, was typed. */
export function isEndOf(phrase: string, typed: string): boolean {
  const characters = charactersOf(typed);
  return characters.length >= endLength && charactersOf(phrase).endsWith(characters);
}

function charactersOf(typed: string): string {
  return typed
    .toUpperCase()
    .replace(/[\s\p{Dash}]/gu, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');
}

function checkOf(random: string): string {
  const digest = createHash('sha256').update(`lanyard/1/recovery-check/${random}`).digest();
  return base32(digest).slice(0, checkLength);
}

/** Whole groups of five bits; the remaining bits of the last byte are dropped. */
function base32(bytes: Uint8Array): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  const groups = bits.match(/.{5}/g) ?? [];
  return groups.map((group) => alphabet[parseInt(group, 2)]).join('');
}
