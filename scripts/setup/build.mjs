/** Builds the app into out/, only if its sources have changed. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { projectDir } from './project.mjs';
import { runCommand } from './run-command.mjs';

const sources = [
  'ipc',
  'main',
  'messages',
  'preload',
  'renderer',
  'electron.vite.config.ts',
  'package.json',
  'package-lock.json',
];
const stampFile = join('out', 'built-from');

/**
 * Hashes names and contents and not times, which a checkout changes.
 * @param {string} dir the project @param {string[]} [names] files and folders in it
 */
export function hashSources(dir, names = sources) {
  const hash = createHash('sha256');
  for (const file of names.flatMap((name) => filesIn(dir, name))) {
    const content = readFileSync(join(dir, file));
    hash.update(`${file}\0${String(content.length)}\0`).update(content);
  }
  return hash.digest('hex');
}

/**
 * @param {string} dir @param {string} name
 * @returns {string[]} relative to dir, in a fixed order; without tests, which are not built
 */
function filesIn(dir, name) {
  if (!statSync(join(dir, name)).isDirectory()) return [name];
  return readdirSync(join(dir, name), { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .filter((entry) => !/\.test\.tsx?$/.test(entry.name))
    .flatMap((entry) => filesIn(dir, join(name, entry.name)));
}

/** @param {string} dir */
function isBuilt(dir, hash = hashSources(dir)) {
  const stamp = join(dir, stampFile);
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === hash;
}

/**
 * @param {import('./progress.mjs').Progress} progress
 * @param {{ environment: NodeJS.ProcessEnv, dir?: string }} options environment: selects the
 *   Electron to build for
 */
export async function ensureBuild(progress, { environment, dir = projectDir }) {
  const hash = hashSources(dir);
  if (isBuilt(dir, hash)) return;
  await progress.step('Build', async () => {
    rmSync(join(dir, stampFile), { force: true });
    const cli = join(dir, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js');
    await runCommand(process.execPath, [cli, 'build', '--logLevel', 'warn'], {
      cwd: dir,
      env: { ...process.env, ...environment, NO_COLOR: '1' },
      failure: 'The app could not be built; the lines above say why.',
    });
    // A source that changed during the build triggers the next one.
    writeFileSync(join(dir, stampFile), hash);
  });
}
