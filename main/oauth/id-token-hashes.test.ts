import { createHash } from 'node:crypto';

import { describe, expect, test } from 'vitest';

import { checkTokenHashes } from './id-token-hashes.js';

const unsigned = (alg: unknown) =>
  `${Buffer.from(JSON.stringify({ alg })).toString('base64url')}.e30.AAAA`;

function half(hash: string, text: string): string {
  const digest = createHash(hash).update(text).digest();
  return digest.subarray(0, digest.length / 2).toString('base64url');
}

const came = { accessToken: 'at-1', code: 'c-1' };

describe.each([
  ...[256, 384, 512].flatMap((bits) =>
    ['RS', 'PS', 'ES'].map((family) => [`${family}${String(bits)}`, `sha${String(bits)}`] as const),
  ),
  ['EdDSA', 'sha512'] as const,
  ['Ed25519', 'sha512'] as const,
])('an ID token signed with %s (O16)', (algorithm, hash) => {
  const idToken = unsigned(algorithm);

  test('is refused with another access token', async () => {
    const claims = { at_hash: half(hash, 'at-2') };
    await expect(checkTokenHashes(idToken, claims, came)).rejects.toThrow(
      'the ID token came with another access token ("at_hash")',
    );
  });

  test('is refused with another code', async () => {
    const claims = { at_hash: half(hash, 'at-1'), c_hash: half(hash, 'c-2') };
    await expect(checkTokenHashes(idToken, claims, came)).rejects.toThrow(
      'the ID token came with another code ("c_hash")',
    );
  });

  test('is accepted with its own access token and code', async () => {
    const claims = { at_hash: half(hash, 'at-1'), c_hash: half(hash, 'c-1') };
    await expect(checkTokenHashes(idToken, claims, came)).resolves.toBeUndefined();
  });
});

test.each(['ES256K', 'XRS256', 'RS2560', 'ML-DSA-44', 7])(
  'the hashes of an algorithm with no known hash are not compared: %s',
  async (algorithm) => {
    const claims = { at_hash: 'AAAA', c_hash: 'AAAA' };
    await expect(checkTokenHashes(unsigned(algorithm), claims, came)).resolves.toBeUndefined();
  },
);

test('the hash of a code is not compared where no code came', async () => {
  const claims = { c_hash: half('sha256', 'c-1') };
  const without = { ...came, code: null };
  await expect(checkTokenHashes(unsigned('ES256'), claims, without)).resolves.toBeUndefined();
});
