/**
 * The report of the campaigns: of each the last full run, and a quick one that came after it. A run
 * of some of them leaves what is known of the others. Each entry says at which commit it was made.
 */
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

import { tryCommand } from '../setup/run-command.mjs';
import { projectDir } from '../setup/project.mjs';
import { readReport } from '../test-counts.mjs';

/** @typedef {{ commit: string | null, changed: boolean }} CodeState null: no git; changed: and not committed */
/**
 * @typedef {import('./scoreboard.mjs').Row & CodeState & { size: 'quick' | 'full', endedAt: string }} Entry
 *   endedAt: ISO 8601
 */

/** What is tried: the code as it is now. @returns {Promise<CodeState>} */
export async function stateOfTheCode() {
  const commit = await git('rev-parse', '--short', 'HEAD');
  const changes = await git(
    'status',
    '--porcelain',
    '--',
    'main',
    'ipc',
    'campaigns',
    'package-lock.json',
  );
  return { commit, changed: changes !== null && changes !== '' };
}

/** How many commits have come since. @param {string | null} commit @returns {Promise<number | null>} null: not known */
export async function commitsSince(commit) {
  const count = commit && (await git('rev-list', '--count', `${commit}..HEAD`));
  return count ? Number(count) : null;
}

/** @param {string[]} args @returns {Promise<string | null>} */
async function git(...args) {
  const finished = await tryCommand('git', args, { cwd: projectDir }).catch(() => null);
  return finished?.code === 0 ? finished.stdout.trim() : null;
}

/**
 * What does not say which code was tried says nothing.
 * @param {unknown} report undefined: there is none
 * @returns {readonly Entry[]}
 */
export function entriesOf(report) {
  const { campaigns } = /** @type {{ campaigns: Entry[] }} */ (report ?? { campaigns: [] });
  return campaigns.filter((entry) => 'commit' in entry);
}

/**
 * A full run takes the place of all earlier ones; a quick one says less than a full one before it.
 * @param {readonly Entry[]} entries @param {Entry} entry
 */
export function withEntry(entries, entry) {
  const { file, size } = entry;
  const kept = entries.filter(
    (one) => one.file !== file || (one.size === 'full' && size === 'quick'),
  );
  return [...kept, entry].sort((a, b) => a.id.localeCompare(b.id, 'en', { numeric: true }));
}

/** Read anew each time: another run may have added to it. @param {string} path @param {Entry} entry */
export function addToReport(path, entry) {
  const campaigns = withEntry(entriesOf(readReport(path)), entry);
  mkdirSync(dirname(path), { recursive: true });
  const beside = `${path}.${String(process.pid)}`;
  writeFileSync(beside, `${JSON.stringify({ campaigns }, null, 2)}\n`);
  renameSync(beside, path);
}
