import { expect, test } from './fixtures.js';
import { ada } from './people.js';
import { signInAs } from './sign-in-page.js';

const back = 'app.lanyard.desktop:/callback/practice';

const garbage: [title: string, link: string][] = [
  ['a callback without state (H2)', `${back}?code=stranger`],
  ['a callback with a wrong state (H3, H11)', `${back}?code=stranger&state=wrong`],
  ['a refusal with a wrong state (H3)', `${back}?error=access_denied&state=wrong`],
  [
    'a callback on another service’s way back (H15)',
    'app.lanyard.desktop:/callback/x?code=a&state=b',
  ],
  ['the same parameter twice (H6)', `${back}?code=a&code=b&state=c&state=d`],
  ['NUL and broken escapes (H9)', `${back}?code=%00&state=%zz%ff%ED%A0%80`],
  ['twenty thousand characters (H9)', `${back}?code=${'x'.repeat(20_000)}&state=wrong`],
  ['ten thousand parameters (H9)', `${back}?${'a&'.repeat(10_000)}state=wrong`],
  ['tokens in the address (H10)', `${back}?state=wrong#access_token=a&id_token=b`],
  ['no path at all', 'app.lanyard.desktop:'],
];

test.describe('while a sign-in waits', () => {
  for (const [title, link] of garbage) {
    test(`${title} is ignored, and the real answer still finishes it`, async ({
      lanyard,
      server,
      systemBrowser,
      linkHandler,
    }) => {
      const page = await lanyard.start();
      await page.connectTo('Practice service');
      const browserPage = await systemBrowser.nextPage();
      await linkHandler.open(link);
      await expect(page.waiting).toBeVisible();
      expect(server.askedOf('token'), 'no server is asked').toHaveLength(0);

      await signInAs(browserPage, ada);
      await page.expectConnected('Practice service', 'Ada Example');
      expect(server.askedOf('token')).toHaveLength(1);
    });
  }
});

test('callbacks nobody waits for are ignored (H1), and so is a finished one that comes again (H4)', async ({
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
  expect(server.asked).toEqual([]);

  await connectAs(page, ada);
  const asked = server.asked.length;
  await linkHandler.open(server.callbacks[0] ?? '');
  await expect(page.connection('Ada Example')).toContainText('Working');
  expect(server.asked, 'no server is asked').toHaveLength(asked);
  expect(systemBrowser.opened).toHaveLength(1);
});

test('an answer that names another server ends the sign-in without asking anyone (H13)', async ({
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
  await expect(page.alert).toContainText('The answer did not come from Practice service.');
  expect(server.askedOf('token')).toHaveLength(0);
});
