import { expect, test } from 'vitest';

import { crc32c } from './crc32c.js';

/** As LevelDB takes its mask off again (util/crc32c.h). */
function unmasked(crc: number): number {
  const rotated = (crc - 0xa282ead8) >>> 0;
  return ((rotated >>> 17) | (rotated << 15)) >>> 0;
}

const ascending = Uint8Array.from({ length: 32 }, (_, index) => index);

test.each([
  ['nothing', new Uint8Array(), 0],
  ['the check value of CRC-32C', Buffer.from('123456789'), 0xe3069283],
  ['RFC 3720 B.4, zeros', new Uint8Array(32), 0x8a9136aa],
  ['RFC 3720 B.4, ones', new Uint8Array(32).fill(0xff), 0x62a8ab43],
  ['RFC 3720 B.4, rising', ascending, 0x46dd794e],
  ['RFC 3720 B.4, falling', ascending.toReversed(), 0x113fdb5c],
])('is CRC-32C with LevelDB’s mask: %s (R5)', (_, bytes, crc) => {
  expect(unmasked(crc32c(bytes))).toBe(crc);
});

test('changes with every bit (R5)', () => {
  const bytes = Buffer.alloc(4_096, 'block');
  const right = crc32c(bytes);
  for (let bit = 0; bit < 8 * bytes.length; bit += 509) {
    bytes[bit >> 3]! ^= 1 << (bit & 7);
    expect(crc32c(bytes)).not.toBe(right);
    bytes[bit >> 3]! ^= 1 << (bit & 7);
  }
});
