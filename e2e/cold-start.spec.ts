import { ada } from './accounts.js';
import { expect, test } from './fixtures.js';
import { signInAs } from './sign-in-page.js';

test('quit while the browser is open, Lanyard is started by the link and finishes the sign-in', async ({
  lanyard,
  server,
  systemBrowser,
}) => {
  const page = await lanyard.start();
  await page.connectTo('Practice service');
  const browserPage = await systemBrowser.nextPage();
  await expect(page.waiting).toBeVisible();
  await lanyard.quit();
  expect(await lanyard.processes()).toEqual([]);

  await signInAs(browserPage, ada);
  const startedByLink = await lanyard.attach();
  await expect(startedByLink.connection('Ada Example')).toBeVisible();
  expect(server.requestsTo('token')).toHaveLength(1);
  expect(systemBrowser.opened, 'no second browser').toHaveLength(1);
});

test('killed while the browser is open, Lanyard resumes waiting after a start, and the callback finishes the sign-in', async ({
  lanyard,
  systemBrowser,
}) => {
  const page = await lanyard.start();
  await page.connectTo('Practice service');
  const browserPage = await systemBrowser.nextPage();
  await expect(page.waiting).toBeVisible();
  await lanyard.kill();

  const again = await lanyard.start();
  await expect(again.waiting).toBeVisible();
  expect(systemBrowser.opened, 'no browser without a click').toHaveLength(1);
  await signInAs(browserPage, ada);
  await again.expectConnected('Practice service', 'Ada Example');
});

test('an unexpected link starts Lanyard and nothing else (H1)', async ({ lanyard, server }) => {
  const page = await lanyard.start('app.lanyard.desktop:/callback/practice?code=a&state=b');
  await expect(page.nothingYet).toBeVisible();
  await expect(page.alert).toBeHidden();
  expect(server.requests).toEqual([]);
});
