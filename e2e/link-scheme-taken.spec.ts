import { ada } from './accounts.js';
import { expect, test } from './fixtures.js';
import { signInAs } from './sign-in-page.js';

test('a link scheme that another program takes while a sign-in waits is noticed, and the local address finishes it (N11)', async ({
  lanyard,
  server,
  systemBrowser,
  linkHandler,
}) => {
  const page = await lanyard.start();
  await page.connectTo(server.name);
  await (await systemBrowser.nextPage()).close();
  await expect(page.waiting).toBeVisible();
  await expect(page.alert).toBeHidden();

  await linkHandler.giveTo('other-program', '/bin/true');
  await expect(page.alert).toContainText('Another program, or none, now opens the link');

  await linkHandler.install(lanyard.command());
  await expect(page.alert).toBeHidden();

  await linkHandler.giveTo('other-program', '/bin/true');
  await page.alert.getByRole('button', { name: 'Use a local address instead' }).click();
  await signInAs(await systemBrowser.nextPage(), ada);
  await page.expectConnected(server.name, ada.name);
  expect(server.callbacks.map((address) => new URL(address).protocol)).toEqual(['http:']);
});
