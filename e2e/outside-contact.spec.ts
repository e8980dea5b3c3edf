import { ada } from './accounts.js';
import { expect, test as base } from './fixtures.js';
import { Lanyard } from './lanyard.js';
import { NetworkCalls } from './network-calls.js';

const test = base.extend<{ calls: NetworkCalls }>({
  calls: async ({ user }, use) => {
    await use(await NetworkCalls.recordedFor(user));
  },
  lanyard: async ({ user, built, server, linkHandler, calls }, use) => {
    const lanyard = new Lanyard(calls.of(built), user, [server]);
    await lanyard.install();
    await linkHandler.install(lanyard.command());
    await use(lanyard);
    await lanyard.clear();
  },
});

test('a whole session contacts the user’s service and nobody else, and looks up no name (N4)', async ({
  lanyard,
  server,
  calls,
  startConnectedAs,
}) => {
  const page = await startConnectedAs(ada);
  await page.refresh('Ada Example');
  await page.expectRefreshed('Ada Example');
  const details = await page.openTokenDetails('Ada Example');
  await expect(details).toContainText('offline_access');
  await page.openSettings();
  await lanyard.quit();
  expect(await calls.contacted()).toEqual([`TCP ${new URL(server.issuer).host}`]);
});

test('the record of a session shows every connection and lookup of a name, by Chromium and by Node (N4)', async ({
  lanyard,
  calls,
}) => {
  const page = await lanyard.start();
  await page.usable();
  await lanyard.application.evaluate(async ({ net }) => {
    await Promise.allSettled([
      net.fetch('http://127.0.0.2:4040/'),
      fetch('http://127.0.0.3:4040/'),
      fetch('http://name.example/'),
    ]);
  });
  await lanyard.quit();
  const contacted = await calls.contacted();
  const lookups = contacted.filter((each) => /:53$|resolve|avahi/.test(each));
  expect(lookups).not.toEqual([]);
  expect(contacted.filter((each) => !lookups.includes(each))).toEqual([
    'TCP 127.0.0.2:4040',
    'TCP 127.0.0.3:4040',
  ]);
});
