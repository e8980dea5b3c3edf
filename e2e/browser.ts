import { watch, type FSWatcher } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile, chown } from 'node:fs/promises';
import { join } from 'node:path';

import { chromium, expect, type BrowserContext, type Page } from '@playwright/test';

import type { AuthorizationServer } from './authorization-server.js';
import type { User } from './user.js';

const handOver = (spool: string) => `
# Renamed into place only once complete, so that it is never read half-written.
address="$(mktemp ${spool}/.XXXXXX)"
printf '%s' "$1" > "$address"
mv "$address" "${spool}/$(date +%s%N)-$$"`;

/**
 * The person's browser: a real Chromium, opened through xdg-open and started when the first address
 * arrives.
 */
export class SystemBrowser {
  /** Each address the operating system was asked to open, oldest first. */
  readonly opened: string[] = [];
  readonly #pages: Page[] = [];
  readonly #seen = new Set<string>();
  #shown = 0;
  #context: Promise<BrowserContext> | null = null;
  #watcher: FSWatcher | null = null;
  #arriving: Promise<void> = Promise.resolve();
  readonly #profile: string;

  readonly #user: User;
  readonly #servers: readonly AuthorizationServer[];

  constructor(
    user: User,
    servers: readonly AuthorizationServer[],
    /** True if links of the app's scheme open the app without a prompt. */
    public opensAppLinks = true,
  ) {
    this.#user = user;
    this.#servers = servers;
    this.#profile = join(user.home, 'browser');
  }

  async makeDefault(): Promise<void> {
    const user = this.#user;
    const spool = await user.folder('spool');
    const script = await user.program('browser', handOver(spool));
    user.env['BROWSER'] = script;
    await user.folder('.local');
    await user.folder('.local/share');
    await user.folder('.local/share/applications');
    await user.file(
      '.local/share/applications/browser.desktop',
      `[Desktop Entry]\nType=Application\nName=Browser\nExec=${script} %u\nMimeType=x-scheme-handler/http;x-scheme-handler/https;\n`,
    );
    await user.folder('.config');
    await user.runs(
      'xdg-mime',
      'default',
      'browser.desktop',
      'x-scheme-handler/http',
      'x-scheme-handler/https',
    );
    this.#watcher = watch(spool, () => {
      this.#arriving = this.#arriving.then(() => this.#collect(spool));
    });
  }

  /** The next opened page that the test has not seen yet. */
  async nextPage(): Promise<Page> {
    const index = this.#shown;
    await expect
      .poll(() => this.#pages.length, {
        message: 'the system browser is opened',
        intervals: [50],
      })
      .toBeGreaterThan(index);
    this.#shown += 1;
    const page = this.#pages[index];
    if (!page) throw new Error('unreachable');
    return page;
  }

  /** Opens an address as if the person had typed or pasted it. */
  async visit(address: string): Promise<Page> {
    const page = await (await this.#start()).newPage();
    await page.goto(address, { waitUntil: 'commit' }).catch(ignoreWhatBrowsersShow);
    return page;
  }

  /** The content of the clipboard, as any program of this desktop would paste it. */
  async paste(): Promise<string> {
    const page = await (await this.#start()).newPage();
    await page.setContent('<textarea autofocus></textarea>');
    const box = page.locator('textarea');
    await box.focus();
    await page.keyboard.press('Control+V');
    const pasted = await box.inputValue();
    await page.close();
    return pasted;
  }

  /** The next sign-in asks for an account again. */
  async forgetSessions(): Promise<void> {
    await (await this.#context)?.clearCookies();
  }

  async close(): Promise<void> {
    this.#watcher?.close();
    await this.#arriving.catch(() => undefined);
    await (await this.#context?.catch(() => null))?.close();
    await rm(this.#profile, { recursive: true, force: true, maxRetries: 5 });
  }

  async #collect(spool: string): Promise<void> {
    const names = (await readdir(spool)).filter(
      (name) => !name.startsWith('.') && !this.#seen.has(name),
    );
    for (const name of names.sort()) {
      this.#seen.add(name);
      const address = await readFile(join(spool, name), 'utf8');
      this.opened.push(address);
      this.#pages.push(await this.visit(address));
    }
  }

  #start(): Promise<BrowserContext> {
    return (this.#context ??= this.#launch());
  }

  async #launch(): Promise<BrowserContext> {
    const profile = this.#profile;
    const user = this.#user;
    const origins = this.#servers.map(({ issuer }) => [
      new URL(issuer).origin,
      { 'app.lanyard.desktop': true },
    ]);
    await mkdir(join(profile, 'Default'), { recursive: true });
    await writeFile(
      join(profile, 'Default', 'Preferences'),
      JSON.stringify({
        protocol_handler: this.opensAppLinks
          ? { allowed_origin_protocol_pairs: Object.fromEntries(origins) as unknown }
          : {},
      }),
    );
    const { uid } = user;
    if (uid !== null) {
      for (const part of ['', 'Default', 'Default/Preferences']) {
        await chown(join(profile, part), uid, uid);
      }
    }
    const program = await user.program('chromium', 'exec /usr/bin/chromium "$@"');
    return await chromium.launchPersistentContext(profile, {
      executablePath: program,
      headless: false,
      chromiumSandbox: !user.isRoot,
      env: user.env,
      viewport: null,
      args: [
        '--disable-gpu',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        // The practice pages request a web font, which is not reachable.
        '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
      ],
    });
  }
}

/** The browser shows an error page for an address that leads nowhere or to another program. */
function ignoreWhatBrowsersShow(error: unknown): void {
  if (!String(error).includes('net::ERR_')) throw error;
}
