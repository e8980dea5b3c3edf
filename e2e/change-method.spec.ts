import { ada } from './accounts.js';
import type { ConnectionsPage } from './connections-page.js';
import { confirmCode } from './device-page.js';
import { expect, test } from './fixtures.js';
import { signInAs } from './sign-in-page.js';

test.use({
  practice: {
    client: {
      grant_types: [
        'authorization_code',
        'refresh_token',
        'urn:ietf:params:oauth:grant-type:device_code',
      ],
    },
    more: { features: { deviceFlow: { enabled: true } } },
  },
});

/** Other ways are offered once nothing has come back for a while. */
async function goOnBy(page: ConnectionsPage, way: string): Promise<void> {
  await page.passTime(60_000);
  await page.button(way).click();
}

test('while waiting for the browser, the sign-in changes to a local address and finishes there', async ({
  lanyard,
  server,
  systemBrowser,
}) => {
  const page = await lanyard.start();
  await page.connectTo('Practice service');
  await (await systemBrowser.nextPage()).close();
  await goOnBy(page, 'Use a local address instead');
  const browser = await systemBrowser.nextPage();
  await signInAs(browser, ada);
  await page.expectConnected('Practice service', 'Ada Example');
  await expect(browser.getByRole('heading', { name: 'You are connected' })).toBeVisible();
  await expect(browser.getByRole('main')).toHaveCSS('border-radius', '14px');
  expect(server.authorizations.map((asked) => asked['redirect_uri'])).toEqual([
    'app.lanyard.desktop:/callback/practice',
    expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/callback\/practice$/),
  ]);
});

test('while waiting for the browser, the sign-in changes to a code; the abandoned page has no effect (H5)', async ({
  lanyard,
  server,
  systemBrowser,
}) => {
  const page = await lanyard.start();
  await page.connectTo('Practice service');
  const leftBehind = await systemBrowser.nextPage();
  await goOnBy(page, 'Use a code on my phone');
  await expect(page.enteringCode).toBeVisible();
  await signInAs(leftBehind, ada);
  await expect.poll(() => server.callbacks).toHaveLength(1);
  await expect(page.enteringCode).toBeVisible();
  expect(server.requestsTo('token', 'authorization_code')).toEqual([]);

  const code = await page.userCode();
  await page.button('Open the page in this browser').click();
  const elsewhere = await systemBrowser.nextPage();
  await confirmCode(elsewhere, code);
  await elsewhere.getByRole('button', { name: 'Continue' }).click();
  await page.expectConnected('Practice service', 'Ada Example');
  await expect(page.listed).toHaveCount(1);
});

test('while waiting for a code, the sign-in changes to the browser; the abandoned code has no effect', async ({
  lanyard,
  server,
  systemBrowser,
}) => {
  const page = await lanyard.start();
  await page.connectTo('Practice service');
  await (await systemBrowser.nextPage()).close();
  await goOnBy(page, 'Use a code on my phone');
  await expect(page.enteringCode).toBeVisible();
  await goOnBy(page, 'Use an app link instead');
  await signInAs(await systemBrowser.nextPage(), ada);
  await page.expectConnected('Practice service', 'Ada Example');
  expect(server.requestsTo('token', 'authorization_code')).toHaveLength(1);
});
