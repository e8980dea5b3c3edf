/** Paths of the project and of the files that set-up keeps outside of it. */
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of package.json, regardless of the working directory. */
export const projectDir = fileURLToPath(new URL('../..', import.meta.url)).replace(/[/\\]$/, '');

/**
 * The folder for the Electron runtime, which is expensive to download: it survives the removal of
 * `node_modules`, and all checkouts of a user share it.
 * @param {NodeJS.ProcessEnv} env
 */
export function cacheDir(env = process.env) {
  if (env.XDG_CACHE_HOME) return join(env.XDG_CACHE_HOME, 'lanyard');
  if (process.platform === 'win32' && env.LOCALAPPDATA) return join(env.LOCALAPPDATA, 'lanyard');
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'lanyard');
  return join(homedir(), '.cache', 'lanyard');
}

/**
 * The folder in which the app and the practice service store their data under `npm start`. It is
 * separate from that of an installed Lanyard; delete it to start from scratch.
 * @param {NodeJS.ProcessEnv} env
 */
export function developmentDir(env = process.env) {
  if (process.platform === 'win32' && env.APPDATA) return join(env.APPDATA, 'lanyard-development');
  if (process.platform === 'darwin') {
    return join(homedir(), 'Library', 'Application Support', 'lanyard-development');
  }
  return join(env.XDG_CONFIG_HOME || join(homedir(), '.config'), 'lanyard-development');
}

/** True for root, as whom Electron and Chromium only start with `--no-sandbox`. */
export const isRoot = process.getuid?.() === 0;

/** The switches Electron and Chromium need on this computer. */
export const sandboxSwitches = isRoot ? ['--no-sandbox'] : [];
