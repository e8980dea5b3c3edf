import { ada } from './accounts.js';
import { tabTo } from './by-keyboard.js';
import { expect, test } from './fixtures.js';
import { signInAs } from './sign-in-page.js';

test('connecting, viewing, renaming, refreshing and disconnecting need no mouse', async ({
  lanyard,
  server,
  systemBrowser,
}) => {
  const page = await lanyard.start();
  const { keyboard } = page.window;
  await tabTo(page.connect);
  await keyboard.press('Enter');
  await expect(page.connecting).toBeVisible();
  await keyboard.press('Escape');
  await expect(page.connecting).toBeHidden();
  await expect(page.connect, 'the focus returns').toBeFocused();

  await keyboard.press('Enter');
  await tabTo(page.connecting.getByRole('button', { name: 'Practice service', exact: true }));
  await keyboard.press('Enter');
  await signInAs(await systemBrowser.nextPage(), ada);
  await page.expectConnected('Practice service', 'Ada Example');

  await tabTo(page.button('Refresh now'));
  await keyboard.press('Enter');
  await expect.poll(() => server.requestsTo('token', 'refresh_token')).toHaveLength(1);

  await tabTo(page.button('Rename'));
  await keyboard.press('Enter');
  const name = page.window.getByRole('textbox', { name: 'Name', exact: true });
  await tabTo(name);
  await keyboard.press('Control+A');
  await keyboard.type('Work');
  await keyboard.press('Enter');
  await expect(page.details('Work')).toBeVisible();

  await tabTo(page.window.getByRole('tab', { name: 'Overview' }));
  await keyboard.press('End');
  await expect(page.window.getByRole('tab', { name: 'Token details' })).toHaveAttribute(
    'aria-selected',
    'true',
  );

  await tabTo(page.button('Disconnect'));
  await keyboard.press('Enter');
  await expect(page.disconnecting).toBeVisible();
  await tabTo(page.disconnecting.getByRole('button', { name: 'Disconnect', exact: true }));
  await keyboard.press('Enter');
  await expect(page.window.getByText(/Confirmed:/)).toBeVisible();
});
