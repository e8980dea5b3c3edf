import { ada, bob } from './accounts.js';
import { expect, test } from './fixtures.js';

test('two connections are refreshed and disconnected together, by keyboard, each with its result', async ({
  server,
  connectAs,
  startConnectedAs,
}) => {
  const page = await startConnectedAs(ada);
  await connectAs(page, bob);
  await expect(page.listed).toHaveCount(2);
  const { keyboard } = page.window;
  const button = (name: string) => page.button(name);
  const results = page.window.getByRole('list', { name: 'Results' }).getByRole('listitem');

  await page.connection('Ada Example').getByRole('button').focus();
  await keyboard.press('Shift+ArrowDown');
  await expect(page.connections.getByRole('checkbox', { checked: true })).toHaveCount(2);
  await button('Refresh').press('Enter');
  await expect(results.filter({ hasText: 'Refreshed' })).toHaveCount(2);
  expect(server.requestsTo('token', 'refresh_token')).toHaveLength(2);
  await expect(page.window.getByRole('heading', { name: /^Refreshed 2 of 2/ })).toBeFocused();
  await button('Dismiss results').first().press('Enter');

  await page.connection('Bob Example').getByRole('button').focus();
  await keyboard.press('Control+A');
  await button('Disconnect…').press('Enter');
  await expect(page.disconnecting).toContainText('Disconnect 2 connections?');
  await page.disconnecting.getByRole('button', { name: 'Disconnect', exact: true }).press('Enter');
  await expect(results.filter({ hasText: 'Confirmed: Practice service refused' })).toHaveCount(2);
  await button('Dismiss results').press('Enter');
  await expect(page.nothingYet).toBeVisible();
});
