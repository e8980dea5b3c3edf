import { ada } from './accounts.js';
import { expect, test } from './fixtures.js';

test('disconnecting makes the server refuse the old token, and the window shows the evidence (O14)', async ({
  lanyard,
  server,
  issued,
  startConnectedAs,
}) => {
  const page = await startConnectedAs(ada);
  const accessToken = issued.accessTokens.at(-1) ?? '';
  expect(await server.accepts(accessToken)).toBe(true);

  await page.openDisconnectDialog('Ada Example');
  await expect(page.disconnecting).toContainText('Practice service');
  await page.disconnecting.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.disconnecting).toBeHidden();
  expect(server.requestsTo('revocation'), 'cancelling makes no request').toHaveLength(0);

  await page.disconnect('Ada Example');
  await expect(
    page.window.getByText(/Confirmed: Practice service refused the old token at \d/),
  ).toBeVisible();
  expect(await server.accepts(accessToken)).toBe(false);
  const revoked = server.requestsTo('revocation').map(({ parameters }) => parameters['token']);
  expect(revoked[0], 'the refresh token first').toBe(issued.refreshTokens.at(-1));

  const again = await lanyard.restart();
  await expect(again.nothingYet).toBeVisible();
});

test('the history keeps the evidence over a restart, until it is deleted (O14)', async ({
  lanyard,
  startConnectedAs,
}) => {
  const page = await startConnectedAs(ada);
  await page.disconnect('Ada Example');
  await expect(page.window.getByText(/Confirmed: Practice service/)).toBeVisible();

  const again = await lanyard.restart();
  await again.button('History').click();
  const entry = again.window
    .getByRole('list', { name: 'Ended connections' })
    .getByRole('listitem')
    .first();
  await expect(entry).toContainText('Ada Example');
  await expect(entry).toContainText(/Confirmed: Practice service refused the old token at \d/);
  await entry.getByRole('button', { name: 'Details' }).click();
  await expect(entry).toContainText('Disconnect requested');
  await entry.getByRole('button', { name: 'Delete from the history' }).click();
  const question = again.window.getByRole('alertdialog');
  await question.getByRole('button', { name: 'Delete from the history' }).click();
  await expect(again.window.getByText('No connection has ended yet.')).toBeVisible();
});

test.describe('a service that offers no way to revoke (H73)', () => {
  test.use({ practice: { revocation: false } });

  test('shows when access ends instead of claiming it is disconnected', async ({
    server,
    issued,
    startConnectedAs,
  }) => {
    const page = await startConnectedAs(ada);
    await page.disconnect('Ada Example');
    await expect(
      page.window.getByText(/Practice service offers no way to revoke; access ends by/),
    ).toBeVisible();
    await expect(page.window.getByText('Confirmed:')).toBeHidden();
    expect(await server.accepts(issued.accessTokens.at(-1) ?? '')).toBe(true);
  });
});

test('a disconnect that cannot reach the server stays listed and finishes once it can (H74, H76)', async ({
  lanyard,
  server,
  issued,
  startConnectedAs,
}) => {
  const page = await startConnectedAs(ada);
  await server.stop();
  await page.disconnect('Ada Example');
  await expect(page.connection('Ada Example')).toContainText('Disconnecting');
  const details = page.details('Ada Example');
  await expect(page.connection('Ada Example')).toContainText(
    /Not reached · keeps trying until \d+ \w+/,
  );
  await expect(details).toContainText(
    /has not reached Practice service since \d.* keeps trying until/,
  );
  await expect(details.getByRole('button', { name: 'Refresh now' })).toBeHidden();
  await lanyard.quit();
  await server.resume();

  const again = await lanyard.start();
  await expect(again.nothingYet).toBeVisible();
  expect(await server.accepts(issued.accessTokens.at(-1) ?? '')).toBe(false);
});

test('a pending disconnect finishes by itself once the server is back, keeping only one token until then (H74)', async ({
  server,
  issued,
  startConnectedAs,
}) => {
  const page = await startConnectedAs(ada);
  await server.stop();
  await page.disconnect('Ada Example');
  await expect(page.connection('Ada Example')).toContainText('Not reached');
  await expect(await page.openTokenDetails('Ada Example')).toContainText(
    'Only what is needed to finish disconnecting is kept.',
  );
  await server.resume();

  await expect(page.nothingYet).toBeVisible();
  await expect(page.window.getByText(/(Confirmed|Accepted).*Practice service/)).toBeVisible();
  const revoked = server.requestsTo('revocation').map(({ parameters }) => parameters['token']);
  expect(revoked).toEqual([issued.refreshTokens.at(-1)]);
});

test('removing from this computer makes no request, and the dialog says that the service still trusts it', async ({
  server,
  issued,
  startConnectedAs,
}) => {
  const page = await startConnectedAs(ada);
  const details = await page.open('Ada Example');
  await details.getByRole('button', { name: 'Remove from this computer' }).click();
  const asking = page.window.getByRole('alertdialog').or(page.window.getByRole('dialog'));
  await expect(asking).toContainText(/Practice service is not (asked|told) and still trusts it/);
  await asking.getByRole('button', { name: 'Remove from this computer' }).click();

  await expect(page.nothingYet).toBeVisible();
  expect(server.requestsTo('revocation')).toHaveLength(0);
  expect(await server.accepts(issued.accessTokens.at(-1) ?? '')).toBe(true);
});

test('the service’s own page of connected apps is one click away', async ({
  server,
  systemBrowser,
  startConnectedAs,
}) => {
  const page = await startConnectedAs(ada);
  const details = await page.open('Ada Example');
  await details
    .getByRole('button', { name: 'Open Practice service’s page of connected apps' })
    .click();
  await expect.poll(() => systemBrowser.opened.at(-1)).toBe(`${server.issuer}/connected-apps`);
});
