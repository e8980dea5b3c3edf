/**
 * Makes the hooks in .githooks/ known to Git. Set-up does this and not an install script, because
 * `npm install` runs none here.
 */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import { projectDir } from './project.mjs';

const hooks = '.githooks';

/**
 * Does nothing outside of a Git checkout, without Git, and where other hooks are configured.
 * @param {string} dir the project
 */
export async function ensureGitHooks(dir = projectDir) {
  /** @param {string[]} args */
  const git = async (...args) => {
    const { stdout } = await promisify(execFile)('git', args, { cwd: dir });
    return stdout.trim();
  };
  try {
    // Empty only at the top of a checkout: a copy inside another repository leaves that one alone.
    if ((await git('rev-parse', '--show-prefix')) !== '') return;
    if ((await git('config', '--default', '', '--get', 'core.hooksPath')) !== '') return;
    await git('config', '--local', 'core.hooksPath', hooks);
  } catch {
    // No Git or no checkout, such as an unpacked archive: there is nothing to commit.
  }
}
