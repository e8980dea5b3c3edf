import { expect, test } from 'vitest';

import { describe as describeError } from './uncaught-errors.js';

test('R17 an unforeseen error is told by kind and place, never by its message', () => {
  const told = describeError(new RangeError('S3CR3T\n    S3CR3T too'));
  expect(told).toMatch(/^unexpected RangeError\n\s+at .*uncaught-errors\.test\.ts/);
  expect(told).not.toContain('S3CR3T');
});

test('something thrown that is no error is told by its type', () => {
  expect(describeError('S3CR3T')).toBe('unexpected string');
});
