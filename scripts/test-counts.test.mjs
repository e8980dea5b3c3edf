import { expect, test } from 'vitest';

import { closingLine, countPlaywright, countVitest } from './test-counts.mjs';

test('a test file that could not be loaded counts as failed', () => {
  const report = {
    numPassedTests: 3,
    numFailedTests: 1,
    testResults: [
      { status: 'failed', assertionResults: [] },
      { status: 'failed', assertionResults: [{}, {}] },
      { status: 'passed', assertionResults: [{}, {}] },
    ],
  };
  expect(countVitest(report)).toEqual({ passed: 3, failed: 2 });
});

test('an end-to-end test that passed only on a retry, and an error outside tests, count as failed', () => {
  const report = { stats: { expected: 5, unexpected: 1, flaky: 1, skipped: 0 }, errors: [{}] };
  expect(countPlaywright(report)).toEqual({ passed: 5, failed: 3 });
});

test('without a report, no test has passed', () => {
  expect([countVitest(undefined), countPlaywright(undefined)]).toEqual([
    { passed: 0, failed: 0 },
    { passed: 0, failed: 0 },
  ]);
});

test('the closing line adds up', () => {
  expect(
    closingLine([
      { passed: 10, failed: 0 },
      { passed: 2, failed: 1 },
    ]),
  ).toBe('12 passed, 1 failed');
});
