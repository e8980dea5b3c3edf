/**
 * Finds out whether links of our scheme open this very program (H98). Another program may own the
 * scheme, or a copy of ours that has moved away; then a sign-in needs another redirect.
 */
import { execFile } from 'node:child_process';
import { access, constants, readFile, realpath } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { app } from 'electron';

import { linkScheme } from '../oauth/link-scheme.js';
import type { LinkScheme } from '../ports/link-scheme.js';
import { baseDirectory } from './base-directory.js';
import { ownProgram } from './own-program.js';

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
  return app.isPackaged ? ['--'] : [app.getAppPath(), '--'];
}

/**
 * On Linux Electron compares names of .desktop files, which an AppImage or a second copy has too. This
 * compares the program that the file starts.
 */
async function isOursOnLinux(): Promise<boolean> {
  try {
    const { stdout } = await run(
      'xdg-mime',
      ['query', 'default', `x-scheme-handler/${linkScheme}`],
      { timeout: 3_000 },
    );
    const entry = await readDesktopEntry(stdout.trim());
    const program = entry === null ? null : execProgram(entry);
    const own = await realpath(ownProgram(process.env));
    return program !== null && (await realpath(await pathOf(program))) === own;
  } catch {
    // Without xdg-mime or that program no link arrives here.
    return false;
  }
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

/**
 * The program of the entry's Exec line, quoted or not.
 * @see https://specifications.freedesktop.org/desktop-entry-spec/latest/exec-variables.html
 */
export function execProgram(entry: string): string | null {
  const line = /^Exec[ \t]*=(.*)$/m.exec(entry)?.[1]?.trim();
  const quoted = line?.match(/^"((?:[^"\\]|\\.)*)"/)?.[1];
  if (quoted !== undefined) return quoted.replaceAll(/\\(.)/g, '$1');
  return line?.split(/\s/)[0] ?? null;
}
