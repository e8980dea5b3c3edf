/** Everything a test needs, real and not shared: display, home, password store, servers, browser. */
import { symlink } from 'node:fs/promises';
import { join } from 'node:path';

import { test as base } from '@playwright/test';

import type { Account } from './accounts.js';
import { AuthorizationServer, type ServerOptions } from './authorization-server.js';
import { SystemBrowser } from './browser.js';
import { BuiltApp } from './built-app.js';
import type { ConnectionsPage } from './connections-page.js';
import { Desktop } from './desktop.js';
import { Display } from './display.js';
import { Issued } from './issued.js';
import { Keyring } from './keyring.js';
import { Lanyard } from './lanyard.js';
import { LinkHandler } from './link-handler.js';
import { signInAs } from './sign-in-page.js';
import { User, type Rank } from './user.js';

export { expect } from '@playwright/test';

export interface Options {
  /** True if this computer has a password store. */
  passwordStore: boolean;
  /** True if links of the app's scheme open the app on this computer. */
  appLinks: boolean;
  practice: ServerOptions;
}

export interface Fixtures {
  user: User;
  keyring: Keyring;
  /** A tray and notifications, only where a test uses them. */
  desktop: Desktop;
  issued: Issued;
  /** All servers of this test. */
  servers: AuthorizationServer[];
  startServer: (options?: ServerOptions) => Promise<AuthorizationServer>;
  /** The "Practice service" of the app's catalogue. */
  server: AuthorizationServer;
  systemBrowser: SystemBrowser;
  linkHandler: LinkHandler;
  lanyard: Lanyard;
  /** A second copy of the app with its own data folder but the first one's vault. */
  secondCopy: Lanyard;
  /** Signs an account in at the practice service, from the first click to the last. */
  connectAs: (page: ConnectionsPage, account: Account) => Promise<void>;
  /** Starts Lanyard and connects this account at the practice service. */
  startConnectedAs: (account: Account) => Promise<ConnectionsPage>;
  failureReport: undefined;
}

export interface WorkerFixtures {
  rank: Rank;
  display: Display;
  built: BuiltApp;
}

export const test = base.extend<Options & Fixtures, WorkerFixtures>({
  passwordStore: [true, { option: true }],
  appLinks: [true, { option: true }],
  practice: [{}, { option: true }],

  rank: ['as we are', { option: true, scope: 'worker' }],
  display: [
    async ({}, use) => {
      const display = await Display.start();
      await use(display);
      await display.stop();
    },
    { scope: 'worker' },
  ],
  built: [
    async ({ rank }, use) => {
      const built = await BuiltApp.find(rank);
      await use(built);
      await built.remove();
    },
    { scope: 'worker' },
  ],

  user: async ({ rank, display }, use) => {
    const user = await User.moveIn(rank, display.name);
    await use(user);
    await user.moveOut();
  },
  keyring: [
    async ({ user, passwordStore }, use) => {
      const keyring = new Keyring(user);
      if (passwordStore) await keyring.start();
      await use(keyring);
      await keyring.stop();
    },
    { auto: true },
  ],
  // Uses the message bus that the keyring starts first.
  desktop: async ({ user }, use) => {
    const desktop = new Desktop(user);
    await desktop.start();
    await use(desktop);
    await desktop.stop();
  },
  issued: async ({}, use) => {
    await use(new Issued());
  },
  servers: async ({}, use) => {
    const servers: AuthorizationServer[] = [];
    await use(servers);
    await Promise.all(servers.map((server) => server.stop()));
  },
  startServer: async ({ issued, servers }, use) => {
    await use(async (options) => {
      const server = await AuthorizationServer.start(issued, options);
      servers.push(server);
      return server;
    });
  },
  server: async ({ startServer, practice }, use) => {
    await use(await startServer(practice));
  },
  systemBrowser: [
    async ({ user, servers }, use) => {
      const browser = new SystemBrowser(user, servers);
      await browser.makeDefault();
      await use(browser);
      await browser.close();
    },
    { auto: true },
  ],
  linkHandler: async ({ user }, use) => {
    await use(new LinkHandler(user));
  },
  lanyard: async ({ user, built, server, linkHandler, appLinks }, use) => {
    const lanyard = new Lanyard(built, user, [server]);
    await lanyard.install();
    if (appLinks) await linkHandler.install(lanyard.command());
    await use(lanyard);
    await lanyard.clear();
  },
  secondCopy: async ({ user, built, server, lanyard }, use) => {
    const second = new Lanyard(built, user, [server], 'data-of-second', 'second');
    await user.folder('data-of-second');
    await symlink(join(lanyard.data, 'vault'), join(second.data, 'vault'));
    await second.install();
    await use(second);
    await second.clear();
  },
  connectAs: async ({ server, systemBrowser }, use) => {
    await use(async (page, account) => {
      await systemBrowser.forgetSessions();
      await page.connectTo(server.name);
      await signInAs(await systemBrowser.nextPage(), account);
      await page.expectConnected(server.name, account.name);
    });
  },
  startConnectedAs: async ({ lanyard, connectAs }, use) => {
    await use(async (account) => {
      const page = await lanyard.start();
      await connectAs(page, account);
      return page;
    });
  },

  failureReport: [
    async ({ lanyard, servers }, use, testInfo) => {
      await use(undefined);
      if (testInfo.status === testInfo.expectedStatus) return;
      await testInfo.attach('what Lanyard said', { body: await lanyard.said() });
      const asked = servers.map(({ issuer, requests, callbacks, faults }) => ({
        issuer,
        requests,
        callbacks,
        faults,
      }));
      await testInfo.attach('what servers were asked', { body: JSON.stringify(asked, null, 2) });
      for (const [index, picture] of (await lanyard.pictures()).entries()) {
        await testInfo.attach(`window ${index + 1}`, { body: picture, contentType: 'image/png' });
      }
    },
    { auto: true },
  ],
});
