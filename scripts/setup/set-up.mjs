/** Sets up everything that the app needs to start, in order, and leaves alone what is in place. */
import { ensureBuild } from './build.mjs';
import { ensureDependencies } from './dependencies.mjs';
import { ensureElectronRuntime, runtimeEnvironment } from './electron-runtime.mjs';
import { ensureGitHooks } from './git-hooks.mjs';
import { checkNodeVersion } from './node-version.mjs';
import { projectDir } from './project.mjs';
import { ensureSystemPackages } from './system-packages.mjs';

/**
 * @typedef {object} ReadyProject
 * @property {string} dir the folder to start Electron with
 * @property {import('./electron-runtime.mjs').Runtime} runtime
 */

/**
 * @param {import('./progress.mjs').Progress} progress
 * @param {object} options
 * @param {import('./system-packages.mjs').Purpose | 'none'} options.systemPackages
 * @param {boolean | undefined} [options.retryDownload] see ensureElectronRuntime
 * @returns {Promise<ReadyProject>}
 */
export async function setUp(progress, { systemPackages, retryDownload }) {
  checkNodeVersion();
  await ensureGitHooks();
  // System packages may need an administrator: find out before the long downloads.
  if (systemPackages !== 'none') await ensureSystemPackages(progress, systemPackages);
  await ensureDependencies(progress);
  const runtime = await ensureElectronRuntime(progress, { retryDownload });
  await ensureBuild(progress, { environment: runtimeEnvironment(runtime) });
  return { dir: projectDir, runtime };
}
