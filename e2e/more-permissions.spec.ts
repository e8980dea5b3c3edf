import { ada } from './accounts.js';
import { expect, test } from './fixtures.js';
import { signInAs } from './sign-in-page.js';

test.use({
  practice: { optionalScopes: [{ name: 'mail', words: 'Read your mail' }] },
});

test('a service that wants another permission to say whose account it is keeps the connection, and gets it asked for (L4, L8)', async ({
  lanyard,
  server,
  systemBrowser,
}) => {
  server.userinfoChallenge = 'Bearer error="insufficient_scope", scope="mail"';
  const page = await lanyard.start();
  await page.connectTo('Practice service');
  await page.button('Continue in the browser').click();
  await signInAs(await systemBrowser.nextPage(), ada);
  const unnamed = 'Account at Practice service';
  await page.open(unnamed);
  await expect(page.connection(unnamed)).toContainText('Working');

  await page.tab('Permissions');
  await page.button('Ask for more permissions').click();
  const dialog = page.window.getByRole('dialog', { name: 'Ask for more permissions' });
  await dialog.getByRole('checkbox', { name: 'Read your mail' }).check();
  server.userinfoChallenge = null;
  await systemBrowser.forgetSessions();
  await dialog.getByRole('button', { name: 'Continue in the browser' }).click();
  await signInAs(await systemBrowser.nextPage(), ada);

  await expect(page.connection('Ada Example')).toContainText('Working');
  await expect(page.listed).toHaveCount(1);
  const [first, second] = server.authorizations.map(({ scope = '' }) => scope.split(' '));
  expect(first).not.toContain('mail');
  expect(second).toEqual(expect.arrayContaining([...(first ?? ['']), 'mail']));
});
