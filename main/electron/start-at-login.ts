/** Starts Lanyard hidden when the user logs in, by each system's own list, which is read back every time. */
import { mkdir, readFile, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

import type { App } from 'electron';

import type { LoginItem } from '../ports/settings.js';
import { autostartEntry, entryStarts } from './autostart-entry.js';
import { baseDirectory } from './base-directory.js';

export interface LoginItemOptions {
  readonly app: App;
  readonly platform: NodeJS.Platform;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Writes the whole file or nothing. */
  readonly write: (path: string, content: string) => Promise<void>;
}

export function createLoginItem(options: LoginItemOptions): LoginItem {
  switch (options.platform) {
    case 'linux':
      return onLinux(options);
    case 'darwin':
      return onMac(options.app);
    case 'win32':
      return onWindows(options.app);
    default:
      return { isOn: () => Promise.resolve(null), set: () => Promise.resolve() };
  }
}

/** Arguments that start this very Lanyard with the same data and without a window. */
function startArguments(app: App): string[] {
  const userData = app.commandLine.getSwitchValue('user-data-dir');
  return [
    ...(app.isPackaged ? [] : [app.getAppPath()]),
    ...(userData === '' ? [] : [`--user-data-dir=${userData}`]),
    '--hidden',
  ];
}

function onLinux({ app, environment, write }: LoginItemOptions): LoginItem {
  const { XDG_CONFIG_HOME, APPIMAGE } = environment;
  const config = baseDirectory(XDG_CONFIG_HOME, homedir(), '.config');
  const path = join(config, 'autostart', 'lanyard.desktop');
  // An AppImage runs from a folder that is gone when it ends: start the file itself.
  const command = [APPIMAGE ?? process.execPath, ...startArguments(app)];
  return {
    async isOn() {
      const entry = await readFile(path, 'utf8').catch(() => null);
      return entry !== null && entryStarts(entry, command);
    },
    async set(on) {
      if (!on) return rm(path, { force: true });
      await mkdir(dirname(path), { recursive: true });
      await write(path, autostartEntry(command));
    },
  };
}

/** Needs no `--hidden`: macOS reports that it started the app at login (wasStartedAtLogin). */
function onMac(app: App): LoginItem {
  return {
    isOn: () => Promise.resolve(app.getLoginItemSettings().openAtLogin),
    set(on) {
      app.setLoginItemSettings({ openAtLogin: on });
      return Promise.resolve();
    },
  };
}

function onWindows(app: App): LoginItem {
  const item = { path: process.execPath, args: startArguments(app) };
  return {
    isOn() {
      // The Task Manager can disable an entry that is still in the list.
      const { openAtLogin, executableWillLaunchAtLogin } = app.getLoginItemSettings(item);
      return Promise.resolve(openAtLogin && executableWillLaunchAtLogin);
    },
    set(on) {
      app.setLoginItemSettings({ ...item, openAtLogin: on });
      return Promise.resolve();
    },
  };
}

/** True when the system started the app and not the user, who then wants no window yet. */
export function wasStartedAtLogin(app: App, platform: NodeJS.Platform): boolean {
  return platform === 'darwin' && app.getLoginItemSettings().wasOpenedAtLogin;
}
