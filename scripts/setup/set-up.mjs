/** Everything that has to stand before the app can be started, in order; what stands is not touched. */
import { ensureBuild } from './build.mjs';
import { ensureDependencies } from './dependencies.mjs';
import { ensureElectronRuntime, runtimeEnvironment } from './electron-runtime.mjs';
import { checkNodeVersion } from './node-version.mjs';
import { projectDir } from './project.mjs';

/**
 * @typedef {object} StandingProject
 * @property {string} dir the folder to start Electron with
 * @property {import('./electron-runtime.mjs').Runtime} runtime
 */

/**
 * @param {import('./progress.mjs').Progress} progress
 * @param {{ retryDownload?: boolean }} [options]
 * @returns {Promise<StandingProject>}
 */
export async function setUp(progress, options) {
  checkNodeVersion();
  await ensureDependencies(progress);
  const runtime = await ensureElectronRuntime(progress, options);
  await ensureBuild(progress, { environment: runtimeEnvironment(runtime) });
  return { dir: projectDir, runtime };
}
