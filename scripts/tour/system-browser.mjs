/**
 * The default browser of the tour: the app opens an address by xdg-open, and the tour shows it in a
 * real, visible Chromium.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { installHandler, linkScheme } from '../setup/link-handler.mjs';
import { SetupError } from '../setup/progress.mjs';
import { isRoot } from '../setup/project.mjs';
import { findChromium } from '../setup/system-packages.mjs';
import { waitFor } from './wait-for.mjs';

/**
 * @typedef {object} SystemBrowser
 * @property {() => Promise<import('playwright').Page>} nextPage the page of the next address that
 *   the app opens
 * @property {() => Promise<void>} close
 */

/**
 * @param {import('./desktop.mjs').Desktop} desktop gets this as its default browser
 * @param {string} origin whose pages may open the app without a prompt of the browser, which the
 *   tour could not answer
 * @returns {Promise<SystemBrowser>}
 */
export async function makeSystemBrowser({ home, env }, origin) {
  const opened = join(home, 'opened');
  const program = join(home, 'browser');
  await writeFile(program, `#!/bin/sh\nprintf '%s\\n' "$1" >> '${opened}'\n`, { mode: 0o755 });
  // xdg-open uses the default of the scheme, and BROWSER if there is none.
  env.BROWSER = program;
  const schemes = ['http', 'https'];
  await installHandler(
    { entryName: 'browser.desktop', name: 'Browser', schemes, command: [program] },
    env,
  );
  const profile = join(home, 'chromium');
  await mkdir(join(profile, 'Default'), { recursive: true });
  const allowed = { [origin]: { [linkScheme]: true } };
  await writeFile(
    join(profile, 'Default', 'Preferences'),
    JSON.stringify({ protocol_handler: { allowed_origin_protocol_pairs: allowed } }),
  );

  /** @type {Promise<import('playwright').BrowserContext> | undefined} */
  let context;
  const start = async () => {
    const executablePath = findChromium();
    if (executablePath === undefined) throw new SetupError('The tour needs Chromium or Chrome.');
    const { chromium } = await import('playwright');
    return await chromium.launchPersistentContext(profile, {
      executablePath,
      headless: false,
      chromiumSandbox: !isRoot,
      env,
      viewport: { width: 1000, height: 760 },
      args: [
        '--disable-gpu',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    });
  };
  let shown = 0;
  return {
    async nextPage() {
      const address = await waitFor('the app to open the browser', async () => {
        const addresses = (await readFile(opened, 'utf8').catch(() => '')).split('\n');
        return addresses.slice(0, -1)[shown];
      });
      shown += 1;
      const page = await (await (context ??= start())).newPage();
      await page.goto(address);
      return page;
    },
    close: async () => (await context)?.close(),
  };
}
