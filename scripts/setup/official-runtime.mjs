/**
 * Electron as its makers publish it, by the `electron` package's own download. Where that source is
 * out of reach this is found out within seconds, and remembered for a day.
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
const outOfReachNote = () => join(cacheDir(), 'electron-download-out-of-reach');

/** @returns {Promise<string | undefined>} the executable, when it has been downloaded already */
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
 * @param {{ tryAgain: boolean }} options tryAgain: although it was out of reach within the last day
 * @returns {Promise<{ executable: string } | { outOfReach: string }>} outOfReach: why, in words
 */
export async function downloadOfficialRuntime({ tryAgain }) {
  if (!tryAgain && (await wasOutOfReach()))
    return { outOfReach: 'out of reach within the last day' };
  const reason = (await isReachable()) ? await download() : 'no connection to its server';
  const executable = await findOfficialRuntime();
  if (executable !== undefined) {
    await rm(outOfReachNote(), { force: true });
    return { executable };
  }
  await mkdir(dirname(outOfReachNote()), { recursive: true });
  await writeFile(outOfReachNote(), `${reason}\n`);
  return { outOfReach: reason };
}

/** Whether a download was tried in vain within the last day. */
export async function wasOutOfReach() {
  const note = await stat(outOfReachNote()).catch(() => undefined);
  return note !== undefined && Date.now() - note.mtimeMs < day;
}

/** Any answer counts. Behind a proxy only the download itself can tell. */
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

/** @returns {Promise<string>} what it printed */
async function download() {
  // An override would make the package believe it needs nothing.
  const env = { ...process.env };
  delete env.ELECTRON_OVERRIDE_DIST_PATH;
  const { output } = await tryCommand(process.execPath, [join(packageDir, 'install.js')], {
    cwd: projectDir,
    env,
    timeout: downloadLimit,
  });
  return output.trim();
}
