/** R17 for secrets that only some ways of connecting have: device codes, client secrets and keys, registrations. */
import type { Page } from '@playwright/test';

import { ada } from './accounts.js';
import { makeClientKeys } from './client-keys.js';
import type { ConnectionsPage } from './connections-page.js';
import { confirmCode } from './device-page.js';
import { expect, test as base } from './fixtures.js';
import { expectNothingLeft, expectOnlyInMain } from './leaks.js';
import { signInAs } from './sign-in-page.js';

interface Search {
  /** Nothing issued or typed is anywhere but in main's memory, now and after quitting. */
  nothingIsLeft: (window: Page) => Promise<void>;
}

const test = base.extend<Search>({
  nothingIsLeft: async ({ lanyard, issued }, use) => {
    await use(async (window) => {
      await expectOnlyInMain(lanyard, window, issued.all());
      await lanyard.quit();
      await expectNothingLeft(lanyard, issued.all());
    });
  },
});

async function refresh(page: ConnectionsPage, name: string): Promise<void> {
  await page.refresh(name);
  await expect(page.status(/was refreshed$/).first()).toBeVisible();
}

test('a device code is found nowhere, neither during the sign-in nor afterwards (R17)', async ({
  lanyard,
  issued,
  startServer,
  systemBrowser,
  nothingIsLeft,
}) => {
  const server = await startServer({
    redirectUris: [],
    client: {
      grant_types: ['urn:ietf:params:oauth:grant-type:device_code', 'refresh_token'],
      response_types: [],
    },
    more: { features: { deviceFlow: { enabled: true } } },
  });
  const page = await lanyard.start();
  const { issuer: address, clientId } = server;
  await page.connectToAnother({ address, clientId, method: 'Code on another device' });
  const code = await page.userCode();
  expect(issued.deviceCodes, 'there are secrets to find').toHaveLength(1);
  await nothingIsLeft(page.window);

  const again = await lanyard.start();
  await again.button('Open the page in this browser').click();
  const elsewhere = await systemBrowser.nextPage();
  await confirmCode(elsewhere, code);
  await signInAs(elsewhere, ada);
  await again.expectConnected(`127.0.0.1:${server.port}`, 'Ada Example');
  await nothingIsLeft(again.window);
});

test('a typed client secret is found nowhere once it was submitted (R17)', async ({
  lanyard,
  issued,
  startServer,
  nothingIsLeft,
}) => {
  const clientSecret = issued.make('typed');
  const { issuer: address, clientId } = await startServer({
    clientSecret,
    redirectUris: [],
    client: { grant_types: ['client_credentials'], response_types: [] },
    more: { features: { clientCredentials: { enabled: true } } },
  });
  const page = await lanyard.start();
  const way = 'Service account (no browser)';
  await page.connectToAnother({ address, clientId, clientSecret, method: way });
  await expect(page.connection(clientId)).toBeVisible();
  await refresh(page, clientId);
  await nothingIsLeft(page.window);
});

test('the secret and management token of the app’s own registration are found nowhere (R17)', async ({
  lanyard,
  issued,
  startServer,
  systemBrowser,
  nothingIsLeft,
}) => {
  const { issuer: address, port } = await startServer({
    more: {
      clientAuthMethods: ['client_secret_basic'],
      features: {
        registration: { enabled: true, secretFactory: () => issued.make('typed') },
        registrationManagement: { enabled: true },
      },
    },
  });
  const page = await lanyard.start();
  await page.connectToAnother({ address });
  await signInAs(await systemBrowser.nextPage(), ada);
  await page.expectConnected(`127.0.0.1:${port}`, 'Ada Example');
  await refresh(page, 'Ada Example');
  expect(issued.registrationTokens, 'there are secrets to find').toHaveLength(1);
  expect(issued.typed).toHaveLength(1);
  await nothingIsLeft(page.window);
});

test('a private key is found nowhere, neither as typed nor as stored (R17)', async ({
  lanyard,
  issued,
  startServer,
  systemBrowser,
  nothingIsLeft,
}) => {
  const { pem, privateJwk, registered } = await makeClientKeys();
  issued.typed.push(pem.split('\n')[1] ?? '', privateJwk.d ?? '');
  const server = await startServer({
    redirectUris: [],
    client: {
      token_endpoint_auth_method: 'private_key_jwt',
      token_endpoint_auth_signing_alg: 'ES256',
      jwks: { keys: [registered] },
    },
  });
  const page = await lanyard.start();
  await page.connectToAnother(
    { address: server.issuer, clientId: server.clientId, clientSecret: pem },
    (appLink) => server.allowRedirect(appLink),
  );
  await signInAs(await systemBrowser.nextPage(), ada);
  await page.expectConnected(`127.0.0.1:${server.port}`, 'Ada Example');
  await refresh(page, 'Ada Example');
  await nothingIsLeft(page.window);
});
