/**
 * Start at login on Windows and macOS, which keep a list that does not follow an app to another place, and
 * answer only about places that are asked for. So the place of the last entry is remembered.
 */
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';

import type { App } from 'electron';

import type { LoginItem } from '../ports/settings.js';
import { parseJsonObject } from '../text/json.js';

/** The functions of Electron's app for the system's list. */
export type SystemLoginItems = Pick<App, 'getLoginItemSettings' | 'setLoginItemSettings'>;

export interface RegisteredLoginItemOptions {
  readonly system: SystemLoginItems;
  /** The program that starts this Lanyard. */
  readonly path: string;
  readonly args: readonly string[];
  readonly memory: LoginItemMemory;
}

interface Command {
  readonly path: string;
  readonly args: readonly string[];
}

/** The command of the entry as this Lanyard made or saw it last; null: there was none. */
export interface LoginItemMemory {
  read(): Promise<Command | null>;
  write(command: Command | null): Promise<void>;
}

/** @see https://www.electronjs.org/docs/latest/api/app#appsetloginitemsettingssettings-macos-windows */
export function loginItemOnWindows(options: RegisteredLoginItemOptions): LoginItem {
  const { system, path, args, memory } = options;
  const own = { path, args: [...args] };
  return {
    isOn() {
      // The Task Manager can disable an entry that is still in the list.
      const { openAtLogin, executableWillLaunchAtLogin } = system.getLoginItemSettings(own);
      return Promise.resolve(openAtLogin && executableWillLaunchAtLogin);
    },
    async set(on) {
      system.setLoginItemSettings({ ...own, openAtLogin: on });
      await memory.write(on ? own : null);
    },
    async repair() {
      if (system.getLoginItemSettings(own).openAtLogin) return remember(memory, own);
      const before = await memory.read();
      if (before === null) return;
      const found = system.getLoginItemSettings({ path: before.path, args: [...before.args] });
      // Removed from the list, or an entry of another data folder is in its place.
      if (!found.openAtLogin) return memory.write(null);
      const enabled = found.executableWillLaunchAtLogin;
      system.setLoginItemSettings({ ...own, openAtLogin: true, enabled });
      await memory.write(own);
    },
  };
}

/** Needs no `--hidden`: macOS reports that it started the app at login (wasStartedAtLogin). */
export function loginItemOnMac({ system, path, memory }: RegisteredLoginItemOptions): LoginItem {
  const own = { path, args: [] };
  return {
    isOn: () => Promise.resolve(system.getLoginItemSettings().openAtLogin),
    async set(on) {
      system.setLoginItemSettings({ openAtLogin: on });
      await memory.write(on ? own : null);
    },
    async repair() {
      // A downloaded app that was not moved yet runs from another random folder each time.
      if (path.includes('/AppTranslocation/')) return;
      const { openAtLogin, status } = system.getLoginItemSettings();
      const before = await memory.read();
      if (before === null) return openAtLogin ? memory.write(own) : undefined;
      const hasMoved = before.path !== path;
      // Waits for the user’s approval, or was turned off in the system’s settings.
      if (!openAtLogin && status === 'requires-approval') return;
      if (!openAtLogin && !hasMoved && status !== 'not-found') return memory.write(null);
      if (openAtLogin && !hasMoved) return;
      system.setLoginItemSettings({ openAtLogin: true });
      await memory.write(own);
    },
  };
}

async function remember(memory: LoginItemMemory, command: Command): Promise<void> {
  const before = await memory.read();
  if (JSON.stringify(before) !== JSON.stringify(command)) await memory.write(command);
}

/** @param write writes the whole file or nothing */
export function createLoginItemMemory(
  folder: string,
  write: (path: string, content: string) => Promise<void>,
): LoginItemMemory {
  const file = join(folder, 'start-at-login.json');
  return {
    async read() {
      const text = await readFile(file, 'utf8').catch(() => '');
      const { path, args } = parseJsonObject(text) ?? {};
      const isText = (value: unknown) => typeof value === 'string';
      return isText(path) && Array.isArray(args) && args.every(isText) ? { path, args } : null;
    },
    write: (command) =>
      command === null ? rm(file, { force: true }) : write(file, JSON.stringify(command)),
  };
}
