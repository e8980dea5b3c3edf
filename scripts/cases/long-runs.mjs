/** The long runs, campaigns and benchmarks: what there is of them, and what their last reports say. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

import { isWithin } from '../bench/table.mjs';

/** @typedef {import('./test-results.mjs').TestResult} TestResult */

/**
 * Known by their text: nothing is run to learn that it exists.
 * @param {string} projectDir
 * @returns {import('./judgement.mjs').LongRunTitles}
 */
export function findLongRuns(projectDir) {
  const campaigns = sourcesIn(join(projectDir, 'main')).filter(isCampaign);
  return {
    campaign: campaigns.flatMap((file) => found(/^ {2}id: '(\w+)',$/m, file)),
    bench: sourcesIn(join(projectDir, 'bench')).flatMap((file) =>
      found(/^ {2}title: ['`](.+)['`],$/m, file),
    ),
  };
}

/** @param {string} folder */
const sourcesIn = (folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(folder, name));

const isCampaign = (/** @type {string} */ file) => basename(file).endsWith('.campaign.ts');

/** @param {RegExp} what @param {string} file */
function found(what, file) {
  const [, title] = what.exec(readFileSync(file, 'utf8')) ?? [];
  return title === undefined ? [] : [title];
}

/**
 * @param {unknown} report of `npm run campaigns`; undefined: there is none
 * @returns {TestResult[]}
 */
export function resultsOfCampaigns(report) {
  const { campaigns } =
    /** @type {{ campaigns: { id: string, title: string, file: string, held: boolean }[] }} */ (
      report ?? { campaigns: [] }
    );
  return campaigns.map(({ id, title, file, held }) => ({
    title: `${id} ${title}`,
    file,
    place: /** @type {const} */ ('campaign'),
    passed: held,
  }));
}

/**
 * A benchmark names the cases it measures in its title, as tests do.
 * @param {unknown} report of `npm run bench`; undefined: there is none
 * @returns {TestResult[]}
 */
export function resultsOfBench(report) {
  const { measured } =
    /** @type {{ measured: { id: string, title: string, figures: import('../bench/table.mjs').Figure[] }[] }} */ (
      report ?? { measured: [] }
    );
  return measured.map(({ id, title, figures }) => ({
    title,
    file: `bench/${id}.ts`,
    place: /** @type {const} */ ('bench'),
    passed: figures.every(isWithin),
  }));
}
