import { ada, bob } from './accounts.js';
import { expect, test } from './fixtures.js';

test('everything is back after quitting and starting', async ({
  lanyard,
  server,
  systemBrowser,
  startConnectedAs,
}) => {
  await startConnectedAs(ada);
  const page = await lanyard.restart();
  await expect(page.connection('Ada Example')).toContainText('Working');
  await expect(page.connection('Ada Example')).toContainText(/Renews itself · next in/);
  await page.refresh('Ada Example');
  await expect.poll(() => server.requestsTo('token', 'refresh_token')).toHaveLength(1);
  await expect(page.connection('Ada Example')).toContainText('Working');
  expect(systemBrowser.opened, 'nobody has to sign in again').toHaveLength(1);
});

test('everything acknowledged survives a kill, including the newest refresh token', async ({
  lanyard,
  server,
  issued,
  startConnectedAs,
}) => {
  await startConnectedAs(ada);
  await lanyard.kill();
  const second = await lanyard.start();
  await second.refresh('Ada Example');
  await second.expectRefreshed('Ada Example');
  await lanyard.kill();

  const third = await lanyard.start();
  await third.refresh('Ada Example');
  await third.expectRefreshed('Ada Example');
  const sent = server
    .requestsTo('token', 'refresh_token')
    .map((each) => each.parameters['refresh_token']);
  expect(sent).toEqual(issued.refreshTokens.slice(0, 2));
});

test('a connection can be renamed, keeps the name across a restart, and can get its own name back', async ({
  lanyard,
  startConnectedAs,
}) => {
  let page = await startConnectedAs(ada);
  const rename = async (from: string, to: string) => {
    await (await page.open(from)).getByRole('button', { name: 'Rename' }).click();
    await page.window.getByRole('textbox', { name: 'Name', exact: true }).fill(to);
    await page.button('Save').click();
  };
  await rename('Ada Example', 'Work <b>& play</b>');
  await expect(page.details('Work <b>& play</b>')).toBeVisible();
  await expect(page.connection('Work <b>& play</b>')).toContainText('Ada Example');

  page = await lanyard.restart();
  await expect(page.connection('Work <b>& play</b>')).toBeVisible();
  await rename('Work <b>& play</b>', '');
  await expect(page.details('Ada Example')).toBeVisible();
});

test('search and "Show" narrow the list, and an empty result says so', async ({
  server,
  connectAs,
  startConnectedAs,
}) => {
  const page = await startConnectedAs(ada);
  await connectAs(page, bob);
  await expect(page.listed).toHaveCount(2);

  const search = page.window.getByRole('searchbox', { name: 'Search connections' });
  await search.fill('bob');
  await expect(page.listed).toHaveCount(1);
  await expect(page.connection('Bob Example')).toBeVisible();
  await search.fill('nobody of that name');
  await expect(page.window.getByText('No connection matches “nobody of that name”.')).toBeVisible();
  await search.fill('');

  server.endGrants();
  await page.refresh('Ada Example');
  await expect(page.connection('Ada Example')).toContainText('Needs you to sign in');
  await page.show('Needs attention');
  await expect(page.listed).toHaveCount(1);
  await expect(page.connection('Ada Example')).toBeVisible();
});

test('a second start opens no second Lanyard', async ({
  lanyard,
  linkHandler,
  startConnectedAs,
}) => {
  const page = await startConnectedAs(ada);
  await linkHandler.open('app.lanyard.desktop:/');
  await expect(page.connection('Ada Example')).toBeVisible();
  expect(lanyard.application.windows()).toHaveLength(1);
});
