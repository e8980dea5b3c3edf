/** CRC-32C (Castagnoli), masked as LevelDB stores it. Node has the other polynomial only. */
import Crc32C from 'crc-32/crc32c.js';

export function crc32c(bytes: Uint8Array): number {
  return masked(Crc32C.buf(bytes) >>> 0);
}

/** @see https://github.com/google/leveldb/blob/main/util/crc32c.h */
function masked(crc: number): number {
  return (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0;
}
