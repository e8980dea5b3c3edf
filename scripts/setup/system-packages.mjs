/** What the operating system has to bring on Linux; macOS and Windows need nothing more. */
import { existsSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';

import { SetupError } from './progress.mjs';
import { isRoot } from './project.mjs';
import { runCommand, tryCommand } from './run-command.mjs';

/** @typedef {'app' | 'everything' | 'campaigns'} Purpose */

/** Names of Debian and Ubuntu. */
const packagesFor = {
  /** Electron's libraries, the keyring's, and what sends links to the app. */
  app: [
    'libnss3',
    'libgtk-3-0',
    'libgbm1',
    'libasound2',
    'libatk-bridge2.0-0',
    'libcups2',
    'libdrm2',
    'libxss1',
    'libsecret-1-0',
    'xdg-utils',
    'desktop-file-utils',
  ],
  /**
   * For tests and the tour: a screen, a bus, a keyring, a browser and certificates of their own; a
   * tray, a program that shows notifications, and one that asks what they show.
   */
  alone: [
    'xvfb',
    'dbus',
    'gnome-keyring',
    'chromium',
    'libnss3-tools',
    'ayatana-indicator-application',
    'dunst',
    'libglib2.0-bin',
  ],
  /** What makes the system's calls fail, and what records them. */
  campaigns: ['fiu-utils', 'strace'],
};
/** @type {Record<Purpose, readonly (keyof typeof packagesFor)[]>} */
const kindsFor = { app: ['app'], everything: ['app', 'alone'], campaigns: ['campaigns'] };
/** Where the packages have other names: the programs that tests and the tour start. */
const programs = {
  app: ['xdg-open', 'xdg-mime', 'update-desktop-database'],
  alone: ['Xvfb', 'dbus-daemon', 'gnome-keyring-daemon', 'certutil', 'dunst', 'gdbus'],
  campaigns: ['fiu-run', 'strace'],
};

/**
 * @param {string} output of dpkg-query, a line per package: `name|what it stands in for|status`
 * @returns {Set<string>} names that are there, also by a package that provides them
 */
export function installedPackages(output) {
  /** @type {Set<string>} */
  const names = new Set();
  for (const line of output.split('\n')) {
    const [name = '', provides = '', status = ''] = line.split('|');
    if (!status.endsWith(' installed')) continue;
    names.add(name);
    for (const provided of provides.split(',')) names.add(provided.replace(/\(.*\)/, '').trim());
  }
  names.delete('');
  return names;
}

/**
 * Releases since 2024 have renamed some libraries to `…t64`, and apt does not always find them by
 * the old name.
 * @param {string} name @param {string} output of `apt-cache show`
 */
export function nameKnownHere(name, output) {
  /** @param {string} candidate */
  const isKnown = (candidate) => output.split('\n').includes(`Package: ${candidate}`);
  return !isKnown(name) && isKnown(`${name}t64`) ? `${name}t64` : name;
}

/** @param {string[]} names */
async function namesKnownHere(names) {
  const asked = names.flatMap((name) => [name, `${name}t64`]);
  const { stdout } = await tryCommand('apt-cache', ['show', '--no-all-versions', ...asked]);
  return names.map((name) => nameKnownHere(name, stdout));
}

/**
 * @param {import('./progress.mjs').Progress} progress
 * @param {Purpose} purpose 'app': what a person with a desktop needs; 'everything': also tests and
 *   tour; 'campaigns': what only `npm run campaigns` uses
 * @throws {SetupError} with the one line to type, where only an administrator may go on
 */
export async function ensureSystemPackages(progress, purpose) {
  if (process.platform !== 'linux') return;
  if (!isDebianLike()) {
    checkPrograms(purpose);
    return;
  }
  const wanted = kindsFor[purpose].flatMap((kind) => packagesFor[kind]);
  const query = await tryCommand('dpkg-query', ['-W', '-f=${Package}|${Provides}|${Status}\\n']);
  const present = installedPackages(query.stdout);
  // Ubuntu has its Chromium from elsewhere, and Chrome will do.
  if (findChromium() !== undefined) present.add('chromium');
  const missing = wanted.filter((name) => !present.has(name));
  if (missing.length === 0) return;
  if (!isRoot) {
    throw new SetupError(
      'A few packages of the system are missing. Install them with this line, then run the same ' +
        `command again:\n\n  sudo apt-get install --no-install-recommends ${(await namesKnownHere(missing)).join(' ')}`,
    );
  }
  await progress.step('System packages', async (note) => {
    note(missing.join(' '));
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const failure = 'The system packages could not be installed; the lines above are from apt-get.';
    await runCommand('apt-get', ['update', '-q'], { env, failure });
    await runCommand('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...missing], {
      env,
      failure,
    });
  });
}

function isDebianLike() {
  return existsSync('/etc/debian_version') && isProgram('dpkg-query');
}

/** @param {Purpose} purpose */
function checkPrograms(purpose) {
  const wanted = kindsFor[purpose].flatMap((kind) => programs[kind]);
  const missing = wanted.filter((name) => !isProgram(name));
  if (purpose === 'everything' && findChromium() === undefined) missing.push('chromium');
  if (missing.length === 0) return;
  throw new SetupError(
    `These programs are needed and were not found: ${missing.join(', ')}. Install them (with the ` +
      'libraries that Chromium needs) and run the same command again.',
  );
}

/** @param {string} name @returns {string | undefined} its path */
const findProgram = (name) =>
  (process.env.PATH ?? '')
    .split(delimiter)
    .map((dir) => join(dir, name))
    .find((path) => isAbsolute(path) && existsSync(path));

/** @param {string} name */
const isProgram = (name) => findProgram(name) !== undefined;

/** Chromium or Chrome, whatever it is called here. */
export const findChromium = () =>
  ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
    .map(findProgram)
    .find((path) => path !== undefined);
