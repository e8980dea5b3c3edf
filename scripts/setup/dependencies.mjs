/** Installs node_modules exactly as package-lock.json says, if the two differ. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { SetupError } from './progress.mjs';
import { projectDir } from './project.mjs';
import { npm, tryCommand } from './run-command.mjs';

/**
 * @typedef {{ version?: string, integrity?: string, optional?: boolean, peer?: boolean }} LockedPackage
 * @typedef {{ packages: Record<string, LockedPackage> }} Lockfile
 */

/**
 * Compares npm's record of the installed packages with the lockfile. npm writes the record last, so an
 * interrupted installation has none. Optional packages of other platforms may be missing.
 * @param {Lockfile} wanted package-lock.json
 * @param {Lockfile | undefined} installed npm's record, node_modules/.package-lock.json
 */
export function isInstalled(wanted, installed) {
  if (installed === undefined) return false;
  const same = (/** @type {LockedPackage} */ a, /** @type {LockedPackage} */ b) =>
    a.version === b.version && a.integrity === b.integrity;
  return (
    Object.entries(wanted.packages).every(([path, entry]) => {
      if (path === '') return true;
      const found = installed.packages[path];
      return found === undefined ? entry.optional === true : same(found, entry);
    }) && Object.keys(installed.packages).every((path) => path in wanted.packages)
  );
}

/** @param {string} path @returns {Lockfile | undefined} */
function readLockfile(path) {
  try {
    /** @type {unknown} */
    const parsed = JSON.parse(readFileSync(path, 'utf8'));
    return /** @type {Lockfile} */ (parsed);
  } catch {
    return undefined;
  }
}

/**
 * @param {import('./progress.mjs').Progress} progress
 * @param {{ dir?: string, title?: string, options?: readonly string[] }} [where] dir: the folder of
 *   another package.json; options: further ones for npm
 */
export async function ensureDependencies(progress, where = {}) {
  const { dir = projectDir, title = 'Dependencies', options = [] } = where;
  const wanted = readLockfile(join(dir, 'package-lock.json'));
  const installed = readLockfile(join(dir, 'node_modules', '.package-lock.json'));
  if (wanted !== undefined && isInstalled(wanted, installed)) return;
  await progress.step(title, async () => {
    // Warnings of packages concern their authors. After a failure, print its cause but not npm's usage.
    const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error', ...options];
    const { code, output } = await tryCommand(...npm(args), { cwd: dir });
    if (code === 0) return;
    throw new SetupError(
      'The dependencies could not be installed; the lines above are from npm.',
      output.replace(/^npm error Usage:[\s\S]*^(?=npm error Run )/m, ''),
    );
  });
}
