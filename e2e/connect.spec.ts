import { settled } from './accessibility.js';
import { ada } from './accounts.js';
import { expect, test } from './fixtures.js';
import { agree, declineAs, signInAs } from './sign-in-page.js';

test('an account is connected through the browser and listed with name, service, state and next refresh', async ({
  lanyard,
  server,
  systemBrowser,
}) => {
  const page = await lanyard.start();
  await expect(page.nothingYet).toBeVisible();
  expect(systemBrowser.opened, 'no browser before a click').toEqual([]);

  await page.connectTo('Practice service');
  await expect(page.waiting).toBeVisible();
  await signInAs(await systemBrowser.nextPage(), ada);

  await expect(page.status('Connected to Practice service as Ada Example')).toBeVisible();
  await expect(page.details('Ada Example')).toBeVisible();
  await expect(page.listed).toHaveCount(1);
  const connection = page.connection('Ada Example');
  await expect(connection).toContainText('Practice service');
  await expect(connection).toContainText('Working');
  await expect(connection).toContainText(/Renews itself · next in \d+ minutes/);
  expect(systemBrowser.opened).toHaveLength(1);
  expect(server.requestsTo('token')).toHaveLength(1);
});

test('the authorization request has PKCE S256, state, nonce and a redirect address of this service’s own (O2, O3, O5)', async ({
  lanyard,
  server,
  systemBrowser,
}) => {
  const page = await lanyard.start();
  await page.connectTo('Practice service');
  await systemBrowser.nextPage();
  await page.button('Cancel').click();
  await page.connectTo('Practice service');
  await systemBrowser.nextPage();

  await expect.poll(() => server.authorizations).toHaveLength(2);
  const [first, second] = server.authorizations;
  expect(first).toMatchObject({
    response_type: 'code',
    client_id: 'lanyard',
    code_challenge_method: 'S256',
    redirect_uri: 'app.lanyard.desktop:/callback/practice',
  });
  expect(first?.['code_challenge']).toMatch(/^[\w-]{43}$/);
  for (const fresh of ['state', 'nonce', 'code_challenge']) {
    expect(first?.[fresh]?.length, fresh).toBeGreaterThanOrEqual(43);
    expect(second?.[fresh], `${fresh} is fresh each time`).not.toBe(first?.[fresh]);
  }
});

test('declining in the browser is reported in one sentence, changes nothing, and can be tried again (H20)', async ({
  lanyard,
  server,
  systemBrowser,
}) => {
  const page = await lanyard.start();
  await page.connectTo('Practice service');
  await declineAs(await systemBrowser.nextPage(), ada);

  await expect(page.alert).toContainText('You did not allow access.');
  expect(server.requestsTo('token')).toHaveLength(0);
  expect(systemBrowser.opened, 'the browser is not opened by itself').toHaveLength(1);

  await page.alert.getByRole('button', { name: 'Try again' }).click();
  await agree(await systemBrowser.nextPage());
  await page.expectConnected('Practice service', 'Ada Example');
});

test('requested and granted permissions are shown in plain words beside the raw scope', async ({
  startConnectedAs,
}) => {
  const page = await startConnectedAs(ada);
  const details = await page.open('Ada Example');
  await page.tab('Permissions');
  await expect(details).toContainText('See your e-mail address');
  await page.tab('Token details');
  await expect(details).toContainText('offline_access');
  await expect(details).toContainText('app.lanyard.desktop:/callback/practice');
  await details.getByRole('button', { name: 'Ask the server' }).click();
  await expect(details).toContainText(/Practice service said at .*: the access token is active/);
});

test('a status message covers no button of a dialog opened meanwhile', async ({
  lanyard,
  connectAs,
}) => {
  const page = await lanyard.start();
  await page.keepMessages();
  await connectAs(page, ada);
  await page.chooseAnotherService();
  await settled(page.window);
  const isReached = await page.button('Continue').evaluate((button) => {
    const { left, top, width, height } = button.getBoundingClientRect();
    return button.contains(document.elementFromPoint(left + width / 2, top + height / 2));
  });
  expect(isReached).toBe(true);
  await expect(page.status('Connected to Practice service as Ada Example')).toBeVisible();
});
