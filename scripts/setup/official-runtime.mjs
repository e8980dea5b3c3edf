/**
 * The official Electron, by the `electron` package's own download. If its server is unreachable, set-up
 * notices within seconds and does not try again for a day.
 */
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { cacheDir, projectDir } from './project.mjs';
import { tryCommand } from './run-command.mjs';

const packageDir = join(projectDir, 'node_modules', 'electron');
const connectLimit = 20_000;
const downloadLimit = 15 * 60_000;
const day = 24 * 60 * 60_000;
const unreachableMarker = () => join(cacheDir(), 'electron-download-out-of-reach');

/** @returns {Promise<string | undefined>} the executable, if it is already downloaded */
export async function findOfficialRuntime() {
  try {
    const name = await readFile(join(packageDir, 'path.txt'), 'utf8');
    const executable = join(packageDir, 'dist', name.trim());
    return existsSync(executable) ? executable : undefined;
  } catch {
    return undefined;
  }
}

/**
 * @param {{ tryAgain: boolean }} options tryAgain: even if it was unreachable within the last day
 * @returns {Promise<{ executable: string } | { unreachable: string }>} unreachable: the reason
 */
export async function downloadOfficialRuntime({ tryAgain }) {
  if (!tryAgain && (await wasUnreachable()))
    return { unreachable: 'unreachable within the last day' };
  const reason = (await isReachable()) ? await download() : 'no connection to its server';
  const executable = await findOfficialRuntime();
  if (executable !== undefined) {
    await rm(unreachableMarker(), { force: true });
    return { executable };
  }
  await mkdir(dirname(unreachableMarker()), { recursive: true });
  await writeFile(unreachableMarker(), `${reason}\n`);
  return { unreachable: reason };
}

/** @returns true if a download failed within the last day */
export async function wasUnreachable() {
  const note = await stat(unreachableMarker()).catch(() => undefined);
  return note !== undefined && Date.now() - note.mtimeMs < day;
}

/** Any response counts. Behind a proxy, only the download itself can find out. */
async function isReachable() {
  if (process.env.ELECTRON_GET_USE_PROXY) return true;
  const mirror = process.env.npm_config_electron_mirror ?? process.env.ELECTRON_MIRROR;
  try {
    await fetch(mirror ?? 'https://github.com/electron/electron/releases/', {
      method: 'HEAD',
      redirect: 'manual',
      signal: AbortSignal.timeout(connectLimit),
    });
    return true;
  } catch {
    return false;
  }
}

/** @returns {Promise<string>} its output */
async function download() {
  // With an override, the package would download nothing.
  const env = { ...process.env };
  delete env.ELECTRON_OVERRIDE_DIST_PATH;
  const { output } = await tryCommand(process.execPath, [join(packageDir, 'install.js')], {
    cwd: projectDir,
    env,
    timeout: downloadLimit,
  });
  return output.trim();
}
