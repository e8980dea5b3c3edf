import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { ada } from './accounts.js';
import { expect, test } from './fixtures.js';

test('a vault restored from an older copy is reported as older; an intact one is not (H65, R5)', async ({
  lanyard,
  startConnectedAs,
}) => {
  const vault = join(lanyard.data, 'vault');
  await startConnectedAs(ada);
  await lanyard.quit();
  await cp(vault, `${vault}-copy`, { recursive: true });

  const page = await lanyard.start();
  await expect(page.connection('Ada Example')).toContainText('Working');
  const notice = page.window.getByRole('note');
  await expect(notice).toHaveCount(0);
  await page.refresh('Ada Example');
  await page.expectRefreshed('Ada Example');
  await lanyard.quit();
  await rm(vault, { recursive: true });
  await cp(`${vault}-copy`, vault, { recursive: true });

  const again = await lanyard.start();
  const told = again.window.getByRole('note');
  await expect(told).toContainText('older than expected');
  await expect(told).toContainText('Lanyard deleted nothing.');
  await told.getByRole('button', { name: 'Details' }).click();
  await expect(told).toContainText('seen on this computer');
  await again.button('Dismiss this notice').click();
  await expect(told).toHaveCount(0);
  await expect(again.connection('Ada Example')).toBeVisible();
});
