import { rm } from 'node:fs/promises';

import { ada } from './accounts.js';
import { expect, test } from './fixtures.js';
import { signInAs } from './sign-in-page.js';

test('a browser that does not open is noticed at once, and its link leads on (D11)', async ({
  lanyard,
  user,
  server,
  systemBrowser,
}) => {
  const path = user.env['PATH'] ?? '';
  user.env['PATH'] = `${user.path('bin')}:${path}`;
  const page = await lanyard.start();
  await user.program('xdg-open', 'echo "no method available for opening" >&2; exit 3');
  await page.connectTo(server.name);
  await expect(page.waiting).toBeVisible();
  await expect(page.alert).toContainText('The browser could not be opened.');
  expect(systemBrowser.opened).toEqual([]);

  await page.alert.getByRole('button', { name: 'Details' }).click();
  await expect(page.alert).toContainText('xdg-open ended with 3');
  await page.button('Copy the link').click();
  await expect(page.window.getByText('Link copied.')).toBeVisible();

  // Once there is a browser, opening it again clears the alert.
  await rm(user.path('bin', 'xdg-open'));
  await page.button('Open the browser again').click();
  await signInAs(await systemBrowser.nextPage(), ada);
  await page.expectConnected(server.name, ada.name);
});
