import { ada } from './accounts.js';
import { expect, test } from './fixtures.js';

test('a removed connection can be brought back, works, and survives a restart', async ({
  lanyard,
  server,
  startConnectedAs,
}) => {
  let page = await startConnectedAs(ada);
  await page.keepMessages();
  await page.remove('Ada Example');
  await expect(page.status('Ada Example was removed from this computer')).toBeVisible();
  await page.button('Undo').click();
  await expect(page.status('Ada Example is back')).toBeVisible();
  await page.refresh('Ada Example');
  await expect.poll(() => server.requestsTo('token', 'refresh_token')).toHaveLength(1);
  await page.expectRefreshed('Ada Example');

  page = await lanyard.restart();
  await expect(page.connection('Ada Example')).toContainText('Working');
});
