import { readdir } from 'node:fs/promises';

import { ada, bob } from './accounts.js';
import { expect, test } from './fixtures.js';
import { marker } from './issued.js';
import {
  everythingIn,
  expectNothingLeft,
  expectOnlyInMain,
  filesHolding,
  hearEvents,
  heldIn,
} from './leaks.js';

test('no token, code, verifier or state of a connection’s whole life is in files, output, arguments or window (R17)', async ({
  lanyard,
  server,
  issued,
  linkHandler,
  connectAs,
}) => {
  const page = await lanyard.start();
  const { window } = page;
  const events = await hearEvents(window);

  await connectAs(page, ada);
  await connectAs(page, bob);
  await page.refresh('Bob Example');
  await expect.poll(() => server.requestsTo('token', 'refresh_token')).toHaveLength(1);
  const details = await page.openTokenDetails('Bob Example');
  await details.getByRole('button', { name: 'Ask the server' }).click();
  await expect(details).toContainText('the access token is active');
  await linkHandler.open(server.callbacks[0] ?? '');

  const secrets = [marker, ...issued.all()];
  expect(issued.all().length, 'there are secrets to find').toBeGreaterThan(15);
  const heard = await events();
  expect(heard, 'the events were heard').toContain('Bob Example');
  expect.soft(heldIn(heard, secrets), 'events').toEqual([]);
  await expectOnlyInMain(lanyard, window, secrets);
  const clipboard = await lanyard.application.evaluate((electron) => electron.clipboard.readText());
  expect.soft(heldIn(clipboard, secrets), 'clipboard').toEqual([]);

  await page.disconnect('Ada Example');
  await expect(window.getByText(/Confirmed:/)).toBeVisible();
  await lanyard.quit();
  await expectNothingLeft(lanyard, [marker, ...issued.all()]);
});

test('a crash leaves nothing of the app’s memory on the disk (R17)', async ({
  lanyard,
  user,
  issued,
  startConnectedAs,
}) => {
  await startConnectedAs(ada);
  // The window first, then the processes that hold tokens: main and network.
  const all = await lanyard.processes();
  const isWindow = ({ argv }: { argv: string[] }) => argv.includes('--type=renderer');
  expect(all.filter(isWindow)).not.toEqual([]);
  for (const { pid } of [...all.filter(isWindow), ...all.filter((each) => !isWindow(each))]) {
    try {
      process.kill(pid, 'SIGSEGV');
    } catch {
      // It crashed along with another.
    }
  }
  await expect.poll(() => lanyard.processes()).toEqual([]);
  const files = await readdir(user.home, { recursive: true });
  expect(files.filter((name) => /\.(dmp|core)$|(^|\/)core(\.\d+)?$/.test(name))).toEqual([]);
  expect(await filesHolding(lanyard.data, [marker, ...issued.all()])).toEqual([]);
});

test('the search for secrets finds planted ones', async ({ lanyard, user, issued }) => {
  await lanyard.start();
  const secret = issued.make('typed');
  await user.file('data/leak', `x${Buffer.from(`ab${secret}cd`).toString('base64')}`);
  expect(await filesHolding(lanyard.data, [secret])).toEqual([`${lanyard.data}/leak`]);
  const page = await lanyard.page();
  await page.window.evaluate((value) => {
    (window as unknown as { kept: object }).kept = { value };
  }, secret);
  expect(heldIn(await everythingIn(page.window), [secret])).toHaveLength(1);
});
