/** Prints the judgement for a terminal: one aligned table per family, then the faults. */
import { relative } from 'node:path';
import { styleText } from 'node:util';

import { longRuns, places } from './case-list.mjs';

/** @typedef {import('./verdict.mjs').JudgedCase} JudgedCase */

/** @type {Record<import('./verdict.mjs').Verdict, { mark: string, style: Parameters<typeof styleText>[0] }>} */
const looks = {
  passed: { mark: '✔ passed', style: 'green' },
  'in part': { mark: '◐ in part', style: 'yellow' },
  failed: { mark: '✘ failed', style: 'red' },
  'no test': { mark: '✘ no test', style: 'red' },
  'not run': { mark: '◌ not run', style: 'yellow' },
  'not yet': { mark: '· not yet', style: 'dim' },
};
/** @type {Record<import('./case-list.mjs').LongRun, string>} */
const howToRun = { campaign: 'npm run campaigns', bench: 'npm run bench' };
const idWidth = 4;
const markWidth = 10;

/**
 * @param {import('./verdict.mjs').Judgement} judgement
 * @param {{ width: number, color: boolean, folder: string }} options width in characters; files are
 *   named relative to folder
 */
export function printCases({ cases, unlisted }, { width, color, folder }) {
  /** @param {Parameters<typeof styleText>[0]} style @param {string} text */
  const paint = (style, text) => (color ? styleText(style, text, { validateStream: false }) : text);
  const families = [...new Set(cases.map(({ family }) => family))];
  const head = ['ID'.padEnd(idWidth), ...places.map((place) => place), 'result'.padEnd(markWidth)];
  const left = head.join('  ').length + 2;

  /** @param {JudgedCase} one */
  const row = ({ id, tests, verdict, sentence, stillToCome }) => {
    const { mark, style } = looks[verdict];
    const counts = places.map((place) => String(tests[place] ?? '·').padStart(place.length));
    const text = stillToCome === '' ? sentence : `(not yet: ${stillToCome}) ${sentence}`;
    return [
      id.padEnd(idWidth),
      ...counts,
      paint(style, mark.padEnd(markWidth)),
      paint('dim', shortened(text, Math.max(20, width - left))),
    ].join('  ');
  };

  const tables = families.map((family) => {
    const members = cases.filter((one) => one.family === family);
    return [
      paint('bold', family),
      paint('dim', [...head, 'case'].join('  ')),
      ...members.map(row),
    ].join('\n');
  });
  const faults = [
    ...cases.flatMap(({ id, failed }) =>
      failed.map(({ title, file }) => `${id} failed: ${title} (${relative(folder, file)})`),
    ),
    ...cases
      .filter(({ missing }) => missing.length > 0)
      .map(({ id, missing }) => `${id} is listed as shown by ${missing.join(' and ')}: no test`),
    ...unlisted.map(({ id, test }) => `${id} is not listed, but named: ${test.title}`),
  ].map((fault) => paint('red', fault));
  const notRun = longRuns.flatMap((run) => {
    const ids = cases.filter((one) => one.notRun.includes(run)).map(({ id }) => id);
    if (ids.length === 0) return [];
    return [paint('yellow', `Not run recently: ${howToRun[run]} for ${ids.join(', ')}`)];
  });
  return [...tables, faults.join('\n'), notRun.join('\n'), summary(cases)]
    .filter((part) => part !== '')
    .join('\n\n');
}

/** @param {string} text @param {number} length */
function shortened(text, length) {
  return text.length <= length ? text : `${text.slice(0, length - 1).trimEnd()}…`;
}

/** @param {readonly JudgedCase[]} cases */
function summary(cases) {
  const count = (/** @type {string} */ verdict) =>
    String(cases.filter((one) => one.verdict === verdict).length);
  return `${String(cases.length)} cases: ${count('passed')} passed, ${count('in part')} in part, ${count('failed')} failed, ${count('no test')} without a test, ${count('not run')} not run, ${count('not yet')} not yet`;
}
