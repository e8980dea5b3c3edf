import { canBeNeighbour, requestAsNeighbour } from '../testing/hostile/neighbour.js';
import { ada } from './accounts.js';
import { expect, test } from './fixtures.js';
import { agree, signInAs } from './sign-in-page.js';

test('cancelling ends the waiting, and a later callback is ignored (H5)', async ({
  lanyard,
  server,
  systemBrowser,
  linkHandler,
}) => {
  systemBrowser.opensAppLinks = false;
  const page = await lanyard.start();
  await page.connectTo('Practice service');
  await signInAs(await systemBrowser.nextPage(), ada);
  await expect.poll(() => server.callbacks).toHaveLength(1);
  await page.button('Cancel').click();
  await expect(page.waiting).toBeHidden();

  await linkHandler.open(server.callbacks[0] ?? '');
  await expect(page.nothingYet).toBeVisible();
  expect(server.requestsTo('token')).toHaveLength(0);
});

test('the browser can be opened again, and the second page finishes the sign-in', async ({
  lanyard,
  systemBrowser,
}) => {
  const page = await lanyard.start();
  await page.connectTo('Practice service');
  const first = await systemBrowser.nextPage();
  await first.close();
  await page.button('Open the browser again').click();
  await signInAs(await systemBrowser.nextPage(), ada);
  await page.expectConnected('Practice service', 'Ada Example');
  expect(systemBrowser.opened).toHaveLength(2);
});

test('the link can be copied and used in any browser', async ({ lanyard, systemBrowser }) => {
  const page = await lanyard.start();
  await page.connectTo('Practice service');
  await (await systemBrowser.nextPage()).close();
  await page.button('Copy the link').click();
  await expect.poll(() => systemBrowser.paste()).toBe(systemBrowser.opened[0]);
  await signInAs(await systemBrowser.visit(await systemBrowser.paste()), ada);
  await page.expectConnected('Practice service', 'Ada Example');
});

test('the address the browser ended on can be pasted if no link comes back', async ({
  lanyard,
  server,
  systemBrowser,
}) => {
  systemBrowser.opensAppLinks = false;
  const page = await lanyard.start();
  await page.connectTo('Practice service');
  await signInAs(await systemBrowser.nextPage(), ada);
  await expect.poll(() => server.callbacks).toHaveLength(1);

  await page.button('Paste the address instead').click();
  const address = page.window.getByRole('textbox', { name: 'Address from the browser' });
  await address.fill('https://example.com/not-this-one');
  await page.button('Use this address').click();
  await expect(page.alert).toContainText('That is not the address Lanyard needs.');
  expect(server.requestsTo('token')).toHaveLength(0);

  if (!(await address.isVisible())) await page.button('Paste another address').click();
  await address.fill(server.callbacks[0] ?? '');
  await page.button('Use this address').click();
  await page.expectConnected('Practice service', 'Ada Example');
});

test('a wrong paste says what is missing and keeps the sign-in waiting, and a wrapped address in a text finishes it (D3)', async ({
  lanyard,
  server,
  systemBrowser,
}) => {
  systemBrowser.opensAppLinks = false;
  const page = await lanyard.start();
  await page.connectTo('Practice service');
  await signInAs(await systemBrowser.nextPage(), ada);
  await expect.poll(() => server.callbacks).toHaveLength(1);
  const address = server.callbacks[0] ?? '';
  const code = new URL(address).searchParams.get('code') ?? '';

  await page.button('Paste the address instead').click();
  const field = page.field('Address from the browser');
  for (const [pasted, reason] of [
    ['It did not work.', 'That is not the address Lanyard needs.'],
    [code, 'This is only the code, not the whole address.'],
    [`?code=${code}&state=abc`, 'The beginning of the address is missing.'],
    [address.replace(/&state=.*/, ''), 'A part of the address is missing, probably its end.'],
    [
      address.replace('/practice', '/other'),
      'The reply did not come from Practice service, so it was ignored.',
    ],
  ] as const) {
    await field.fill(pasted);
    await page.button('Use this address').click();
    await expect(page.alert).toContainText(reason);
    await expect(field, 'the text stays').toHaveValue(pasted);
    await page.button('Paste another address').click();
    await expect(field).toBeFocused();
  }
  await expect(page.waiting).toBeVisible();
  expect(server.requestsTo('token')).toHaveLength(0);

  const half = address.indexOf('state=') + 12;
  const mail = `> I ended up here:\n> <${address.slice(0, half)}\n>     ${address.slice(half)}>.\n> Ada`;
  await field.fill(mail.replaceAll('&', '&amp;'));
  await field.press('Enter');
  await page.expectConnected('Practice service', 'Ada Example');
});

test.describe('on a computer where links do not come to Lanyard (H98)', () => {
  test.use({ appLinks: false });

  test('the callback comes to a local address, which is closed afterwards (O6, O8, H94)', async ({
    lanyard,
    server,
    systemBrowser,
  }) => {
    const page = await lanyard.start();
    await page.connectTo('Practice service');
    const browserPage = await systemBrowser.nextPage();
    await expect.poll(() => server.authorizations).toHaveLength(1);
    const way = server.authorizations[0]?.['redirect_uri'] ?? '';
    expect(way).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/callback\/practice$/);

    const stranger = await fetch(new URL('/callback/other?code=x&state=y', way));
    expect(stranger.status, 'another path is not found (H91)').toBe(404);

    await signInAs(browserPage, ada);
    await page.expectConnected('Practice service', 'Ada Example');
    await expect(browserPage, 'the code leaves the address bar').toHaveURL(/\/done$/);
    await expect
      .poll(() =>
        fetch(way).then(
          () => 'open',
          () => 'closed',
        ),
      )
      .toBe('closed');
  });

  // Only root can have another user answer.
  if (canBeNeighbour) {
    test('another user of the computer cannot answer the sign-in, whatever they read of it (N2)', async ({
      lanyard,
      server,
      systemBrowser,
    }) => {
      const page = await lanyard.start();
      await page.connectTo('Practice service');
      const browserPage = await systemBrowser.nextPage();
      // As anyone can read it on the command line of the browser.
      const request = new URL(systemBrowser.opened[0] ?? '').searchParams;
      const answer = new URL(request.get('redirect_uri') ?? '');
      answer.searchParams.set('code', 'of-their-own-account');
      answer.searchParams.set('state', request.get('state') ?? '');
      expect(await requestAsNeighbour(answer.href)).toBe(404);
      await expect(page.alert).toContainText(
        'Someone else who uses this computer tried to answer this sign-in.',
      );
      expect(server.requestsTo('token')).toEqual([]);

      await signInAs(browserPage, ada);
      await page.expectConnected('Practice service', 'Ada Example');
    });
  }

  test('another redirect can be chosen while waiting', async ({
    lanyard,
    server,
    systemBrowser,
  }) => {
    const page = await lanyard.start();
    await page.connectTo('Practice service');
    await systemBrowser.nextPage();
    // Other ways are offered once nothing has come back for a while.
    await page.passTime(60_000);
    await page.button('Use an app link instead').click();
    await systemBrowser.nextPage();
    await expect
      .poll(() => server.authorizations.at(-1)?.['redirect_uri'])
      .toBe('app.lanyard.desktop:/callback/practice');
    expect(systemBrowser.opened).toHaveLength(2);
  });
});

test('an account the browser is already signed in with only needs consent', async ({
  systemBrowser,
  startConnectedAs,
}) => {
  const page = await startConnectedAs(ada);
  await page.connectTo('Practice service');
  await agree(await systemBrowser.nextPage());
  await expect(page.status(/was already connected/)).toBeVisible();
  await expect(page.listed).toHaveCount(1);
});
