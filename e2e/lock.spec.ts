import { ada } from './accounts.js';
import type { ConnectionsPage } from './connections-page.js';
import { expect, test } from './fixtures.js';

interface Api {
  readonly onConnectionsChanged: (listener: (sent: unknown) => void) => void;
  readonly windowReady: (request: object) => Promise<unknown>;
}

const locked = (page: ConnectionsPage) =>
  page.window.getByRole('heading', { name: 'Lanyard is locked' });

async function lockNow(page: ConnectionsPage): Promise<void> {
  await page.openSettings();
  await page.button('Lock now').click();
}

test('locked by hand, the window, its memory and its tray name nobody, also after the window was loaded again', async ({
  server,
  startConnectedAs,
}) => {
  const page = await startConnectedAs(ada);
  await lockNow(page);
  await expect(locked(page)).toBeVisible();
  await expect(page.button('Unlock')).toBeFocused();
  const everything = () =>
    page.window.evaluate(() => document.documentElement.outerHTML + document.title);
  expect(await everything()).not.toContain(ada.name);

  await page.window.reload();
  await expect(locked(page)).toBeVisible();
  expect(await everything()).not.toContain(ada.name);
  const list = await page.window.evaluate(
    () =>
      new Promise((resolve) => {
        const { api } = window as unknown as { api: Api };
        api.onConnectionsChanged(resolve);
        void api.windowReady({}).then(() => resolve(null));
      }),
  );
  expect(list, 'nothing that the page asks for brings the names').toBeNull();

  await page.button('Unlock').click();
  await expect(page.connection(ada.name)).toContainText('Working');
  await page.refresh(ada.name);
  await expect.poll(() => server.requestsTo('token', 'refresh_token')).toHaveLength(1);
});

test.describe('under a passphrase', () => {
  test.use({ passwordStore: false });

  test('a start names nobody before the passphrase has been entered', async ({
    lanyard,
    issued,
    connectAs,
  }) => {
    const passphrase = issued.make('typed');
    const page = await lanyard.start();
    await page.protectBy(passphrase);
    await connectAs(page, ada);
    const again = await lanyard.restart();
    await expect(locked(again)).toBeVisible();
    await expect(again.field('Passphrase')).toBeFocused();
    const text = await again.window.evaluate(() => document.documentElement.outerHTML);
    expect(text).not.toContain(ada.name);
    await again.unlockWith(passphrase);
    await expect(again.connection(ada.name)).toContainText('Working');
  });
});
