import { ada } from './accounts.js';
import { expect, test } from './fixtures.js';
import type { Lanyard } from './lanyard.js';

const isEnabled = (lanyard: Lanyard, id: string) =>
  lanyard.application.evaluate(
    ({ Menu }, id) => Menu.getApplicationMenu()?.getMenuItemById(id)?.enabled,
    id,
  );
const choose = (lanyard: Lanyard, id: string) =>
  lanyard.application.evaluate(({ Menu }, id) => {
    Menu.getApplicationMenu()?.getMenuItemById(id)?.click();
  }, id);

test('the menu follows the selection and acts on it; nothing of it works while Lanyard is locked', async ({
  lanyard,
  server,
  startConnectedAs,
}) => {
  const page = await startConnectedAs(ada);
  await page.open(ada.name);
  await expect.poll(() => isEnabled(lanyard, 'rename')).toBe(true);
  await choose(lanyard, 'refresh');
  await expect.poll(() => server.requestsTo('token', 'refresh_token')).toHaveLength(1);
  await choose(lanyard, 'rename');
  await expect(page.window.getByRole('dialog', { name: 'Rename' })).toBeVisible();
  await page.leaveDialog();

  await choose(lanyard, 'lock');
  await expect(page.window.getByRole('heading', { name: 'Lanyard is locked' })).toBeVisible();
  await expect.poll(() => isEnabled(lanyard, 'rename')).toBe(false);
  expect(await isEnabled(lanyard, 'connect')).toBe(false);
  await page.button('Unlock').click();
  await expect(page.connection(ada.name)).toBeVisible();
  await expect.poll(() => isEnabled(lanyard, 'connect')).toBe(true);
});

test('the palette carries out an action by keyboard alone', async ({ startConnectedAs }) => {
  const page = await startConnectedAs(ada);
  await page.open(ada.name);
  const { keyboard } = page.window;
  await keyboard.press('Control+k');
  await expect(page.window.getByRole('searchbox', { name: /Search actions/ })).toBeFocused();
  await keyboard.type('renam');
  await expect(page.window.getByRole('menuitem')).toHaveCount(1);
  await keyboard.press('Enter');
  await expect(page.window.getByRole('dialog', { name: 'Rename' })).toBeVisible();
  await expect(page.window.getByRole('textbox').first()).toBeFocused();
});
