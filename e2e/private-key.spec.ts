import { ada } from './accounts.js';
import { makeClientKeys } from './client-keys.js';
import { expect, test } from './fixtures.js';
import { agree, signInAs } from './sign-in-page.js';

const keys = await makeClientKeys();
const stranger = await makeClientKeys();
const registered = {
  redirectUris: [],
  client: {
    token_endpoint_auth_method: 'private_key_jwt',
    token_endpoint_auth_signing_alg: 'ES256',
    jwks: { keys: [keys.registered] },
  },
} as const;

for (const [form, key] of [
  ['PEM', keys.pem],
  ['JWK', JSON.stringify(keys.privateJwk)],
] as const) {
  test(`a private key as ${form} in place of a secret signs the app’s requests and is never sent`, async ({
    lanyard,
    startServer,
    systemBrowser,
  }) => {
    const server = await startServer(registered);
    const page = await lanyard.start();
    await page.connectToAnother(
      { address: server.issuer, clientId: server.clientId, clientSecret: key },
      (appLink) => server.allowRedirect(appLink),
    );
    await signInAs(await systemBrowser.nextPage(), ada);
    await page.expectConnected(`127.0.0.1:${server.port}`, 'Ada Example');

    await page.refresh('Ada Example');
    await page.expectRefreshed('Ada Example');
    await expect(await page.openTokenDetails('Ada Example')).toContainText(
      'signed with the private key, which is never sent',
    );
    const assertions = server
      .requestsTo('token')
      .map(({ parameters }) => parameters['client_assertion'] ?? '');
    expect(assertions).toHaveLength(2);
    expect(new Set(assertions).size, 'each is made for one request').toBe(2);
    for (const { parameters } of server.requests) {
      expect(parameters).not.toHaveProperty('client_secret');
    }
  });
}

test('a private key unknown to the server is reported, and the right one connects (H55)', async ({
  lanyard,
  startServer,
  systemBrowser,
}) => {
  const server = await startServer(registered);
  const page = await lanyard.start();
  await page.connectToAnother(
    { address: server.issuer, clientId: server.clientId, clientSecret: stranger.pem },
    (appLink) => server.allowRedirect(appLink),
  );
  await signInAs(await systemBrowser.nextPage(), ada);
  await expect(page.alert).toContainText('rejected the client ID or secret');
  await page.alert.getByRole('button', { name: 'Change the settings' }).click();
  await page.field('Client secret').fill(keys.pem);
  await page.button('Continue').click();
  await agree(await systemBrowser.nextPage());
  await page.expectConnected(`127.0.0.1:${server.port}`, 'Ada Example');
});
