import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { rename, rm } from 'node:fs/promises';

import { expect } from '@playwright/test';

import type { User } from './user.js';

/** This person's password store: a message bus and an unlocked gnome-keyring of their own. */
export class Keyring {
  #running: ChildProcess[] = [];

  readonly #user: User;

  constructor(user: User) {
    this.#user = user;
  }

  /** Unlocks the keyring of an earlier start, or creates one. */
  async start(): Promise<void> {
    const user = this.#user;
    const bus = this.#spawn('dbus-daemon', [
      '--session',
      '--nofork',
      `--address=unix:path=${user.path('run', 'bus')}`,
    ]);
    bus.stdin?.end();
    await expect.poll(() => user.isOnBus('org.freedesktop.DBus'), { intervals: [20] }).toBe(true);
    const daemon = this.#spawn('gnome-keyring-daemon', [
      '--foreground',
      '--unlock',
      '--components=secrets',
    ]);
    // An empty password would not unlock.
    daemon.stdin?.end('a password of the desktop session\n');
    await expect
      .poll(() => user.isOnBus('org.freedesktop.secrets'), { intervals: [20] })
      .toBe(true);
  }

  /** Ends it, and the message bus with it, as on a computer without a desktop session. */
  async stop(): Promise<void> {
    for (const child of this.#running.splice(0).reverse()) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      child.kill();
      await once(child, 'exit');
    }
    await rm(this.#user.path('run', 'bus'), { force: true });
  }

  /** Replaces it by an empty one, as after a reset. Returns the argument for `restore`. */
  async replace(): Promise<string> {
    await this.stop();
    const kept = `${this.#folder}-kept`;
    await rename(this.#folder, kept);
    await this.start();
    return kept;
  }

  /** Puts the earlier one back. */
  async restore(kept: string): Promise<void> {
    await this.stop();
    await rm(this.#folder, { recursive: true });
    await rename(kept, this.#folder);
    await this.start();
  }

  get #folder(): string {
    return this.#user.path('.local', 'share', 'keyrings');
  }

  #spawn(command: string, args: string[]): ChildProcess {
    const child = spawn('env', [...this.#user.prefix(), command, ...args], {
      env: this.#user.env,
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    this.#running.push(child);
    return child;
  }
}
