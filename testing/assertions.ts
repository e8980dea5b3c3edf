/** The real assertions of a test, over files that only the test knows. */
import { Assertions, type AssertionsOptions } from '../main/connections/assertions.js';
import type { AssertionFile, AssertionFiles } from '../main/ports/assertion-files.js';

/** A computer without any assertion file. */
export const noAssertionFiles: AssertionFiles = {
  read: () => Promise.resolve({ kind: 'missing', cause: 'ENOENT' }),
};

/** @param found by path, read at each request */
export function filesWith(found: ReadonlyMap<string, AssertionFile>): AssertionFiles {
  return {
    read: (path) => Promise.resolve(found.get(path) ?? { kind: 'missing', cause: 'ENOENT' }),
  };
}

/** For tests of other grants. */
export const noAssertions: Pick<Assertions, 'assertionFor'> = {
  assertionFor: () => Promise.reject(new Error('no connection here presents an assertion')),
};

export function assertionsOver(
  parts: Pick<AssertionsOptions, 'store' | 'clock' | 'contextFor'> & Partial<AssertionsOptions>,
): Assertions {
  return new Assertions({
    files: noAssertionFiles,
    refresh: () => Promise.resolve(null),
    ...parts,
  });
}

/** Its signature is none: nothing here checks it. */
export function unsignedJwt(claims: object): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return [part({ alg: 'ES256' }), part(claims), 'c2lnbmF0dXJl'].join('.');
}
