import { expect, test } from 'vitest';

import { describe as describeError } from './uncaught-errors.js';

test('an uncaught error is reported with its name and stack frames, never its message (R17)', () => {
  const report = describeError(new RangeError('S3CR3T\n    S3CR3T too'));
  expect(report).toMatch(/^unexpected RangeError\n\s+at .*uncaught-errors\.test\.ts/);
  expect(report).not.toContain('S3CR3T');
});

test('a thrown value that is no Error is reported by its type', () => {
  expect(describeError('S3CR3T')).toBe('unexpected string');
});
