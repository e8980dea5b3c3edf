/** Counts passed and failed tests in the reports of the two test runners. */
import { readFileSync } from 'node:fs';

/** @typedef {{ passed: number, failed: number }} Counts */

/** @param {string} file @returns {unknown} undefined if the runner wrote no report */
export function readReport(file) {
  try {
    /** @type {unknown} */
    const report = JSON.parse(readFileSync(file, 'utf8'));
    return report;
  } catch {
    return undefined;
  }
}

/**
 * A file that could not be loaded has no tests in the report and counts as one failed test.
 * @param {unknown} report of vitest's reporter `json`
 * @returns {Counts}
 */
export function countVitest(report) {
  const { numPassedTests, numFailedTests, testResults } =
    /** @type {{ numPassedTests: number, numFailedTests: number, testResults: { status: string, assertionResults: unknown[] }[] }} */ (
      report ?? { numPassedTests: 0, numFailedTests: 0, testResults: [] }
    );
  const unloaded = testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  );
  return { passed: numPassedTests, failed: numFailedTests + unloaded.length };
}

/**
 * A test that passed only on a retry has failed.
 * @param {unknown} report of Playwright's reporter `json`
 * @returns {Counts}
 */
export function countPlaywright(report) {
  const { stats, errors } =
    /** @type {{ stats: { expected: number, unexpected: number, flaky: number }, errors: unknown[] }} */ (
      report ?? { stats: { expected: 0, unexpected: 0, flaky: 0 }, errors: [] }
    );
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky + errors.length };
}

/** @param {Counts[]} counts */
export function closingLine(counts) {
  const passed = counts.reduce((sum, each) => sum + each.passed, 0);
  const failed = counts.reduce((sum, each) => sum + each.failed, 0);
  return `${String(passed)} passed, ${String(failed)} failed`;
}
