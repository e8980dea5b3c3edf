/**
 * Finds out whether links of our scheme open this very program (H98). Another program may own the
 * scheme, or a copy of ours that has moved away; then a sign-in needs another redirect.
 */
import { execFile } from 'node:child_process';
import { access, constants, readFile, realpath } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

import { app } from 'electron';

import { linkScheme } from '../oauth/link-scheme.js';
import type { LinkScheme } from '../ports/link-scheme.js';
import { execArgv } from './autostart-entry.js';
import { baseDirectory } from './base-directory.js';
import { isLauncherOf, ownProgram } from './own-program.js';

const run = promisify(execFile);

export const linkHandler: LinkScheme = {
  isOurs: async () =>
    process.platform === 'linux'
      ? isOursOnLinux()
      : app.isDefaultProtocolClient(linkScheme, process.execPath, launchArguments()),
};

/**
 * Windows keeps the handler in the user's registry. On macOS and Linux the installed package declares it
 * (Info.plist, .desktop), so nothing is written there.
 */
export function registerLinkHandler(): void {
  if (process.platform === 'win32') {
    app.setAsDefaultProtocolClient(linkScheme, process.execPath, launchArguments());
  }
}

/** Nothing after `--` is read as a switch, no matter what the link holds (R14). */
function launchArguments(): string[] {
  const data = app.commandLine.getSwitchValue('user-data-dir');
  return [
    ...(app.isPackaged ? [] : [app.getAppPath()]),
    // Without it, a link would start another copy, with the usual data.
    ...(data === '' ? [] : [`${dataSwitch}${data}`]),
    '--',
  ];
}

const dataSwitch = '--user-data-dir=';

/**
 * On Linux Electron compares names of .desktop files, which an AppImage or a second copy has too. This
 * compares the program that the file starts, and the data that it starts it with: another profile of the
 * same program is another copy.
 */
async function isOursOnLinux(): Promise<boolean> {
  try {
    const { stdout } = await run(
      'xdg-mime',
      ['query', 'default', `x-scheme-handler/${linkScheme}`],
      { timeout: 3_000 },
    );
    const [program, ...words] = execArgv((await readDesktopEntry(stdout.trim())) ?? '');
    if (program === undefined) return false;
    const path = await pathOf(program);
    const own = ownProgram(process.env);
    if ((await realpath(path)) === (await realpath(own)))
      return isOwnApp(words) && (await isOwnData(words));
    return isLauncherOf(path, own) && (await isOwnData(words));
  } catch {
    // Without xdg-mime or that program no link arrives here.
    return false;
  }
}

/** In development one program starts any app, by its folder. */
function isOwnApp(words: readonly string[]): boolean {
  const [folder] = words.filter((word) => !word.startsWith('-'));
  return app.isPackaged || (folder !== undefined && resolve(folder) === app.getAppPath());
}

async function isOwnData(words: readonly string[]): Promise<boolean> {
  const data = words.findLast((word) => word.startsWith(dataSwitch))?.slice(dataSwitch.length);
  const usual = join(app.getPath('appData'), app.getName());
  const path = (each: string) => realpath(each).catch(() => resolve(each));
  return (await path(data ?? usual)) === (await path(app.getPath('userData')));
}

/** A bare name is looked up in PATH, as the desktop does it. */
async function pathOf(program: string): Promise<string> {
  const folders = program.includes('/') ? [] : (process.env['PATH'] ?? '').split(':');
  for (const folder of folders) {
    const path = join(folder, program);
    const isProgram = await access(path, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (isProgram) return path;
  }
  return program;
}

async function readDesktopEntry(name: string): Promise<string | null> {
  if (!/^[\w.-]+\.desktop$/.test(name)) return null;
  const { XDG_DATA_HOME, XDG_DATA_DIRS } = process.env;
  const home = baseDirectory(XDG_DATA_HOME, homedir(), '.local/share');
  const folders = [home, ...(XDG_DATA_DIRS || '/usr/local/share:/usr/share').split(':')];
  for (const folder of folders) {
    const text = await readFile(join(folder, 'applications', name), 'utf8').catch(() => null);
    if (text !== null) return text;
  }
  return null;
}
