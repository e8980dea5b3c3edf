/** For the mutation test alone: scrypt with a thousandth of the work that was asked for, and so of the memory. */
import type * as Crypto from 'node:crypto';

import { vi } from 'vitest';

vi.mock('node:crypto', async (original) => {
  const real = await original<typeof Crypto>();
  return { ...real, scrypt: lightScrypt };

  function lightScrypt(
    password: Crypto.BinaryLike,
    salt: Crypto.BinaryLike,
    length: number,
    { N = 0, maxmem = 0, ...options }: Crypto.ScryptOptions,
    done: (error: Error | null, key: Buffer) => void,
  ): void {
    real.scrypt(password, salt, length, { ...options, N: N / 1024, maxmem: maxmem / 1024 }, done);
  }
});
