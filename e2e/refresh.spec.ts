import { ada } from './accounts.js';
import { expect, test } from './fixtures.js';
import { agree } from './sign-in-page.js';

test('each refresh uses the newest refresh token once, and old ones are worthless (H60, O12)', async ({
  server,
  issued,
  startConnectedAs,
}) => {
  const page = await startConnectedAs(ada);
  const firstAccess = issued.accessTokens.at(-1);
  for (const count of [1, 2]) {
    await page.refresh('Ada Example');
    await expect.poll(() => server.requestsTo('token', 'refresh_token')).toHaveLength(count);
    await page.expectRefreshed('Ada Example');
  }
  const sent = server
    .requestsTo('token', 'refresh_token')
    .map(({ parameters }) => parameters['refresh_token']);
  expect(sent).toEqual(issued.refreshTokens.slice(0, 2));
  expect(issued.refreshTokens).toHaveLength(3);
  expect(issued.accessTokens.at(-1)).not.toBe(firstAccess);
  await expect(page.connection('Ada Example')).toContainText('Working');
  expect(await server.refreshes(issued.refreshTokens[0] ?? ''), 'the old one is refused').toBe(
    false,
  );
});

test.describe('with access tokens said to live for 40 seconds', () => {
  test.use({ practice: { statedLifetime: 40 } });

  test('a connection refreshes itself before its access token expires', async ({
    server,
    startConnectedAs,
  }) => {
    const page = await startConnectedAs(ada);
    await expect
      .poll(() => server.requestsTo('token', 'refresh_token').length)
      .toBeGreaterThanOrEqual(2);
    server.statedLifetime = 3600;
    await expect(page.connection('Ada Example')).toContainText(/next in \d+ minutes/);
    await expect(page.connection('Ada Example')).toContainText('Working');
    expect(server.requestsTo('token').filter(({ status }) => status !== 200)).toEqual([]);
  });
});

test('an unreachable server is not treated as a refusal, and the connection continues later', async ({
  server,
  startConnectedAs,
}) => {
  const page = await startConnectedAs(ada);
  await server.stop();
  await page.refresh('Ada Example');
  // "Offline" if this computer has no interface but loopback.
  await expect(page.connection('Ada Example')).toContainText(/Trying again|Offline/);
  await expect(page.window.getByText('Needs you to sign in')).toBeHidden();

  await server.resume();
  await page.refresh('Ada Example');
  // The app may have retried before the click.
  await expect.poll(() => server.requestsTo('token', 'refresh_token')).not.toHaveLength(0);
  await expect(page.connection('Ada Example')).toContainText('Working');
});

test('after the service ended the access, the connection stays and asks for a new sign-in (H64)', async ({
  server,
  systemBrowser,
  startConnectedAs,
}) => {
  const page = await startConnectedAs(ada);
  server.endGrants();
  await page.refresh('Ada Example');
  await expect(page.connection('Ada Example')).toContainText('Needs you to sign in');
  await expect(page.alert).toContainText('Practice service ended this connection.');
  expect(systemBrowser.opened, 'no browser without a click').toHaveLength(1);

  await page.alert.getByRole('button', { name: 'Sign in again' }).click();
  await agree(await systemBrowser.nextPage());
  await expect(page.connection('Ada Example')).toContainText('Working');
  await expect(page.listed).toHaveCount(1);
});
