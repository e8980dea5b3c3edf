import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { ada } from './accounts.js';
import { expect, test } from './fixtures.js';
import { signInAs } from './sign-in-page.js';

/** A server that notes what it is asked, and has nothing. */
async function startOtherServer() {
  const paths: string[] = [];
  const http = createServer(({ url = '' }, response) => {
    paths.push(url);
    response.writeHead(404).end();
  }).listen(0, '127.0.0.1');
  await once(http, 'listening');
  const host = `127.0.0.1:${(http.address() as AddressInfo).port}`;
  return { host, paths, stop: () => http.close() };
}

test('a changed definition moves "Sign in again" only once both hosts were confirmed (N8)', async ({
  lanyard,
  server,
  systemBrowser,
  user,
  startConnectedAs,
}) => {
  await startConnectedAs(ada);
  const other = await startOtherServer();
  await lanyard.quit();
  const definitions = await readFile(user.path('services.json'), 'utf8');
  const own = new URL(server.issuer).host;
  await user.file('services.json', definitions.replaceAll(own, other.host));
  const page = await lanyard.start();

  await page.refresh(ada.name);
  await page.expectRefreshed(ada.name);
  expect(other.paths, 'refreshing stays where it was').toEqual([]);

  const before = systemBrowser.opened.length;
  await page.button('Open Practice service’s page of connected apps').click();
  await expect(page.alert).toContainText(`Before: ${own}`);
  await expect(page.alert).toContainText(`Now: ${other.host}`);
  expect(systemBrowser.opened).toHaveLength(before);
  await page.button(`Open ${own}, as before`).click();
  await expect.poll(() => systemBrowser.opened.at(-1)).toContain(`${own}/connected-apps`);
  await systemBrowser.nextPage();
  expect(other.paths).toEqual([]);

  await page.signInAgain(ada.name);
  const question = page.window.getByRole('alertdialog');
  await expect(question).toContainText(`Before: ${own}`);
  await expect(question).toContainText(`Now: ${other.host}`);
  await expect(question.getByRole('heading')).toBeFocused();
  const opened = systemBrowser.opened.length;
  expect(other.paths).toEqual([]);
  await question.getByRole('button', { name: `Keep ${own}` }).click();
  await systemBrowser.forgetSessions();
  await signInAs(await systemBrowser.nextPage(), ada);
  await expect(page.status('Signed in again to Practice service as Ada Example')).toBeVisible();
  expect(systemBrowser.opened.slice(opened).map((url) => new URL(url).host)).toEqual([own]);
  expect(other.paths).toEqual([]);

  await page.signInAgain(ada.name);
  await question.getByRole('button', { name: `Sign in at ${other.host}` }).click();
  await expect(page.alert).toContainText(other.host);
  expect(other.paths.length).toBeGreaterThan(0);
  other.stop();
});
