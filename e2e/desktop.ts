import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

import { expect } from '@playwright/test';

import { runningProcesses } from './processes.js';
import type { User } from './user.js';

const watcher = 'org.kde.StatusNotifierWatcher';
const item = 'org.kde.StatusNotifierItem';
const trayProgram =
  '/usr/libexec/ayatana-indicator-application/ayatana-indicator-application-service';

/**
 * A desktop's tray and notification service (dunst), both real. What they would draw is read over
 * D-Bus.
 */
export class Desktop {
  readonly #running: ChildProcess[] = [];
  #printed = '';

  readonly #user: User;

  constructor(user: User) {
    this.#user = user;
  }

  async start(): Promise<void> {
    this.#spawn(trayProgram, []);
    // Line-buffered, or its output would be held back.
    const notifications = this.#spawn('stdbuf', ['-oL', 'dunst', '-print']);
    notifications.stdout?.on('data', (data: Buffer) => (this.#printed += data.toString()));
    // A call before it is on the bus would make the bus start another one, whose output is not read.
    await expect.poll(() => this.#user.isOnBus('org.freedesktop.Notifications')).toBe(true);
    const path = '/StatusNotifierWatcher';
    const host = 'IsStatusNotifierHostRegistered';
    await expect
      .poll(() => this.#get(watcher, path, watcher, host).catch(() => 'not there yet'))
      .toContain('true');
    await expect.poll(() => this.shownNow().catch(() => -1)).toBe(0);
  }

  /** As when the panel quits. */
  async stop(): Promise<void> {
    for (const child of this.#running.splice(0)) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      child.kill();
      await once(child, 'exit');
    }
  }

  /** Summaries of all notifications so far, oldest first. */
  notifications(): string[] {
    return [...this.#printed.matchAll(/^\tsummary: '(.*)'$/gm)].map(([, summary = '']) => summary);
  }

  /** Everything printed about them. */
  allSaid(): string {
    return this.#printed;
  }

  async shownNow(): Promise<number> {
    return Number(await this.#user.runs('dunstctl', 'count', 'displayed'));
  }

  async clickNotification(): Promise<void> {
    await this.#user.runs('dunstctl', 'action', '0');
  }

  async trayText(): Promise<string> {
    return await this.#get(await this.#trayIcon(), '/StatusNotifierItem', item, 'ToolTip');
  }

  async clickTray(): Promise<void> {
    await this.#call(await this.#trayIcon(), '/StatusNotifierItem', `${item}.Activate`, '0', '0');
  }

  /** Labels of the tray's menu, top to bottom. */
  async trayMenu(): Promise<string[]> {
    return [...(await this.#menuLayout()).matchAll(/'label': <'(.*?)'>/g)].map(
      ([, label = '']) => label,
    );
  }

  async chooseInTray(label: string): Promise<void> {
    const entries = (await this.#menuLayout()).matchAll(/<\((\d+), \{([^}]*)\}/g);
    const [, id] = [...entries].find(([, , text]) => text?.includes(`<'${label}'>`)) ?? [];
    if (id === undefined) throw new Error(`no "${label}" in the tray's menu`);
    const event = ['com.canonical.dbusmenu.Event', id, 'clicked', '<0>', '0'] as const;
    await this.#call(await this.#trayIcon(), await this.#menuPath(), ...event);
  }

  async #menuLayout(): Promise<string> {
    const all = ['com.canonical.dbusmenu.GetLayout', '0', '10', '@as []'] as const;
    return await this.#call(await this.#trayIcon(), await this.#menuPath(), ...all);
  }

  async #menuPath(): Promise<string> {
    const path = await this.#get(await this.#trayIcon(), '/StatusNotifierItem', item, 'Menu');
    return /'(\/.*?)'/.exec(path)?.[1] ?? '';
  }

  /** The bus name of Lanyard's icon: one of several connections Lanyard has to the bus. */
  async #trayIcon(): Promise<string> {
    const begun = performance.now();
    for (;;) {
      // Some of these connections never answer. The longer the search takes, the longer each may take.
      const patience = Math.max(1, Math.ceil((performance.now() - begun) / 1000));
      const found = await this.#findTrayIcon(patience);
      if (found !== null) return found;
    }
  }

  /** `patience`: how long a connection may take to answer, in seconds. */
  async #findTrayIcon(patience: number): Promise<string | null> {
    const bus = 'org.freedesktop.DBus';
    const data = `--user-data-dir=${this.#user.path('data')}`;
    const running = await runningProcesses();
    const pids = running.filter(({ argv }) => argv.includes(data)).map(({ pid }) => pid);
    const names = await this.#call(bus, '/', `${bus}.ListNames`);
    const asked = [...names.matchAll(/:\d+\.\d+/g)].map(async ([name]) => {
      const owner = await this.#call(bus, '/', `${bus}.GetConnectionUnixProcessID`, name);
      const pid = Number(/uint32 (\d+)/.exec(owner)?.[1]);
      if (!pids.includes(pid)) throw new Error('another program');
      await this.#get(name, '/StatusNotifierItem', item, 'ToolTip', patience);
      return name;
    });
    return await Promise.any(asked).catch(() => null);
  }

  async #get(
    to: string,
    path: string,
    of: string,
    property: string,
    patience?: number,
  ): Promise<string> {
    const method = 'org.freedesktop.DBus.Properties.Get';
    return await this.#send(to, path, method, [of, property], patience);
  }

  async #call(to: string, path: string, method: string, ...args: string[]): Promise<string> {
    return await this.#send(to, path, method, args);
  }

  /** `patience`: how long the answer may take, in seconds. */
  async #send(
    to: string,
    path: string,
    method: string,
    args: readonly string[],
    patience = 600,
  ): Promise<string> {
    const where = ['--session', '--timeout', `${patience}`, '--dest', to, '--object-path', path];
    return await this.#user.runs('gdbus', 'call', ...where, '--method', method, ...args);
  }

  #spawn(command: string, args: string[]): ChildProcess {
    const child = spawn('env', [...this.#user.prefix(), command, ...args], {
      env: this.#user.env,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    this.#running.push(child);
    return child;
  }
}
