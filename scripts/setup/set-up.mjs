/** Everything that has to stand before the app can be started, in order; what stands is not touched. */
import { ensureBuild } from './build.mjs';
import { ensureDependencies } from './dependencies.mjs';
import { ensureElectronRuntime, runtimeEnvironment } from './electron-runtime.mjs';
import { checkNodeVersion } from './node-version.mjs';
import { ensureGitHooks } from './git-hooks.mjs';
import { projectDir } from './project.mjs';
import { ensureSystemPackages } from './system-packages.mjs';

/**
 * @typedef {object} StandingProject
 * @property {string} dir the folder to start Electron with
 * @property {import('./electron-runtime.mjs').Runtime} runtime
 */

/**
 * @param {import('./progress.mjs').Progress} progress
 * @param {object} options
 * @param {import('./system-packages.mjs').Purpose | 'none'} options.systemPackages
 * @param {boolean | undefined} [options.retryDownload] see ensureElectronRuntime
 * @returns {Promise<StandingProject>}
 */
export async function setUp(progress, { systemPackages, retryDownload }) {
  checkNodeVersion();
  await ensureGitHooks();
  // First what may need an administrator: better told before the long downloads than after.
  if (systemPackages !== 'none') await ensureSystemPackages(progress, systemPackages);
  await ensureDependencies(progress);
  const runtime = await ensureElectronRuntime(progress, { retryDownload });
  await ensureBuild(progress, { environment: runtimeEnvironment(runtime) });
  return { dir: projectDir, runtime };
}
