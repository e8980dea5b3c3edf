/** Installs the system packages that Linux needs; macOS and Windows need none. */
import { existsSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';

import { SetupError } from './progress.mjs';
import { isRoot } from './project.mjs';
import { runCommand, tryCommand } from './run-command.mjs';

/** @typedef {'app' | 'everything' | 'campaigns'} Purpose */

/** Package names of Debian and Ubuntu. */
const packagesFor = {
  /** Libraries of Electron and the keyring, and the tools that send links to the app. */
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
   * For tests and the tour, which run on a separate desktop: screen, message bus, keyring, browser,
   * certificates, a tray, a notification daemon, a tool to query both, one that clicks in dialogs of
   * the system, and one that records system calls.
   */
  desktop: [
    'xvfb',
    'dbus',
    'gnome-keyring',
    'chromium',
    'libnss3-tools',
    'openssl',
    'ayatana-indicator-application',
    'dunst',
    'libglib2.0-bin',
    'xdotool',
    'x11-utils',
    'strace',
  ],
  /** Tools that make system calls fail, and that record them. */
  campaigns: ['fiu-utils', 'strace'],
};
/** @type {Record<Purpose, readonly (keyof typeof packagesFor)[]>} */
const kindsFor = { app: ['app'], everything: ['app', 'desktop'], campaigns: ['campaigns'] };
/** The programs of these packages, for distributions with other package names. */
const programs = {
  app: ['xdg-open', 'xdg-mime', 'update-desktop-database'],
  desktop: [
    'Xvfb',
    'dbus-daemon',
    'gnome-keyring-daemon',
    'certutil',
    'openssl',
    'dunst',
    'gdbus',
    'xdotool',
    'xprop',
    'strace',
  ],
  campaigns: ['fiu-run', 'strace'],
};

/**
 * @param {string} output of dpkg-query, a line per package: `name|provides|status`
 * @returns {Set<string>} installed names, including those that a package provides
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
 * Releases since 2024 renamed some libraries to `…t64`, and apt does not always find them by the old
 * name.
 * @param {string} name @param {string} output of `apt-cache show`
 */
export function currentName(name, output) {
  /** @param {string} candidate */
  const isKnown = (candidate) => output.split('\n').includes(`Package: ${candidate}`);
  return !isKnown(name) && isKnown(`${name}t64`) ? `${name}t64` : name;
}

/** @param {string[]} names */
async function currentNames(names) {
  const candidates = names.flatMap((name) => [name, `${name}t64`]);
  const { stdout } = await tryCommand('apt-cache', ['show', '--no-all-versions', ...candidates]);
  return names.map((name) => currentName(name, stdout));
}

/**
 * @param {import('./progress.mjs').Progress} progress
 * @param {Purpose} purpose 'app': for a user with a desktop; 'everything': also for tests and the
 *   tour; 'campaigns': only for `npm run campaigns`
 * @throws {SetupError} with the command to run if only an administrator can install packages
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
  // Ubuntu ships Chromium as a snap, and Chrome works as well.
  if (findChromium() !== undefined) present.add('chromium');
  const missing = wanted.filter((name) => !present.has(name));
  if (missing.length === 0) return;
  if (!isRoot) {
    throw new SetupError(
      'Some system packages are missing. Install them with this command, then run the previous ' +
        `one again:\n\n  sudo apt-get install --no-install-recommends ${(await currentNames(missing)).join(' ')}`,
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

/** @returns the path of Chromium or Chrome, by any of their names */
export const findChromium = () =>
  ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
    .map(findProgram)
    .find((path) => path !== undefined);
