/**
 * The app under test, driven like a user would. Longer than 250 lines because all of its methods share
 * one running app.
 */
import { readFile, rm, writeFile } from 'node:fs/promises';

import {
  _electron,
  chromium,
  expect,
  type Browser,
  type ElectronApplication,
} from '@playwright/test';

import type { AuthorizationServer } from './authorization-server.js';
import type { BuiltApp } from './built-app.js';
import { ConnectionsPage } from './connections-page.js';
import { runningProcesses, type RunningProcess } from './processes.js';
import type { User } from './user.js';

/**
 * Copies standard error line by line, but keeps back the line Playwright waits for before it attaches
 * until the file `gate` is there or the app is gone (`$$`: it took the place of this script).
 */
const holdDevToolsLine = (gate: string) => `
hold() {
  while IFS= read -r line; do
    if [[ $line == 'DevTools listening on '* ]]; then
      until [[ -e ${gate} ]] || ! kill -0 $$ 2> /dev/null; do sleep 0.05; done
    fi
    printf '%s\\n' "$line"
  done
}`;

/** The built app on one person's computer, with one data folder. */
export class Lanyard {
  readonly data: string;
  #running: ElectronApplication | null = null;
  #attached: Browser | null = null;
  readonly #log: string;

  readonly #built: BuiltApp;
  readonly #user: User;
  readonly #services: readonly AuthorizationServer[];
  readonly #name: string;

  constructor(
    built: BuiltApp,
    user: User,
    services: readonly AuthorizationServer[],
    folder = 'data',
    name = 'lanyard',
  ) {
    this.#built = built;
    this.#user = user;
    this.#services = services;
    this.#name = name;
    this.data = user.path(folder);
    this.#log = user.path(`${name}.log`);
  }

  /** The command line that starts the app; a link may be added. `attach` gives access to its window. */
  command(): string {
    const words = [...this.#words(), '--remote-debugging-port=0', ...this.#arguments()];
    return words.join(' ');
  }

  /** Once, before the first start. */
  async install(): Promise<void> {
    await this.#writeServices();
    await this.#user.file(`${this.#name}.log`, '');
    // All its output, from the first line, is kept: it is searched for secrets.
    await this.#user.program(
      this.#name,
      `${holdDevToolsLine(this.#gate)}
exec > >(tee -a ${this.#log}) 2> >(tee -a ${this.#log} | hold >&2)
exec ${this.#words().join(' ')} "$@"`,
    );
  }

  /** Starts it and waits for its window. `link`: the link that starts it (cold start). */
  async start(link?: string): Promise<ConnectionsPage> {
    await this.#launch(link === undefined ? [] : [link]);
    return await this.page();
  }

  /** As the system starts it at login: without a window, unless there is no tray. */
  async startAtLogin({ hasTray }: { hasTray: boolean }): Promise<void> {
    await this.#launch(['--hidden'], hasTray ? 'no window' : 'a window');
  }

  /** Starts it while it is running; resolves when the second process has ended. */
  async startOnceMore(): Promise<void> {
    await this.#user.runs(this.#program, ...this.#arguments());
  }

  /**
   * Playwright attaches only once the window's page has loaded. Attaching while it loads is a race
   * that Playwright sometimes loses: then it waits forever for a window that is there.
   */
  async #launch(more: readonly string[], expected = 'a window'): Promise<void> {
    await rm(this.#portFile, { force: true });
    await rm(this.#gate, { force: true });
    const launching = _electron.launch({
      executablePath: this.#program,
      args: [...this.#arguments(), ...more],
      chromiumSandbox: !this.#user.isRoot,
      env: this.#user.env,
      cwd: this.#user.home,
      timeout: 0,
    });
    const failed = launching.then(
      () => null,
      () => 'failed' as const,
    );
    const there = expected === 'a window' ? this.#loadedWindow() : this.#endpoint();
    if ((await Promise.race([failed, there])) !== 'failed') await writeFile(this.#gate, '');
    this.#running = await launching;
    // Unlike other contexts, an Electron app's limits each action to 30 seconds by default.
    this.#running.context().setDefaultTimeout(0);
  }

  /** The address of Chromium's DevTools protocol. */
  async #endpoint(): Promise<string> {
    let port = '';
    await expect
      .poll(
        async () => {
          [port = ''] = (await readFile(this.#portFile, 'utf8').catch(() => '')).split('\n');
          return port;
        },
        { intervals: [50] },
      )
      .not.toBe('');
    return `http://127.0.0.1:${port}`;
  }

  /** The same, once the page in the window has loaded. */
  async #loadedWindow(): Promise<string> {
    const endpoint = await this.#endpoint();
    // Before that, the page's title is its address.
    const titles = async (): Promise<string[]> => {
      const answer = await fetch(`${endpoint}/json/list`);
      const targets = (await answer.json()) as { type: string; title: string }[];
      return targets.filter(({ type }) => type === 'page').map(({ title }) => title);
    };
    await expect
      .poll(() => titles().catch(() => 'nobody answers yet'), { intervals: [50] })
      .toContain('Lanyard');
    return endpoint;
  }

  /** As by the close button of the window frame. */
  async closeWindow(): Promise<void> {
    await this.application.evaluate(({ BrowserWindow }) => {
      BrowserWindow.getAllWindows()[0]?.close();
    });
  }

  /** As by dragging its edges; sizes in CSS pixels. */
  async resize(width: number, height: number): Promise<void> {
    await this.application.evaluate(
      ({ BrowserWindow }, size) => {
        BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height);
      },
      { width, height },
    );
  }

  /** How many windows are on the screen. */
  async visibleWindows(): Promise<number> {
    return await this.application.evaluate(
      ({ BrowserWindow }) =>
        BrowserWindow.getAllWindows().filter((each) => each.isVisible()).length,
    );
  }

  /** The window of an app that the test did not start itself, e.g. one started by a link. */
  async attach(): Promise<ConnectionsPage> {
    await this.#attached?.close();
    this.#attached = await chromium.connectOverCDP(await this.#loadedWindow(), { timeout: 0 });
    const [window] = this.#attached.contexts().flatMap((context) => context.pages());
    if (!window) throw new Error('The window went away while it was being attached to');
    return new ConnectionsPage(window);
  }

  get application(): ElectronApplication {
    if (!this.#running) throw new Error('Lanyard is not running');
    return this.#running;
  }

  /** The window of the running app. */
  async page(): Promise<ConnectionsPage> {
    return new ConnectionsPage(await this.application.firstWindow({ timeout: 0 }));
  }

  async quit(): Promise<void> {
    const running = this.#running;
    this.#running = null;
    await running?.close();
    // Playwright does not wait for all of its processes; the next start would meet them.
    if (running) await expect.poll(() => this.processes()).toEqual([]);
    // Another program may get the port next.
    await rm(this.#portFile, { force: true });
  }

  /** Clicks a button that restarts Lanyard. The new process is not under the test's control and is killed. */
  async endsBy(click: () => Promise<void>): Promise<void> {
    const ended = this.application.waitForEvent('close', { timeout: 0 });
    await click();
    await ended;
    // Not quit(): it would wait for the new process to end by itself.
    this.#running = null;
    await this.clear();
  }

  /** Kills all of its processes at once, as a power cut would. */
  async kill(): Promise<void> {
    const running = this.#running;
    this.#running = null;
    const closed = running?.waitForEvent('close', { timeout: 0 });
    await this.#killAll();
    await closed;
  }

  async restart(): Promise<ConnectionsPage> {
    await this.quit();
    return await this.start();
  }

  /** Ends everything that still uses this data folder. */
  async clear(): Promise<void> {
    await this.#attached?.close().catch(() => undefined);
    await this.quit().catch(() => undefined);
    await this.#killAll();
  }

  /** Also those that they start meanwhile, such as the one that restarts Lanyard. */
  async #killAll(): Promise<void> {
    const kill = async () => {
      const running = await this.processes();
      for (const { pid } of running) {
        try {
          process.kill(pid, 'SIGKILL');
        } catch {
          // It has already exited.
        }
      }
      return running;
    };
    await expect.poll(kill, { intervals: [50] }).toEqual([]);
  }

  async processes(): Promise<RunningProcess[]> {
    const mine = `--user-data-dir=${this.data}`;
    return (await runningProcesses()).filter(({ argv }) => argv.includes(mine));
  }

  /** Screenshots of all windows. */
  async pictures(): Promise<Buffer[]> {
    const windows = [
      ...(this.#running?.windows() ?? []),
      ...(this.#attached?.contexts() ?? []).flatMap((context) => context.pages()),
    ];
    const pictures = windows.map((window) =>
      window.screenshot({ timeout: 5000 }).catch(() => null),
    );
    return (await Promise.all(pictures)).filter((picture) => picture !== null);
  }

  async said(): Promise<string> {
    return await readFile(this.#log, 'utf8');
  }

  /** Where Chromium writes its DevTools port. */
  get #portFile(): string {
    return `${this.data}/DevToolsActivePort`;
  }

  /** Exists once Playwright may attach. */
  get #gate(): string {
    return this.#user.path(`${this.#name}.gate`);
  }

  get #program(): string {
    return this.#user.path('bin', this.#name);
  }

  #words(): string[] {
    const { data } = this;
    const built = this.#built;
    const user = this.#user;
    return [built.electron, ...(user.isRoot ? ['--no-sandbox'] : []), `--user-data-dir=${data}`];
  }

  #arguments(): string[] {
    return [this.#built.folder, '--services', this.#servicesFile];
  }

  get #servicesFile(): string {
    return this.#user.path('services.json');
  }

  async #writeServices(): Promise<void> {
    const services = this.#services.map(({ id, name, issuer, clientId, optionalScopes }) => ({
      id,
      name,
      group: 'Practice',
      practice: id === 'practice',
      issuer,
      client: { id: clientId },
      manageUrl: `${issuer}/connected-apps`,
      scopes: [
        { name: 'openid', words: 'Know who you are', default: true },
        { name: 'profile', words: 'See your name', default: true },
        { name: 'email', words: 'See your e-mail address', default: true },
        { name: 'offline_access', words: 'Stay connected', default: true },
        ...optionalScopes,
      ],
    }));
    await this.#user.file('services.json', JSON.stringify({ services }, null, 2));
  }
}
