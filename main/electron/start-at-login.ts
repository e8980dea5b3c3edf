/** Starting when the person logs in, hidden, by each system's own list; read back, never remembered. */
import { mkdir, readFile, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

import type { App } from 'electron';

import type { LoginItem } from '../ports/settings.js';
import { autostartEntry, startsThis } from './autostart-entry.js';
import { baseDirectory } from './base-directory.js';

export interface LoginItemOptions {
  readonly app: App;
  readonly platform: NodeJS.Platform;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Writes a whole file or nothing. */
  readonly write: (path: string, content: string) => Promise<void>;
}

export function createLoginItem(needs: LoginItemOptions): LoginItem {
  switch (needs.platform) {
    case 'linux':
      return onLinux(needs);
    case 'darwin':
      return onMac(needs.app);
    case 'win32':
      return onWindows(needs.app);
    default:
      return { isOn: () => Promise.resolve(null), set: () => Promise.resolve() };
  }
}

/** What starts this very Lanyard, with the same data, without a window. */
function startArguments(app: App): string[] {
  const data = app.commandLine.getSwitchValue('user-data-dir');
  return [
    ...(app.isPackaged ? [] : [app.getAppPath()]),
    ...(data === '' ? [] : [`--user-data-dir=${data}`]),
    '--hidden',
  ];
}

function onLinux({ app, environment, write }: LoginItemOptions): LoginItem {
  const { XDG_CONFIG_HOME, APPIMAGE } = environment;
  const config = baseDirectory(XDG_CONFIG_HOME, homedir(), '.config');
  const path = join(config, 'autostart', 'lanyard.desktop');
  // An AppImage runs from a folder that is gone when it ends: the file itself is what to start.
  const message = [APPIMAGE ?? process.execPath, ...startArguments(app)];
  return {
    async isOn() {
      const entry = await readFile(path, 'utf8').catch(() => null);
      return entry !== null && startsThis(entry, message);
    },
    async set(on) {
      if (!on) return rm(path, { force: true });
      await mkdir(dirname(path), { recursive: true });
      await write(path, autostartEntry(message));
    },
  };
}

/** There it starts hidden because the system says that it was the one who started it. */
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
  const how = { path: process.execPath, args: startArguments(app) };
  return {
    isOn() {
      // The Task Manager can switch off what is still in the list.
      const { openAtLogin, executableWillLaunchAtLogin } = app.getLoginItemSettings(how);
      return Promise.resolve(openAtLogin && executableWillLaunchAtLogin);
    },
    set(on) {
      app.setLoginItemSettings({ ...how, openAtLogin: on });
      return Promise.resolve();
    },
  };
}

/** Whether this start is the system's and not the person's: then nobody wants a window yet. */
export function wasStartedAtLogin(app: App, platform: NodeJS.Platform): boolean {
  return platform === 'darwin' && app.getLoginItemSettings().wasOpenedAtLogin;
}
