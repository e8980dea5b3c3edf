import { ada, bob } from './accounts.js';
import { expect, test } from './fixtures.js';
import { signInAs } from './sign-in-page.js';

test('two accounts at one service are two connections, each refreshed with its own token (H19)', async ({
  server,
  issued,
  connectAs,
  startConnectedAs,
}) => {
  const page = await startConnectedAs(ada);
  const adas = issued.refreshTokens.at(-1);
  await connectAs(page, bob);
  const bobs = issued.refreshTokens.at(-1);
  await expect(page.listed).toHaveCount(2);

  for (const [index, account] of [ada, bob].entries()) {
    await page.refresh(account.name);
    await expect.poll(() => server.requestsTo('token', 'refresh_token')).toHaveLength(index + 1);
  }
  const sent = server
    .requestsTo('token', 'refresh_token')
    .map((each) => each.parameters['refresh_token']);
  expect(sent).toEqual([adas, bobs]);
});

test('signing in again as the same account refreshes it in place (promise 7)', async ({
  server,
  systemBrowser,
  startConnectedAs,
}) => {
  const page = await startConnectedAs(ada);
  await systemBrowser.forgetSessions();
  await page.signInAgain('Ada Example');
  const browserPage = await systemBrowser.nextPage();
  await expect.poll(() => server.authorizations.at(-1)?.['login_hint']).toBe(ada.email);
  await signInAs(browserPage, ada);
  await expect(page.status('Signed in again to Practice service as Ada Example')).toBeVisible();
  await expect(page.listed).toHaveCount(1);
});

test.describe('signing in again ends at another account (H25)', () => {
  test.beforeEach(async ({ systemBrowser, startConnectedAs }) => {
    const page = await startConnectedAs(ada);
    await systemBrowser.forgetSessions();
    await page.signInAgain('Ada Example');
    await signInAs(await systemBrowser.nextPage(), bob);
    await expect(page.window.getByText('That was another account')).toBeVisible();
    await expect(page.window.getByText(/You signed in as .*Bob Example/)).toBeVisible();
  });

  test('cancelled, the working connection is untouched', async ({ lanyard, server, issued }) => {
    const page = await lanyard.page();
    await page.button('Cancel').click();
    await expect(page.listed).toHaveCount(1);
    await page.refresh('Ada Example');
    await expect.poll(() => server.requestsTo('token', 'refresh_token')).toHaveLength(1);
    const [asked] = server.requestsTo('token', 'refresh_token');
    expect(asked?.parameters['refresh_token']).toBe(issued.refreshTokens[0]);
  });

  test('it can be kept as a connection of its own', async ({ lanyard }) => {
    const page = await lanyard.page();
    await page.button('Add as a new connection').click();
    await expect(page.listed).toHaveCount(2);
    await expect(page.connection('Ada Example')).toContainText('Working');
    await expect(page.connection('Bob Example')).toContainText('Working');
  });
});
