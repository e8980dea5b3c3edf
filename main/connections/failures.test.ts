import { describe, expect, test } from 'vitest';

import { failureCode } from '../../ipc/failure.js';
import { StorageError } from '../ports/storage-error.js';
import { failureFromOAuth, outcomeFromOAuth, storageFailure } from './failures.js';

const error = {
  code: 'metadata_not_found',
  cause: 'HTTP 404',
  host: 'as.example',
  serverError: 'not_found',
} as const;

describe('a failure of the protocol', () => {
  test('keeps its kind, its details and its wait, and gets a code that has a sentence', () => {
    const failure = { kind: 'server_fault_retry', error, retryAfterMs: 7_000 } as const;
    expect(failureFromOAuth(failure)).toEqual({
      kind: 'server_fault_retry',
      failure: {
        code: 'server_not_oauth',
        cause: 'HTTP 404',
        host: 'as.example',
        serverError: 'not_found',
      },
      retryAfterMs: 7_000,
    });
  });

  test('is translated in an outcome, and a value stays', () => {
    const failure = { kind: 'misconfigured', error, retryAfterMs: null } as const;
    expect(outcomeFromOAuth(failure)).toEqual(failureFromOAuth(failure));
    const ok = { kind: 'ok', value: 7 } as const;
    expect(outcomeFromOAuth(ok)).toBe(ok);
  });
});

describe('a failure of the store', () => {
  test.each([
    ['full', 'storage_full'],
    ['closed', 'storage_locked'],
    ['failed', 'storage_failed'],
    ['unreadable', 'storage_failed'],
    ['missing', 'storage_failed'],
  ] as const)('%s is %s', (kind, code) => {
    expect(failureCode.options).toContain(code);
    expect(storageFailure(new StorageError(kind, 'why'))).toMatchObject({ code, cause: 'why' });
  });

  test.each([
    [new TypeError('secret'), 'TypeError'],
    ['secret', 'string'],
  ])('never quotes the message of an unforeseen error (%#) (R17)', (thrown, cause) => {
    expect(storageFailure(thrown)).toMatchObject({ code: 'unexpected', cause });
  });
});
