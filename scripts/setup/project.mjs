/** Where things are: the project itself, and what set-up keeps outside of it. */
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of package.json, whatever folder a command was started from. */
export const projectDir = fileURLToPath(new URL('../..', import.meta.url)).replace(/[/\\]$/, '');

/**
 * The folder for what is costly to get and not this checkout's own (the Electron runtime): it
 * outlives `node_modules` and is shared by all checkouts of this person.
 * @param {NodeJS.ProcessEnv} env
 */
export function cacheDir(env = process.env) {
  if (env.XDG_CACHE_HOME) return join(env.XDG_CACHE_HOME, 'lanyard');
  if (process.platform === 'win32' && env.LOCALAPPDATA) return join(env.LOCALAPPDATA, 'lanyard');
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'lanyard');
  return join(homedir(), '.cache', 'lanyard');
}

/**
 * What the app and the practice service keep under `npm start`: apart from an installed Lanyard's,
 * and one folder to delete to begin anew.
 * @param {NodeJS.ProcessEnv} env
 */
export function developmentDir(env = process.env) {
  if (process.platform === 'win32' && env.APPDATA) return join(env.APPDATA, 'lanyard-development');
  if (process.platform === 'darwin') {
    return join(homedir(), 'Library', 'Application Support', 'lanyard-development');
  }
  return join(env.XDG_CONFIG_HOME || join(homedir(), '.config'), 'lanyard-development');
}

/** True where Electron and Chromium must be started with `--no-sandbox`: as root on Linux. */
export const isRoot = process.getuid?.() === 0;

/** The switches Electron and Chromium need on this computer. */
export const sandboxSwitches = isRoot ? ['--no-sandbox'] : [];
