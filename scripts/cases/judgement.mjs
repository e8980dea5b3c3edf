/** Whether each case the project holds itself to is shown by the tests of a run. */
import { readCaseIds } from './case-ids.mjs';

/** @typedef {import('./case-list.mjs').Case} Case */
/** @typedef {import('./case-list.mjs').Place} Place */
/** @typedef {import('./test-results.mjs').TestResult} TestResult */

/**
 * `no test`: nowhere, or not where the list says. `in part`, `not yet`: the list says so itself, and
 * what is there of it passed.
 * @typedef {'passed' | 'in part' | 'failed' | 'no test' | 'not yet'} Verdict
 */

/**
 * @typedef {Case & { tests: Partial<Record<Place, number>>, failed: TestResult[], missing: Place[], verdict: Verdict }} JudgedCase
 */

/**
 * @typedef {object} Judgement
 * @property {JudgedCase[]} cases in the order of the list
 * @property {{ id: string, test: TestResult }[]} unlisted IDs that tests name and the list does not
 * @property {boolean} holds
 */

/**
 * @param {readonly Case[]} list @param {readonly TestResult[]} results
 * @returns {Judgement}
 */
export function judge(list, results) {
  const listed = new Set(list.map(({ id }) => id));
  const named = results.flatMap((test) =>
    readCaseIds(test.title, listed).map((id) => ({ id, test })),
  );
  const cases = list.map((one) =>
    judgeCase(
      one,
      named.filter(({ id }) => id === one.id).map(({ test }) => test),
    ),
  );
  const unlisted = named.filter(({ id }) => !listed.has(id));
  const holds =
    unlisted.length === 0 &&
    cases.every(({ verdict }) => verdict !== 'failed' && verdict !== 'no test');
  return { cases, unlisted, holds };
}

/** @param {Case} one @param {readonly TestResult[]} results @returns {JudgedCase} */
function judgeCase(one, results) {
  /** @type {Partial<Record<Place, number>>} */
  const tests = {};
  for (const { place } of results) tests[place] = (tests[place] ?? 0) + 1;
  const failed = results.filter(({ passed }) => !passed);
  const missing = one.shownBy.filter((place) => tests[place] === undefined);
  return { ...one, tests, failed, missing, verdict: verdictOn(one, failed, missing) };
}

/** @param {Case} one @param {TestResult[]} failed @param {Place[]} missing @returns {Verdict} */
function verdictOn({ shownBy, stillToCome }, failed, missing) {
  if (failed.length > 0) return 'failed';
  if (missing.length > 0) return 'no test';
  if (stillToCome === '') return 'passed';
  return shownBy.length === 0 ? 'not yet' : 'in part';
}
