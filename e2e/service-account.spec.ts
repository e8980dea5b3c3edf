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

test('a service account connects without a browser, renews by asking again, and is ended for real', async ({
  lanyard,
  issued,
  startServer,
  systemBrowser,
}) => {
  const server = await startServer(forClients);
  const page = await lanyard.start();
  await page.chooseAnotherService();
  await page.enter({ address: server.issuer, clientId: server.clientId, clientSecret, way });
  await page.button('Continue').click();
  await page.expectConnected(`127.0.0.1:${server.port}`, server.clientId);
  await expect(page.connection(server.clientId)).toContainText('Renews itself');
  const details = await page.open(server.clientId);
  await page.tab('Token details');
  await expect(details).toContainText('service account: nobody signed in');

  await details.getByRole('button', { name: 'Refresh now' }).click();
  await expect.poll(() => server.askedOf('token', 'client_credentials')).toHaveLength(2);
  await expect(page.status(/^Renewed:/).first()).toBeVisible();
  const [first, second] = issued.accessTokens;
  expect(second).not.toBe(first);

  await details.getByRole('button', { name: 'Disconnect', exact: true }).click();
  await page.disconnecting.getByRole('button', { name: 'Disconnect', exact: true }).click();
  await expect(page.window.getByText(/^Confirmed: .* refused the old token/)).toBeVisible();
  expect(server.askedOf('revocation').at(-1)?.parameters['token']).toBe(second);
  expect(systemBrowser.opened).toEqual([]);
});

test('a service account without its secret is refused before anyone is asked', async ({
  lanyard,
  startServer,
}) => {
  const server = await startServer(forClients);
  const page = await lanyard.start();
  await page.chooseAnotherService();
  await page.enter({ address: server.issuer, clientId: server.clientId, way });
  await page.button('Continue').click();
  await expect(page.window.getByText('Enter the client secret')).toBeVisible();
  expect(server.asked).toEqual([]);
});

test('a service account whose secret is wrong is said, and the corrected one connects (H55)', async ({
  lanyard,
  startServer,
}) => {
  const server = await startServer(forClients);
  const page = await lanyard.start();
  await page.chooseAnotherService();
  const entered = { address: server.issuer, clientId: server.clientId, way };
  await page.enter({ ...entered, clientSecret: 'wrong' });
  await page.button('Continue').click();
  await expect(page.alert).toContainText('does not accept the client ID or the client secret');
  await page.alert.getByRole('button', { name: 'Change the settings' }).click();
  await expect(page.field('Client ID')).toHaveValue(server.clientId);
  await page.field('Client secret').fill(clientSecret);
  await page.button('Continue').click();
  await page.expectConnected(`127.0.0.1:${server.port}`, server.clientId);
});
