/** Checks for each case in the list whether the tests of a run show it. */
import { readCaseIds } from './case-ids.mjs';
import { longRuns } from './case-list.mjs';

/** @typedef {import('./case-list.mjs').Case} Case */
/** @typedef {import('./case-list.mjs').Place} Place */
/** @typedef {import('./case-list.mjs').LongRun} LongRun */
/** @typedef {import('./test-results.mjs').TestResult} TestResult */

/**
 * `no test`: there is none, or not where the list says. `not run`: everything in `npm test` passed, but
 * the last report lacks a long run that the list names. `in part`, `not yet`: the list itself says so,
 * and the tests that exist passed.
 * @typedef {'passed' | 'in part' | 'failed' | 'no test' | 'not run' | 'not yet'} Verdict
 */

/**
 * @typedef {Case & { tests: Partial<Record<Place, number>>, failed: TestResult[], missing: Place[], notRun: LongRun[], verdict: Verdict }} JudgedCase
 */

/**
 * The titles of the long runs that exist, whether they ran or not.
 * @typedef {Readonly<Record<LongRun, readonly string[]>>} LongRunTitles
 */

/**
 * @typedef {object} Judgement
 * @property {JudgedCase[]} cases in the order of the list
 * @property {{ id: string, test: TestResult }[]} unlisted IDs that tests name but the list does not
 * @property {boolean} holds
 */

/**
 * @param {readonly Case[]} list @param {readonly TestResult[]} results
 * @param {LongRunTitles} existing
 * @returns {Judgement}
 */
export function evaluateCases(list, results, existing) {
  const listed = new Set(list.map(({ id }) => id));
  const named = results.flatMap((test) =>
    readCaseIds(test.title, listed).map((id) => ({ id, test })),
  );
  const cases = list.map((one) =>
    judgeCase(
      one,
      named.filter(({ id }) => id === one.id).map(({ test }) => test),
      longRuns.filter((run) =>
        existing[run].some((title) => readCaseIds(title, listed).includes(one.id)),
      ),
    ),
  );
  const unlisted = named.filter(({ id }) => !listed.has(id));
  const holds =
    unlisted.length === 0 &&
    cases.every(({ verdict }) => verdict !== 'failed' && verdict !== 'no test');
  return { cases, unlisted, holds };
}

/**
 * @param {Case} one @param {readonly TestResult[]} results
 * @param {readonly Place[]} couldRun the long runs that exist for it
 * @returns {JudgedCase}
 */
function judgeCase(one, results, couldRun) {
  /** @type {Partial<Record<Place, number>>} */
  const tests = {};
  for (const { place } of results) tests[place] = (tests[place] ?? 0) + 1;
  const failed = results.filter(({ passed }) => !passed);
  const absent = one.shownBy.filter((place) => tests[place] === undefined);
  const notRun = longRuns.filter((run) => absent.includes(run) && couldRun.includes(run));
  const missing = absent.filter((place) => !couldRun.includes(place));
  return {
    ...one,
    tests,
    failed,
    missing,
    notRun,
    verdict: verdictOn(one, failed, missing, notRun),
  };
}

/**
 * @param {Case} one @param {TestResult[]} failed @param {Place[]} missing @param {LongRun[]} notRun
 * @returns {Verdict}
 */
function verdictOn({ shownBy, stillToCome }, failed, missing, notRun) {
  if (failed.length > 0) return 'failed';
  if (missing.length > 0) return 'no test';
  if (notRun.length > 0) return 'not run';
  if (stillToCome === '') return 'passed';
  return shownBy.length === 0 ? 'not yet' : 'in part';
}
