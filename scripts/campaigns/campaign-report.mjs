/**
 * The report of the campaigns: for each one the last full run, and a quick run after it if there was
 * one. A run of some campaigns keeps the entries of the others. Each entry names its commit.
 */
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

import { projectDir } from '../setup/project.mjs';
import { tryCommand } from '../setup/run-command.mjs';
import { readReport } from '../test-counts.mjs';

/** @typedef {{ commit: string | null, changed: boolean }} CodeState commit: null without Git; changed: there were uncommitted changes */
/**
 * @typedef {import('./scoreboard.mjs').Row & CodeState & { size: 'quick' | 'full', endedAt: string }} Entry
 *   endedAt: ISO 8601
 */

/** The state of the code that is about to be tried. @returns {Promise<CodeState>} */
export async function readCodeState() {
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

/** @param {string | null} commit @returns {Promise<number | null>} the number of commits since; null if unknown */
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
 * Ignores entries that do not name the code they tried.
 * @param {unknown} report undefined if there is none
 * @returns {readonly Entry[]}
 */
export function entriesOf(report) {
  const { campaigns } = /** @type {{ campaigns: Entry[] }} */ (report ?? { campaigns: [] });
  return campaigns.filter((entry) => 'commit' in entry);
}

/**
 * A full run replaces all earlier ones; a quick run does not replace a full one before it.
 * @param {readonly Entry[]} entries @param {Entry} entry
 */
export function withEntry(entries, entry) {
  const { file, size } = entry;
  const kept = entries.filter(
    (one) => one.file !== file || (one.size === 'full' && size === 'quick'),
  );
  return [...kept, entry].sort((a, b) => a.id.localeCompare(b.id, 'en', { numeric: true }));
}

/** Reads the file each time, because another run may have added to it. @param {string} path @param {Entry} entry */
export function addToReport(path, entry) {
  const campaigns = withEntry(entriesOf(readReport(path)), entry);
  mkdirSync(dirname(path), { recursive: true });
  const beside = `${path}.${String(process.pid)}`;
  writeFileSync(beside, `${JSON.stringify({ campaigns }, null, 2)}\n`);
  renameSync(beside, path);
}
