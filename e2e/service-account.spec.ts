import type { ServerOptions } from './authorization-server.js';
import { expect, test } from './fixtures.js';

const clientSecret = 'correct horse battery staple';
const forClients: ServerOptions = {
  clientSecret,
  redirectUris: [],
  client: { grant_types: ['client_credentials'], response_types: [] },
  more: { features: { clientCredentials: { enabled: true } } },
};
const way = 'Service account (no browser)';

test('a service account connects without a browser, is refreshed by a new request, and is revoked', async ({
  lanyard,
  issued,
  startServer,
  systemBrowser,
}) => {
  const server = await startServer(forClients);
  const page = await lanyard.start();
  const { issuer: address, clientId } = server;
  await page.connectToAnother({ address, clientId, clientSecret, method: way });
  await page.expectConnected(`127.0.0.1:${server.port}`, server.clientId);
  await expect(page.connection(server.clientId)).toContainText('Renews itself');
  await expect(await page.openTokenDetails(clientId)).toContainText(
    'service account: nobody signed in',
  );

  await page.refresh(clientId);
  await expect.poll(() => server.requestsTo('token', 'client_credentials')).toHaveLength(2);
  await page.expectRefreshed(clientId);
  const [first, second] = issued.accessTokens;
  expect(second).not.toBe(first);

  await page.disconnect(clientId);
  await expect(page.window.getByText(/^Confirmed: .* refused the old token/)).toBeVisible();
  expect(server.requestsTo('revocation').at(-1)?.parameters['token']).toBe(second);
  expect(systemBrowser.opened).toEqual([]);
});

test('a service account without its secret is refused before a token is requested', async ({
  lanyard,
  startServer,
}) => {
  const server = await startServer(forClients);
  const page = await lanyard.start();
  await page.connectToAnother({ address: server.issuer, clientId: server.clientId, method: way });
  await expect(page.window.getByText('Enter the client secret')).toBeVisible();
  expect(server.requestsTo('token')).toEqual([]);
});

test('a wrong secret of a service account is reported, and the corrected one connects (H55)', async ({
  lanyard,
  startServer,
}) => {
  const server = await startServer(forClients);
  const page = await lanyard.start();
  const { issuer: address, clientId } = server;
  await page.connectToAnother({ address, clientId, clientSecret: 'wrong', method: way });
  await expect(page.alert).toContainText('rejected the client ID or secret');
  await page.alert.getByRole('button', { name: 'Change the settings' }).click();
  await expect(page.field('Client ID')).toHaveValue(server.clientId);
  await page.field('Client secret').fill(clientSecret);
  await page.button('Continue').click();
  await page.expectConnected(`127.0.0.1:${server.port}`, server.clientId);
});
