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
import type { Person } from './person.js';
import { runningProcesses, type RunningProcess } from './processes.js';

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

/** The built app on one person's computer: one folder of data, started and ended as they would. */
export class Lanyard {
  readonly data: string;
  private running: ElectronApplication | null = null;
  private attached: Browser | null = null;
  private readonly log: string;

  constructor(
    private readonly built: BuiltApp,
    private readonly person: Person,
    private readonly services: readonly AuthorizationServer[],
    folder = 'data',
    private readonly name = 'lanyard',
  ) {
    this.data = person.path(folder);
    this.log = person.path(`${name}.log`);
  }

  /** What starts the app by hand; a link may be added. The window can be looked into (`attach`). */
  command(): string {
    const words = [...this.words(), '--remote-debugging-port=0', ...this.arguments()];
    return words.join(' ');
  }

  /** Once, before the first start. */
  async install(): Promise<void> {
    await this.writeServices();
    await this.person.file(`${this.name}.log`, '');
    // All its output, from the first line, is kept: it is searched for secrets.
    await this.person.program(
      this.name,
      `${holdDevToolsLine(this.gate)}
exec > >(tee -a ${this.log}) 2> >(tee -a ${this.log} | hold >&2)
exec ${this.words().join(' ')} "$@"`,
    );
  }

  /** Starts it and waits until it is of use. `link`: the one that started it, as in a cold start. */
  async start(link?: string): Promise<ConnectionsPage> {
    await this.launch(link === undefined ? [] : [link]);
    return await this.page();
  }

  /** As the system starts it when the person logs in: with a window only where there is no tray. */
  async startAtLogin({ hasTray }: { hasTray: boolean }): Promise<void> {
    await this.launch(['--hidden'], hasTray ? 'no window' : 'a window');
  }

  /** As a person starts what already runs; resolves when the second process has ended. */
  async startOnceMore(): Promise<void> {
    await this.person.runs(this.program, ...this.arguments());
  }

  /**
   * Attaching to a window while its first page loads can leave Playwright with a page it never
   * initializes or cannot run scripts in, for good. So it only attaches once the page is there.
   */
  private async launch(more: readonly string[], expected = 'a window'): Promise<void> {
    await rm(this.portFile, { force: true });
    await rm(this.gate, { force: true });
    const launching = _electron.launch({
      executablePath: this.program,
      args: [...this.arguments(), ...more],
      chromiumSandbox: !this.person.isRoot,
      env: this.person.env,
      cwd: this.person.home,
      timeout: 0,
    });
    const failed = launching.then(
      () => null,
      () => 'failed' as const,
    );
    const there = expected === 'a window' ? this.loadedWindow() : this.endpoint();
    if ((await Promise.race([failed, there])) !== 'failed') await writeFile(this.gate, '');
    this.running = await launching;
    // Unlike other contexts, an app's would give each action half a minute.
    this.running.context().setDefaultTimeout(0);
  }

  /** Where Chromium's DevTools protocol is spoken. */
  private async endpoint(): Promise<string> {
    let port = '';
    await expect
      .poll(
        async () => {
          [port = ''] = (await readFile(this.portFile, 'utf8').catch(() => '')).split('\n');
          return port;
        },
        { intervals: [50] },
      )
      .not.toBe('');
    return `http://127.0.0.1:${port}`;
  }

  /** The same, once the page in the window is there. */
  private async loadedWindow(): Promise<string> {
    const endpoint = await this.endpoint();
    // Until a page is there, its address stands in for its title.
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

  /** By the button of its frame. */
  async closeWindow(): Promise<void> {
    await this.application.evaluate(({ BrowserWindow }) => {
      BrowserWindow.getAllWindows()[0]?.close();
    });
  }

  /** As the person drags its edges; sizes in CSS pixels. */
  async resize(width: number, height: number): Promise<void> {
    await this.application.evaluate(
      ({ BrowserWindow }, size) => {
        BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height);
      },
      { width, height },
    );
  }

  /** What of it is on the screen. */
  async visibleWindows(): Promise<number> {
    return await this.application.evaluate(
      ({ BrowserWindow }) =>
        BrowserWindow.getAllWindows().filter((each) => each.isVisible()).length,
    );
  }

  /** The window of an app that someone else started, e.g. a link the person followed. */
  async attach(): Promise<ConnectionsPage> {
    this.attached = await chromium.connectOverCDP(await this.loadedWindow(), { timeout: 0 });
    const [window] = this.attached.contexts().flatMap((context) => context.pages());
    if (!window) throw new Error('The window went away while it was being attached to');
    return new ConnectionsPage(window);
  }

  get application(): ElectronApplication {
    if (!this.running) throw new Error('Lanyard is not running');
    return this.running;
  }

  /** The window of the app that runs. */
  async page(): Promise<ConnectionsPage> {
    return new ConnectionsPage(await this.application.firstWindow({ timeout: 0 }));
  }

  async quit(): Promise<void> {
    const { running } = this;
    this.running = null;
    await running?.close();
    // Playwright does not wait for the last of its processes, and one that starts meanwhile would meet it.
    if (running) await expect.poll(() => this.processes()).toEqual([]);
    // Another program may get the port next.
    await rm(this.portFile, { force: true });
  }

  /** By a button that starts Lanyard anew. What it starts is not ours to look into: it is ended too. */
  async endsBy(click: () => Promise<void>): Promise<void> {
    const ended = this.application.waitForEvent('close', { timeout: 0 });
    await click();
    await ended;
    await this.clear();
  }

  /** Ended as by a power cut: nothing of it has a say. */
  async kill(): Promise<void> {
    const { running } = this;
    this.running = null;
    const closed = running?.waitForEvent('close', { timeout: 0 });
    await this.killAll();
    await closed;
  }

  async restart(): Promise<ConnectionsPage> {
    await this.quit();
    return await this.start();
  }

  /** Whatever still runs on this folder of data, whoever started it. */
  async clear(): Promise<void> {
    await this.attached?.close().catch(() => undefined);
    await this.quit().catch(() => undefined);
    await this.killAll();
  }

  private async killAll(): Promise<void> {
    for (const { pid } of await this.processes()) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // It ended by itself meanwhile.
      }
    }
    await expect.poll(() => this.processes()).toEqual([]);
  }

  async processes(): Promise<RunningProcess[]> {
    const mine = `--user-data-dir=${this.data}`;
    return (await runningProcesses()).filter(({ argv }) => argv.includes(mine));
  }

  /** What every window looks like now. */
  async pictures(): Promise<Buffer[]> {
    const windows = [
      ...(this.running?.windows() ?? []),
      ...(this.attached?.contexts() ?? []).flatMap((context) => context.pages()),
    ];
    const pictures = windows.map((window) =>
      window.screenshot({ timeout: 5000 }).catch(() => null),
    );
    return (await Promise.all(pictures)).filter((picture) => picture !== null);
  }

  async said(): Promise<string> {
    return await readFile(this.log, 'utf8');
  }

  /** Where Chromium says how to look into its windows. */
  private get portFile(): string {
    return `${this.data}/DevToolsActivePort`;
  }

  /** A file that is there once Playwright may attach. */
  private get gate(): string {
    return this.person.path(`${this.name}.gate`);
  }

  private get program(): string {
    return this.person.path('bin', this.name);
  }

  private words(): string[] {
    const { built, person, data } = this;
    return [built.electron, ...(person.isRoot ? ['--no-sandbox'] : []), `--user-data-dir=${data}`];
  }

  private arguments(): string[] {
    return [this.built.folder, '--services', this.servicesFile];
  }

  private get servicesFile(): string {
    return this.person.path('services.json');
  }

  private async writeServices(): Promise<void> {
    const services = this.services.map(({ id, name, issuer, clientId }) => ({
      id,
      name,
      group: 'Practice',
      issuer,
      client: { id: clientId },
      manageUrl: `${issuer}/connected-apps`,
      scopes: [
        { name: 'openid', words: 'Know who you are', default: true },
        { name: 'profile', words: 'See your name', default: true },
        { name: 'email', words: 'See your e-mail address', default: true },
        { name: 'offline_access', words: 'Stay connected', default: true },
      ],
    }));
    await this.person.file('services.json', JSON.stringify({ services }, null, 2));
  }
}
