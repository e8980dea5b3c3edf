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
  let appLink = '';
  await page.connectToAnother({ address: server.issuer }, (shown) => (appLink = shown));
  await signInAs(await systemBrowser.nextPage(), ada);
  await page.expectConnected(`127.0.0.1:${server.port}`, 'Ada Example');

  const [registered] = server.registered;
  expect(server.registered).toHaveLength(1);
  expect(registered).toMatchObject({ client_name: 'Lanyard', application_type: 'native' });
  const localAddress = appLink.replace('app.lanyard.desktop:', 'http://127.0.0.1');
  expect(registered?.redirect_uris).toEqual([appLink, localAddress]);
  expect(server.authorizations[0]).toMatchObject({ client_id: registered?.client_id });
  await page.refresh('Ada Example');
  await page.expectRefreshed('Ada Example');
});

test('a server without registration is reported in one sentence, and the input is kept', async ({
  lanyard,
  startServer,
  systemBrowser,
}) => {
  const server = await startServer();
  const page = await lanyard.start();
  await page.connectToAnother({ address: server.issuer, scopes: 'openid profile' });
  await expect(page.alert).toContainText('The client ID is missing.');
  await expect(page.field('Server address')).toHaveValue(server.issuer);
  await expect(page.field('Permissions (scopes)')).toHaveValue('openid profile');
  expect(systemBrowser.opened).toEqual([]);

  await page.alert.getByRole('button', { name: 'Change the settings' }).click();
  await expect(page.field('Client ID')).toBeFocused();
});
