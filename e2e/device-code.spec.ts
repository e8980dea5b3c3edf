import { ada } from './accounts.js';
import type { AuthorizationServer, ServerOptions } from './authorization-server.js';
import type { ConnectionsPage } from './connections-page.js';
import { confirmCode, declineCode, enterCode } from './device-page.js';
import { expect, test } from './fixtures.js';
import { declineAs, signInAs } from './sign-in-page.js';

const deviceGrant = 'urn:ietf:params:oauth:grant-type:device_code';
const withCodes: ServerOptions = {
  redirectUris: [],
  client: { grant_types: [deviceGrant, 'refresh_token'], response_types: [] },
  more: { features: { deviceFlow: { enabled: true } } },
};

/** Up to the code shown in the window, which it returns. */
async function askForCode(page: ConnectionsPage, server: AuthorizationServer): Promise<string> {
  const { issuer: address, clientId } = server;
  await page.connectToAnother({ address, clientId, method: 'Code on another device' });
  return await page.userCode();
}

test('a code is shown with its page and a QR code; entered on another device, it connects (O17)', async ({
  lanyard,
  startServer,
  systemBrowser,
}) => {
  const server = await startServer(withCodes);
  const page = await lanyard.start();
  const code = await askForCode(page, server);
  await expect(page.window.getByText(`${server.issuer}/device`, { exact: true })).toBeVisible();
  await expect(page.window.getByRole('img', { name: /^QR code that opens/ })).toBeVisible();
  expect(systemBrowser.opened, 'no browser is opened here').toEqual([]);

  const elsewhere = await systemBrowser.visit(`${server.issuer}/device`);
  await enterCode(elsewhere, code);
  await confirmCode(elsewhere, code);
  await signInAs(elsewhere, ada);
  await page.expectConnected(`127.0.0.1:${server.port}`, 'Ada Example');

  const details = await page.openTokenDetails('Ada Example');
  await expect(details).toContainText('signed in by a code on another device');
  await expect(details).toContainText('none (no browser)');
  expect(systemBrowser.opened).toEqual([]);
});

test('the page opened in this browser already contains the code, for comparison', async ({
  lanyard,
  startServer,
  systemBrowser,
}) => {
  const server = await startServer(withCodes);
  const page = await lanyard.start();
  const code = await askForCode(page, server);
  await page.button('Open the page in this browser').click();
  const here = await systemBrowser.nextPage();
  await confirmCode(here, code);
  await signInAs(here, ada);
  await page.expectConnected(`127.0.0.1:${server.port}`, 'Ada Example');
});

for (const [where, decline] of [
  ['the code', declineCode],
  ['the access', (page: Parameters<typeof declineAs>[0]) => declineAs(page, ada)],
] as const) {
  test(`declining ${where} is reported in one sentence, and trying again gives a new code (H20)`, async ({
    lanyard,
    startServer,
    systemBrowser,
  }) => {
    const server = await startServer(withCodes);
    const page = await lanyard.start();
    const code = await askForCode(page, server);
    await page.button('Open the page in this browser').click();
    const here = await systemBrowser.nextPage();
    if (decline !== declineCode) await confirmCode(here, code);
    await decline(here);
    await expect(page.alert).toContainText('did not allow access.');
    await expect(page.connections).toBeHidden();

    await page.alert.getByRole('button', { name: 'Try again' }).click();
    expect(await page.userCode()).not.toBe(code);
    expect(systemBrowser.opened, 'no browser without a click').toHaveLength(1);
  });
}

test('killed while waiting for the code, Lanyard shows the same code after a start, and it connects', async ({
  lanyard,
  startServer,
  systemBrowser,
}) => {
  const server = await startServer(withCodes);
  const code = await askForCode(await lanyard.start(), server);
  await lanyard.kill();

  const again = await lanyard.start();
  expect(await again.userCode()).toBe(code);
  const elsewhere = await systemBrowser.visit(`${server.issuer}/device`);
  await enterCode(elsewhere, code);
  await confirmCode(elsewhere, code);
  await signInAs(elsewhere, ada);
  await again.expectConnected(`127.0.0.1:${server.port}`, 'Ada Example');
  expect(server.requestsTo('device_authorization'), 'one code in all').toHaveLength(1);
});

test('approved while Lanyard was closed, the sign-in finishes when it is started', async ({
  lanyard,
  startServer,
  systemBrowser,
}) => {
  const server = await startServer(withCodes);
  const code = await askForCode(await lanyard.start(), server);
  await lanyard.quit();

  const elsewhere = await systemBrowser.visit(`${server.issuer}/device`);
  await enterCode(elsewhere, code);
  await confirmCode(elsewhere, code);
  await signInAs(elsewhere, ada);
  await expect(elsewhere.getByRole('heading', { name: 'Sign-in Success' })).toBeVisible();
  const again = await lanyard.start();
  await again.expectConnected(`127.0.0.1:${server.port}`, 'Ada Example');
});
