/** Starts Lanyard hidden when the user logs in, by each system's own list, which is read back every time. */
import { existsSync, realpathSync } from 'node:fs';
import { lstat, mkdir, readFile, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

import type { App } from 'electron';

import type { LoginItem } from '../ports/settings.js';
import { autostartEntry, type EntryState, entryState, type ProgramAt } from './autostart-entry.js';
import { baseDirectory } from './base-directory.js';
import { isLauncherOf, ownProgram } from './own-program.js';
import {
  createLoginItemMemory,
  loginItemOnMac,
  loginItemOnWindows,
  type RegisteredLoginItemOptions,
} from './registered-login-item.js';

export interface LoginItemOptions {
  readonly app: App;
  readonly platform: NodeJS.Platform;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly userData: string;
  /** Writes the whole file or nothing. */
  readonly write: (path: string, content: string) => Promise<void>;
}

export function createLoginItem(options: LoginItemOptions): LoginItem {
  switch (options.platform) {
    case 'linux':
      return onLinux(options);
    case 'darwin':
      return loginItemOnMac(registered(options));
    case 'win32':
      return loginItemOnWindows(registered(options));
    default:
      return unknownHere;
  }
}

const nothing = () => Promise.resolve();
const unknownHere: LoginItem = { isOn: () => Promise.resolve(null), set: nothing, repair: nothing };

/** Arguments that start this very Lanyard with the same data and without a window. */
function startArguments(app: App): string[] {
  const userData = app.commandLine.getSwitchValue('user-data-dir');
  return [
    ...(app.isPackaged ? [] : [app.getAppPath()]),
    ...(userData === '' ? [] : [`--user-data-dir=${userData}`]),
    '--hidden',
  ];
}

function registered({ app, userData, write }: LoginItemOptions): RegisteredLoginItemOptions {
  return {
    system: app,
    path: process.execPath,
    args: startArguments(app),
    memory: createLoginItemMemory(userData, write),
  };
}

function onLinux({ app, environment, write }: LoginItemOptions): LoginItem {
  const { XDG_CONFIG_HOME } = environment;
  if (isInStoreSandbox(environment)) return unknownHere;
  const config = baseDirectory(XDG_CONFIG_HOME, homedir(), '.config');
  const path = join(config, 'autostart', 'lanyard.desktop');
  const command = [ownProgram(environment), ...startArguments(app)];
  const state = async (): Promise<EntryState | null> => {
    const entry = await readFile(path, 'utf8').catch(() => null);
    return entry === null ? null : entryState(entry, command, programAt);
  };
  return {
    isOn: async () => (await state())?.kind === 'starts_this',
    async repair() {
      const found = await state();
      // A link leads to a file that something else manages.
      const isLink = async () => (await lstat(path)).isSymbolicLink();
      if (found?.kind === 'outdated' && !(await isLink())) await write(path, found.repaired);
    },
    async set(on) {
      if (!on) return rm(path, { force: true });
      await mkdir(dirname(path), { recursive: true });
      await write(path, autostartEntry(command));
    },
  };
}

/** Flatpak and Snap show a program neither the desktop's autostart folder nor its own real path. */
function isInStoreSandbox({ FLATPAK_ID, SNAP }: LoginItemOptions['environment']): boolean {
  const { execPath } = process;
  const isFlatpak = FLATPAK_ID !== undefined && execPath.startsWith('/app/');
  return isFlatpak || (SNAP !== undefined && SNAP !== '' && execPath.startsWith(`${SNAP}/`));
}

function programAt(path: string, own: string): ProgramAt {
  if (path === own) return 'this';
  if (!existsSync(path)) return 'missing';
  if (existsSync(own) && realpathSync(path) === realpathSync(own)) return 'this';
  return isLauncherOf(path, own) ? 'launcher' : 'another';
}

/** True when the system started the app and not the user, who then wants no window yet. */
export function wasStartedAtLogin(app: App, platform: NodeJS.Platform): boolean {
  return platform === 'darwin' && app.getLoginItemSettings().wasOpenedAtLogin;
}
