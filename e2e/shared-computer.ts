/**
 * For tests that leave everything as they found it: one computer on which Lanyard is started once for
 * all the tests of a worker. A test that fails ends its worker, so the next one gets a new computer.
 */
import { AuthorizationServer } from './authorization-server.js';
import { SystemBrowser } from './browser.js';
import type { BuiltApp } from './built-app.js';
import type { ConnectionsPage } from './connections-page.js';
import { test as base } from './fixtures.js';
import { Issued } from './issued.js';
import { Keyring } from './keyring.js';
import { Lanyard } from './lanyard.js';
import { LinkHandler } from './link-handler.js';
import { User, type Rank } from './user.js';

export class Computer {
  readonly keyring: Keyring;
  readonly systemBrowser: SystemBrowser;
  readonly linkHandler: LinkHandler;
  readonly lanyard: Lanyard;

  private constructor(
    readonly user: User,
    readonly issued: Issued,
    readonly server: AuthorizationServer,
    built: BuiltApp,
  ) {
    this.keyring = new Keyring(user);
    this.systemBrowser = new SystemBrowser(user, [server]);
    this.linkHandler = new LinkHandler(user);
    this.lanyard = new Lanyard(built, user, [server]);
  }

  static async furnish(built: BuiltApp, rank: Rank, display: string): Promise<Computer> {
    const user = await User.moveIn(rank, display);
    const issued = new Issued();
    const server = await AuthorizationServer.start(issued);
    const computer = new Computer(user, issued, server, built);
    await computer.keyring.start();
    await computer.systemBrowser.makeDefault();
    await computer.lanyard.install();
    await computer.linkHandler.install(computer.lanyard.command());
    return computer;
  }

  async clear(): Promise<void> {
    await this.lanyard.clear();
    await this.systemBrowser.close();
    await this.server.stop();
    await this.keyring.stop();
    await this.user.moveOut();
  }
}

/** `prepare` is given the window of the first start. */
export function sharedComputer(
  prepare: (page: ConnectionsPage, computer: Computer) => Promise<void> = () => Promise.resolve(),
) {
  return base.extend<object, { computer: Computer }>({
    computer: [
      async ({ built, rank, display }, use) => {
        const computer = await Computer.furnish(built, rank, display.name);
        await prepare(await computer.lanyard.start(), computer);
        await use(computer);
        await computer.clear();
      },
      { scope: 'worker' },
    ],
    user: async ({ computer }, use) => use(computer.user),
    keyring: async ({ computer }, use) => use(computer.keyring),
    issued: async ({ computer }, use) => use(computer.issued),
    servers: async ({ computer }, use) => use([computer.server]),
    server: async ({ computer }, use) => use(computer.server),
    systemBrowser: async ({ computer }, use) => use(computer.systemBrowser),
    linkHandler: async ({ computer }, use) => use(computer.linkHandler),
    lanyard: async ({ computer }, use) => use(computer.lanyard),
  });
}
