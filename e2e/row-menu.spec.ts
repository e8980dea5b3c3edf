import { ada } from './accounts.js';
import { expect, test } from './fixtures.js';
import { agree } from './sign-in-page.js';

test('the menu of a row refreshes, signs in again and renames, by mouse and by keyboard', async ({
  server,
  systemBrowser,
  startConnectedAs,
}) => {
  const page = await startConnectedAs(ada);
  const { keyboard } = page.window;
  const choose = (name: string) => page.window.getByRole('menuitem', { name }).click();
  const row = page.connection('Ada Example').getByRole('button');

  await row.click({ button: 'right' });
  await choose('Refresh now');
  await expect.poll(() => server.requestsTo('token', 'refresh_token')).toHaveLength(1);
  await page.expectRefreshed('Ada Example');

  await row.click({ button: 'right' });
  await choose('Sign in again');
  await agree(await systemBrowser.nextPage());
  await expect(page.status('Signed in again to Practice service as Ada Example')).toBeVisible();

  await row.focus();
  await keyboard.press('Shift+F10');
  const menu = page.window.getByRole('menu', { name: 'Ada Example' });
  await expect(menu.getByRole('menuitem').first()).toBeFocused();
  await keyboard.press('Escape');
  await expect(menu).toBeHidden();
  await expect(row, 'the focus returns').toBeFocused();

  await keyboard.press('ContextMenu');
  await expect(menu.getByRole('menuitem').first()).toBeFocused();
  await keyboard.type('Ren');
  await keyboard.press('Enter');
  const name = page.window.getByRole('textbox', { name: 'Name', exact: true });
  await expect(name).toBeFocused();
  await name.fill('Work');
  await keyboard.press('Enter');
  await expect(page.details('Work')).toBeVisible();
  await expect(page.connection('Work').getByRole('button'), 'the focus returns').toBeFocused();
});
