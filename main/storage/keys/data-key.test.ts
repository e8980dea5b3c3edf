import { createHmac } from 'node:crypto';

import { expect, test } from 'vitest';

import { deriveKeys } from './data-key.js';

const dataKey = Buffer.from(
  '00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff',
  'hex',
);

/** HKDF-SHA256 by its parts (RFC 5869 §2): no salt, one block. */
function hkdf(purpose: string): Buffer {
  const extracted = createHmac('sha256', Buffer.alloc(32)).update(dataKey).digest();
  return createHmac('sha256', extracted).update(`lanyard/1/${purpose}\u0001`).digest();
}

test('each key has its purpose, the same for every version of the app (S8)', () => {
  const keys = deriveKeys(dataKey);
  expect(keys.records).toEqual(hkdf('records'));
  expect(keys.metadata).toEqual(hkdf('metadata'));
  expect(keys.keyFingerprint).toBe(hkdf('key-fingerprint').toString('hex').slice(0, 16));
  const digest = createHmac('sha256', hkdf('fingerprints')).update('token').digest('hex');
  expect(keys.fingerprint('token')).toBe(`tok_${digest.slice(0, 12)}`);
});

test('no two keys are equal, nor equal to the data key', () => {
  const { records, metadata } = deriveKeys(dataKey);
  const all = [dataKey, records, metadata].map((key) => key.toString('hex'));
  expect(new Set(all).size).toBe(3);
  expect(all.map(({ length }) => length)).toEqual([64, 64, 64]);
});
