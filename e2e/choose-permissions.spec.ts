import { ada } from './accounts.js';
import { expect, test } from './fixtures.js';
import { signInAs } from './sign-in-page.js';

test.use({
  practice: {
    optionalScopes: [
      { name: 'notes.read', words: 'Read your notes', default: true },
      { name: 'notes.write', words: 'Change your notes' },
    ],
  },
});

test('before the browser opens the user chooses permissions, gets those, and keeps them when signing in again', async ({
  lanyard,
  server,
  systemBrowser,
}) => {
  const page = await lanyard.start();
  await page.connectTo('Practice service');
  const box = (name: string) => page.connecting.getByRole('checkbox', { name });
  await expect(box('Read your notes')).toBeChecked();
  await expect(box('Change your notes')).not.toBeChecked();
  expect(systemBrowser.opened).toEqual([]);

  await box('Read your notes').uncheck();
  await box('Change your notes').check();
  await page.button('Continue in the browser').click();
  await signInAs(await systemBrowser.nextPage(), ada);
  await page.expectConnected('Practice service', 'Ada Example');
  const asked = 'openid profile email offline_access notes.write';
  expect(server.authorizations.map(({ scope }) => scope)).toEqual([asked]);

  await page.tab('Permissions');
  await expect(page.details('Ada Example')).toContainText('Change your notes');
  await page.signInAgain('Ada Example');
  await systemBrowser.nextPage();
  await expect.poll(() => server.authorizations.map(({ scope }) => scope)).toEqual([asked, asked]);
});
