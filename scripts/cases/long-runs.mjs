/** The long runs (campaigns and benchmarks) that exist, and the results in their last reports. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { isWithin } from '../bench/table.mjs';
import { entriesOf } from '../campaigns/campaign-report.mjs';
import { idIn } from '../campaigns/find-campaigns.mjs';

/** @typedef {import('./test-results.mjs').TestResult} TestResult */

/**
 * Searches the text of the files, so that nothing has to be loaded.
 * @param {string} projectDir
 * @returns {import('./verdict.mjs').LongRunTitles}
 */
export function findLongRuns(projectDir) {
  const sources = sourcesIn(join(projectDir, 'campaigns'));
  return {
    campaign: sources.map((file) => idIn(readFileSync(file, 'utf8'))).filter((id) => id !== ''),
    bench: sourcesIn(join(projectDir, 'bench')).flatMap((file) =>
      found(/^ {2}title: ['`](.+)['`],$/gm, file),
    ),
  };
}

/** @param {string} folder */
const sourcesIn = (folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(folder, name));

/** @param {RegExp} pattern global @param {string} file */
function found(pattern, file) {
  return [...readFileSync(file, 'utf8').matchAll(pattern)].flatMap(([, title]) => title ?? []);
}

/**
 * A campaign has passed when nothing was lost in its last full run, nor in a quick one after it.
 * @param {unknown} report of `npm run campaigns`; undefined if there is none
 * @returns {TestResult[]}
 */
export function resultsOfCampaigns(report) {
  const entries = entriesOf(report);
  const files = [...new Set(entries.map(({ file }) => file))];
  return files.map((file) => {
    const ofFile = entries.filter((entry) => entry.file === file);
    return {
      title: `${ofFile[0]?.id ?? ''} ${ofFile[0]?.title ?? ''}`,
      file,
      place: /** @type {const} */ ('campaign'),
      passed: ofFile.every(({ held }) => held),
    };
  });
}

/**
 * Describes the code that the campaigns ran against: one line per state of it.
 * @param {unknown} report of `npm run campaigns`
 * @param {(commit: string | null) => Promise<number | null>} commitsSince
 */
export async function describeCampaignRuns(report, commitsSince) {
  const entries = entriesOf(report);
  const states = entries.map(({ commit, changed }) => ({ commit, changed }));
  const different = [...new Map(states.map((state) => [keyOf(state), state])).values()];
  const lines = different.map(async (state) => {
    const since = await commitsSince(state.commit);
    const age =
      since === null ? '' : since === 0 ? ', as it is now' : `, ${String(since)} commits ago`;
    const changes = state.changed ? ' with changes' : '';
    const ids = entries
      .filter((entry) => keyOf(entry) === keyOf(state))
      .map(({ id, size }) => (size === 'full' ? id : `${id} (quick)`));
    return `npm run campaigns at ${state.commit ?? 'an unknown commit'}${changes}${age}: ${ids.join(', ')}`;
  });
  return Promise.all(lines);
}

/** @param {import('../campaigns/campaign-report.mjs').CodeState} state */
const keyOf = ({ commit, changed }) => `${String(commit)} ${String(changed)}`;

/**
 * A benchmark names the cases it measures in its title, as tests do.
 * @param {unknown} report of `npm run bench`; undefined if there is none
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
