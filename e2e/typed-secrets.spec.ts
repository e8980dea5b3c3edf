/** Typed secrets in the memory of the window: gone once they were sent, or the form is left. */
import type { Page } from '@playwright/test';

import { ada } from './accounts.js';
import { makeClientKeys } from './client-keys.js';
import { expect, test } from './fixtures.js';
import { everythingIn, heldIn } from './leaks.js';

async function expectForgotten(window: Page, typed: readonly string[]): Promise<void> {
  await expect.poll(async () => heldIn(await everythingIn(window), typed)).toEqual([]);
}

test('a client secret is gone once it was sent, while the browser is still signing in (N10)', async ({
  lanyard,
  issued,
  startServer,
  systemBrowser,
}) => {
  const clientSecret = issued.make('typed');
  const { issuer: address, clientId } = await startServer({ clientSecret });
  const page = await lanyard.start();
  await page.connectToAnother({ address, clientId, clientSecret, method: 'Local address' });
  await systemBrowser.nextPage();
  await expect(page.waiting).toBeVisible();
  await expectForgotten(page.window, [clientSecret]);
});

test('a client secret that was refused is gone, and is asked for again (N10)', async ({
  lanyard,
  issued,
  startServer,
}) => {
  const clientSecret = issued.make('typed');
  const { issuer: address, clientId } = await startServer({
    clientSecret: issued.make('typed'),
    redirectUris: [],
    client: { grant_types: ['client_credentials'], response_types: [] },
    more: { features: { clientCredentials: { enabled: true } } },
  });
  const page = await lanyard.start();
  const method = 'Service account (no browser)';
  await page.connectToAnother({ address, clientId, clientSecret, method });
  await expect(page.alert).toContainText('rejected the client ID or secret');
  await expectForgotten(page.window, [clientSecret]);
  await page.alert.getByRole('button', { name: 'Change the settings' }).click();
  await expect(page.field('Client ID')).toHaveValue(clientId);
  await expect(page.field('Client secret')).toHaveValue('');
  await expect(page.field('Client secret')).toHaveAccessibleDescription(/Enter it again/);
});

test('a client secret or key that was typed and not sent leaves with the form (N10)', async ({
  lanyard,
  issued,
  startServer,
}) => {
  const { issuer } = await startServer();
  const { pem } = await makeClientKeys();
  const typed = [issued.make('typed'), issued.make('typed'), pem.split('\n')[1] ?? ''];
  const page = await lanyard.start();
  const secret = page.field('Client secret');
  await page.chooseAnotherService();
  expect(await page.look(issuer)).toBe(true);
  await secret.fill(typed[0] ?? '');
  await page.button('Back').click();
  await expect(secret).toBeHidden();
  await expectForgotten(page.window, typed);

  expect(await page.look(issuer)).toBe(true);
  await expect(secret).toHaveValue('');
  await secret.pressSequentially(typed[1] ?? '');
  await page.leaveDialog();
  await expectForgotten(page.window, typed);

  await page.chooseAnotherService();
  expect(await page.look(issuer)).toBe(true);
  await expect(secret).toHaveValue('');
  await secret.fill(pem);
  await page.leaveDialog();
  await expectForgotten(page.window, typed);
});

test('a pasted address is gone once it was used, or the sign-in was cancelled (N10)', async ({
  lanyard,
  server,
  issued,
  systemBrowser,
}) => {
  const code = issued.make('typed');
  const page = await lanyard.start();
  await page.connectTo(server.name);
  await systemBrowser.nextPage();
  const paste = page.field('Address from the browser');
  await page.button('Paste the address instead').click();
  await paste.fill(`http://127.0.0.1/callback/practice?code=${code}&state=not-of-this-sign-in`);
  await page.button('Use this address').click();
  await expect(page.alert).toBeVisible();
  await page.leaveDialog();
  await expectForgotten(page.window, [code]);
});

test.describe('without a password store on this computer', () => {
  test.use({ passwordStore: false });

  test('a passphrase is gone once it was set or tried, right or wrong (N10)', async ({
    lanyard,
    issued,
    connectAs,
  }) => {
    const [passphrase, wrong] = [issued.make('typed'), issued.make('typed')];
    const page = await lanyard.start();
    await page.protectBy(passphrase);
    await expectForgotten(page.window, [passphrase]);
    await connectAs(page, ada);

    const again = await lanyard.restart();
    await again.unlockWith(wrong);
    await expect(again.alert).toContainText('Wrong passphrase.');
    await expectForgotten(again.window, [wrong]);
    await again.unlockWith(passphrase);
    await expect(again.connection(ada.name)).toBeVisible();
    await expectForgotten(again.window, [passphrase, wrong]);
  });

  test('a passphrase that was typed and not sent leaves with the question (N10)', async ({
    lanyard,
    issued,
  }) => {
    const typed = [issued.make('typed'), issued.make('typed')];
    const page = await lanyard.start();
    await page.connect.click();
    await page.field('Passphrase').fill(typed[0] ?? '');
    await page.field('Repeat the passphrase').fill(typed[1] ?? '');
    await page.leaveDialog();
    await expectForgotten(page.window, typed);
  });
});
