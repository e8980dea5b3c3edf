import { ada } from './accounts.js';
import { expect, test } from './fixtures.js';
import { sharedComputer } from './shared-computer.js';
import { signInAs } from './sign-in-page.js';

const back = 'app.lanyard.desktop:/callback/practice';

const garbage: [what: string, link: string, ids: string][] = [
  ['a callback without state', `${back}?code=stranger`, 'H2'],
  ['a callback with a wrong state', `${back}?code=stranger&state=wrong`, 'H3, H11'],
  ['a refusal with a wrong state', `${back}?error=access_denied&state=wrong`, 'H3'],
  [
    'a callback to another service’s redirect address',
    'app.lanyard.desktop:/callback/x?code=a&state=b',
    'H15',
  ],
  ['a repeated parameter', `${back}?code=a&code=b&state=c&state=d`, 'H6'],
  ['a callback with NUL and broken escapes', `${back}?code=%00&state=%zz%ff%ED%A0%80`, 'H9'],
  ['a callback of 20,000 characters', `${back}?code=${'x'.repeat(20_000)}&state=wrong`, 'H9'],
  ['a callback with 10,000 parameters', `${back}?${'a&'.repeat(10_000)}state=wrong`, 'H9'],
  [
    'a callback with tokens in its fragment',
    `${back}?state=wrong#access_token=a&id_token=b`,
    'H10',
  ],
  ['a link without a path', 'app.lanyard.desktop:', 'H9'],
];

const sharing = sharedComputer();

sharing.describe('while a sign-in waits', () => {
  sharing.afterEach(async ({ lanyard, systemBrowser }) => {
    await (await lanyard.page()).remove('Ada Example');
    await systemBrowser.forgetSessions();
  });

  for (const [what, link, ids] of garbage) {
    sharing(
      `${what} is ignored, and the real callback still finishes the sign-in (${ids})`,
      async ({ lanyard, server, systemBrowser, linkHandler }) => {
        const page = await lanyard.page();
        const asked = server.requestsTo('token').length;
        await page.connectTo('Practice service');
        const browserPage = await systemBrowser.nextPage();
        await linkHandler.open(link);
        await expect(page.waiting).toBeVisible();
        expect(server.requestsTo('token'), 'no server is asked').toHaveLength(asked);

        await signInAs(browserPage, ada);
        await page.expectConnected('Practice service', 'Ada Example');
        expect(server.requestsTo('token')).toHaveLength(asked + 1);
      },
    );
  }
});

test('unexpected callbacks are ignored, and so is a repeated one (H1, H4)', async ({
  lanyard,
  server,
  systemBrowser,
  linkHandler,
  connectAs,
}) => {
  const page = await lanyard.start();
  await linkHandler.open(`${back}?code=stranger&state=stranger`);
  await expect(page.nothingYet).toBeVisible();
  await expect(page.alert).toBeHidden();
  expect(server.requests).toEqual([]);

  await connectAs(page, ada);
  const asked = server.requests.length;
  await linkHandler.open(server.callbacks[0] ?? '');
  await expect(page.connection('Ada Example')).toContainText('Working');
  expect(server.requests, 'no server is asked').toHaveLength(asked);
  expect(systemBrowser.opened).toHaveLength(1);
});

test('a callback that names another issuer ends the sign-in without a request (H13)', async ({
  lanyard,
  server,
  systemBrowser,
  linkHandler,
}) => {
  const page = await lanyard.start();
  await page.connectTo('Practice service');
  await systemBrowser.nextPage();
  await expect.poll(() => server.authorizations).toHaveLength(1);
  const answer = new URLSearchParams({
    code: 'stranger',
    state: server.authorizations[0]?.['state'] ?? '',
    iss: 'https://evil.example',
  });
  await linkHandler.open(`${back}?${answer.toString()}`);
  await expect(page.alert).toContainText(
    'The reply did not come from Practice service, so it was ignored.',
  );
  expect(server.requestsTo('token')).toHaveLength(0);
});
