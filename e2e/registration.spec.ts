import { ada } from './accounts.js';
import { expect, test } from './fixtures.js';
import { signInAs } from './sign-in-page.js';

test('without a client ID the app registers itself with its exact redirect addresses and connects', async ({
  lanyard,
  startServer,
  systemBrowser,
}) => {
  const server = await startServer({
    more: {
      features: { registration: { enabled: true }, registrationManagement: { enabled: true } },
    },
  });
  const page = await lanyard.start();
  await page.chooseAnotherService();
  expect(await page.look(server.issuer)).toBe(true);
  await expect(page.field('Client ID'), 'only what is needed is asked').toBeHidden();
  await page.field('Name').fill('Intranet');
  await page.button('Continue').click();
  await signInAs(await systemBrowser.nextPage(), ada);
  await page.expectConnected('Intranet', 'Ada Example');

  const [registered] = server.registered;
  expect(server.registered).toHaveLength(1);
  expect(registered).toMatchObject({ client_name: 'Lanyard', application_type: 'native' });
  const path = /^app\.lanyard\.desktop:(\/callback\/\S+)$/.exec(
    registered?.redirect_uris?.[0] ?? '',
  )?.[1];
  expect(path).toBeDefined();
  expect(registered?.redirect_uris?.slice(1)).toEqual([`http://127.0.0.1${path ?? ''}`]);
  expect(server.authorizations[0]).toMatchObject({ client_id: registered?.client_id });
  await page.refresh('Ada Example');
  await page.expectRefreshed('Ada Example');
});

test('a server without registration asks for a client ID, and the input is kept', async ({
  lanyard,
  startServer,
  systemBrowser,
}) => {
  const server = await startServer();
  const page = await lanyard.start();
  await page.connectToAnother({ address: server.issuer, scopes: 'openid profile' });
  await expect(page.window.getByText('Enter the client ID the service gave you.')).toBeVisible();
  await expect(page.field('Client ID')).toBeFocused();
  await expect(page.field('Permissions (scopes)')).toHaveValue('openid profile');
  await page.button('Back').click();
  await expect(page.field('Server address')).toHaveValue(server.issuer);
  expect(systemBrowser.opened).toEqual([]);
});
