import { randomBytes } from 'node:crypto';

import { expect, test } from 'vitest';

import { deriveKeys } from '../keys/data-key.js';
import { createRecordCipher, readUnverified, versionOf } from './record-cipher.js';

const cipher = createRecordCipher(deriveKeys(Buffer.alloc(32, 7)), randomBytes);
const stranger = createRecordCipher(deriveKeys(Buffer.alloc(32, 8)), randomBytes);
const text = JSON.stringify({ refreshToken: 'S3CR3T' });

function* everyBitFlipped(record: Uint8Array): Iterable<Uint8Array> {
  for (let bit = 0; bit < record.length * 8; bit++) {
    const flipped = Uint8Array.from(record);
    flipped[bit >> 3]! ^= 1 << (bit & 7);
    yield flipped;
  }
}

test.each([
  { form: 'sealed', make: cipher.seal, read: cipher.unseal, strange: stranger.unseal },
  { form: 'signed', make: cipher.sign, read: cipher.verify, strange: stranger.verify },
])('a $form record is refused with any one bit changed (R5)', ({ make, read, strange }) => {
  const record = make('secrets/a', 3, text);
  let tried = 0;
  for (const flipped of everyBitFlipped(record)) {
    expect(read('secrets/a', flipped)).toBeNull();
    tried++;
  }
  expect(tried).toBe(record.length * 8);
  for (let length = 0; length < record.length; length++) {
    expect(read('secrets/a', record.subarray(0, length))).toBeNull();
  }
  expect(read('secrets/a', new Uint8Array(record.length))).toBeNull();
  expect(read('secrets/b', record)).toBeNull();
  expect(strange('secrets/a', record)).toBeNull();
  expect(read('secrets/a', record)).toEqual({ version: 3, text });
});

test('neither form is accepted as the other', () => {
  expect(cipher.unseal('a', cipher.sign('a', 1, text))).toBeNull();
  expect(cipher.verify('a', cipher.seal('a', 1, text))).toBeNull();
});

test('a sealed record reveals nothing of its text, a signed one is readable without the key', () => {
  expect(Buffer.from(cipher.seal('a', 1, text)).includes('S3CR3T')).toBe(false);
  expect(readUnverified(cipher.seal('a', 1, text))).toBeNull();
  expect(readUnverified(cipher.sign('a', 1, text))).toEqual({ version: 1, text });
});

test('the same text is sealed differently each time', () => {
  expect(cipher.seal('a', 1, text)).not.toEqual(cipher.seal('a', 1, text));
});

test('a fingerprint depends on the token and the installation only', () => {
  const { fingerprint } = deriveKeys(Buffer.alloc(32, 7));
  expect(fingerprint('token')).toMatch(/^tok_[0-9a-f]{12}$/);
  expect(fingerprint('token')).toBe(fingerprint('token'));
  expect(fingerprint('other')).not.toBe(fingerprint('token'));
  expect(deriveKeys(Buffer.alloc(32, 8)).fingerprint('token')).not.toBe(fingerprint('token'));
});

test('a record of another layout, or a truncated one, is not misread (S8)', () => {
  const record = cipher.sign('a', 3, text);
  expect(versionOf(record)).toBe(3);
  expect(versionOf(record.subarray(0, 10))).toBe(3);
  expect(versionOf(record.subarray(0, 9))).toBe(0);
  expect(versionOf(new Uint8Array())).toBe(0);
  record[0] = 2;
  expect(readUnverified(record)).toBeNull();
  expect(readUnverified(record.subarray(0, 20))).toBeNull();
});
