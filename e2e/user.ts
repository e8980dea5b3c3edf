import { chown, chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { run } from './processes.js';

/** `nobody`: exists on every Debian, so that no account has to be created for a test. */
const ordinaryUid = 65534;

export type Rank = 'as we are' | 'ordinary user';

/**
 * A user of a computer: a private home and the environment of a desktop session. An 'ordinary user'
 * is not root even when the tests run as root, because Chromium's sandbox does not work for root.
 */
export class User {
  /** Null for the user who runs the tests. */
  readonly uid: number | null;
  readonly isRoot: boolean;
  env: Record<string, string>;

  private constructor(
    readonly home: string,
    rank: Rank,
    display: string,
  ) {
    const asRoot = process.getuid?.() === 0;
    this.uid = asRoot && rank === 'ordinary user' ? ordinaryUid : null;
    this.isRoot = asRoot && this.uid === null;
    this.env = {
      PATH: process.env['PATH'] ?? '/usr/bin:/bin',
      HOME: home,
      LANG: 'C.UTF-8',
      DISPLAY: display,
      XDG_RUNTIME_DIR: join(home, 'run'),
      DBUS_SESSION_BUS_ADDRESS: `unix:path=${join(home, 'run', 'bus')}`,
      // Only the desktop entries that this test installs are used.
      XDG_CURRENT_DESKTOP: '',
    };
  }

  static async moveIn(rank: Rank, display: string): Promise<User> {
    const user = new User(await mkdtemp(join(tmpdir(), 'lanyard-e2e-')), rank, display);
    await user.#own(user.home);
    for (const folder of ['run', 'bin', 'spool', 'data']) await user.folder(folder);
    return user;
  }

  async moveOut(): Promise<void> {
    await rm(this.home, { recursive: true, force: true, maxRetries: 5 });
  }

  path(...parts: string[]): string {
    return join(this.home, ...parts);
  }

  async folder(name: string): Promise<string> {
    await mkdir(this.path(name), { recursive: true, mode: 0o700 });
    await this.#own(this.path(name));
    return this.path(name);
  }

  async file(name: string, content: string, mode = 0o600): Promise<string> {
    await writeFile(this.path(name), content);
    await chmod(this.path(name), mode);
    await this.#own(this.path(name));
    return this.path(name);
  }

  /** The prefix that runs a command as this person. */
  prefix(): string[] {
    if (this.uid === null) return [];
    return [
      'setpriv',
      `--reuid=${this.uid}`,
      `--regid=${this.uid}`,
      '--clear-groups',
      '--inh-caps=-all',
      '--',
    ];
  }

  /** Installs a script that always runs as this person. */
  async program(name: string, script: string): Promise<string> {
    const asThem = `[ "$(id -u)" = ${this.uid} ] || exec ${this.prefix().join(' ')} "$0" "$@"\n`;
    const lines = `#!/bin/bash\n${this.uid === null ? '' : asThem}${script}\n`;
    return await this.file(join('bin', name), lines, 0o755);
  }

  /** Runs a command to its end; rejects with its output if it fails. */
  async runs(command: string, ...args: string[]): Promise<string> {
    return await run('env', [...this.prefix(), command, ...args], this.env);
  }

  /** True if a service of that name is on this person's message bus. Does not start it. */
  async isOnBus(name: string): Promise<boolean> {
    const bus = ['--dest=org.freedesktop.DBus', '/', 'org.freedesktop.DBus.NameHasOwner'];
    const said = this.runs('dbus-send', '--session', '--print-reply', ...bus, `string:${name}`);
    return (await said.catch(() => '')).includes('boolean true');
  }

  async #own(path: string): Promise<void> {
    if (this.uid !== null) await chown(path, this.uid, this.uid);
  }
}
