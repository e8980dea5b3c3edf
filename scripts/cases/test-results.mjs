/** Reads the result of each test from the JSON reports of the test runners. */

/**
 * @typedef {object} TestResult
 * @property {string} title including the titles of its groups
 * @property {string} file
 * @property {import('./case-list.mjs').Place} place
 * @property {boolean} passed false also for a skipped test
 */

/**
 * @param {unknown} report of vitest's reporter `json`
 * @param {{ inElectron: boolean }} run
 * @returns {TestResult[]}
 */
export function resultsOfVitest(report, { inElectron }) {
  const { testResults } =
    /** @type {{ testResults: { name: string, assertionResults: { fullName: string, status: string }[] }[] }} */ (
      report
    );
  return testResults.flatMap(({ name, assertionResults }) => {
    const here = name.endsWith('.server.test.ts') ? 'server' : 'unit';
    return assertionResults.map(({ fullName, status }) => ({
      title: fullName,
      file: name,
      place: inElectron ? 'in Electron' : here,
      passed: status === 'passed',
    }));
  });
}

/**
 * @typedef {{ title: string, file: string, specs?: { title: string, tests: { status: string }[] }[], suites?: PlaywrightSuite[] }} PlaywrightSuite
 */

/**
 * @param {unknown} report of Playwright's reporter `json`
 * @returns {TestResult[]}
 */
export function resultsOfPlaywright(report) {
  const { suites } = /** @type {{ suites: PlaywrightSuite[] }} */ (report);
  // The outermost suite is the file.
  return suites.flatMap((suite) => resultsOfSuite({ ...suite, title: '' }, ''));
}

/** @param {PlaywrightSuite} suite @param {string} around @returns {TestResult[]} */
function resultsOfSuite({ title, file, specs = [], suites = [] }, around) {
  const titleOf = (/** @type {string} */ inner) => `${around} ${title} ${inner}`.trim();
  return [
    ...specs.map((spec) => ({
      title: titleOf(spec.title),
      file,
      place: /** @type {const} */ ('end to end'),
      // A test that passed only on a retry ("flaky") has not passed.
      passed: spec.tests.every(({ status }) => status === 'expected'),
    })),
    ...suites.flatMap((suite) => resultsOfSuite(suite, titleOf(''))),
  ];
}
