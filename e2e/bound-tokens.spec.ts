import { ada } from './accounts.js';
import { expect, test } from './fixtures.js';
import { signInAs } from './sign-in-page.js';

/** Like a bank's server: authorization requests are pushed, and tokens are bound to a key of the app. */
test.use({
  practice: {
    client: { dpop_bound_access_tokens: true },
    more: {
      features: {
        dPoP: { enabled: true },
        pushedAuthorizationRequests: { enabled: true, requirePushedAuthorizationRequests: true },
      },
    },
  },
});

test('the browser carries only a pushed request, a fresh one each time it is opened (O18)', async ({
  lanyard,
  server,
  systemBrowser,
}) => {
  const page = await lanyard.start();
  await page.connectTo('Practice service');
  await (await systemBrowser.nextPage()).close();
  await page.button('Open the browser again').click();
  await signInAs(await systemBrowser.nextPage(), ada);
  await page.expectConnected('Practice service', 'Ada Example');

  const sent = systemBrowser.opened.map((address) => new URL(address).searchParams);
  expect(sent).toHaveLength(2);
  for (const parameters of sent) {
    expect([...parameters.keys()].sort()).toEqual(['client_id', 'request_uri']);
  }
  expect(sent[0]?.get('request_uri')).not.toBe(sent[1]?.get('request_uri'));
  const pushed = server.requestsTo('pushed_authorization_request');
  expect(pushed).toHaveLength(2);
  expect(pushed[0]?.parameters).toMatchObject({ code_challenge_method: 'S256' });
});

test.describe('where the app’s redirect address is not registered', () => {
  test.use({
    practice: {
      redirectUris: ['app.lanyard.desktop:/callback/another'],
      more: {
        features: {
          pushedAuthorizationRequests: { enabled: true, requirePushedAuthorizationRequests: true },
        },
      },
    },
  });

  test('a refused pushed request is reported before any browser is opened', async ({
    lanyard,
    systemBrowser,
  }) => {
    const page = await lanyard.start();
    await page.connectTo('Practice service');
    await expect(page.alert).toContainText(
      'does not accept the address that leads back to Lanyard',
    );
    await page.alert.getByRole('button', { name: 'Details' }).click();
    await expect(page.alert).toContainText('invalid_request');
    expect(systemBrowser.opened).toEqual([]);
  });
});

test('tokens bound to a key of the app are refreshed and revoked, and are worthless without the key (O19)', async ({
  lanyard,
  server,
  issued,
  startConnectedAs,
}) => {
  const page = await startConnectedAs(ada);
  const details = await page.openTokenDetails('Ada Example');
  await expect(details).toContainText(/DPoP.*bound to a key on this computer/i);
  const first = issued.accessTokens.at(-1) ?? '';
  expect(await server.introspect(first)).toMatchObject({ active: true, token_type: 'DPoP' });
  expect(await server.accepts(first), 'the token alone is worthless').toBe(false);

  await page.refresh('Ada Example');
  await page.expectRefreshed('Ada Example');
  const second = issued.accessTokens.at(-1) ?? '';
  expect(await server.introspect(second)).toMatchObject({ active: true, token_type: 'DPoP' });

  const again = await lanyard.restart();
  await again.refresh('Ada Example');
  await expect.poll(() => server.requestsTo('token', 'refresh_token')).toHaveLength(2);
  await expect(again.connection('Ada Example')).toContainText('Working');

  await again.disconnect('Ada Example');
  await expect(
    again.window.getByText(/Confirmed: Practice service refused the old token at \d/),
  ).toBeVisible();
  for (const token of issued.accessTokens) {
    expect(await server.introspect(token)).toEqual({ active: false });
  }
});
