import { ada } from './accounts.js';
import { expect, test } from './fixtures.js';
import { signInAs } from './sign-in-page.js';

test('an API that wants a fresher sign-in is answered by “Sign in again”, in the same connection', async ({
  lanyard,
  server,
  systemBrowser,
}) => {
  server.userinfoChallenge = 'Bearer error="insufficient_user_authentication", max_age="300"';
  const page = await lanyard.start();
  await page.connectTo('Practice service');
  await signInAs(await systemBrowser.nextPage(), ada);
  const unnamed = 'Account at Practice service';
  const details = await page.open(unnamed);
  await expect(page.connection(unnamed)).toContainText('Working');
  await expect(details).toContainText('wants a stronger sign-in for this');

  server.userinfoChallenge = null;
  await systemBrowser.forgetSessions();
  await details.getByRole('button', { name: 'Sign in again' }).first().click();
  await signInAs(await systemBrowser.nextPage(), ada);
  await expect(page.connection('Ada Example')).toContainText('Working');
  await expect(page.listed).toHaveCount(1);
  await expect(page.details('Ada Example')).not.toContainText('wants a stronger sign-in');

  const [first, second] = server.authorizations;
  expect(first).not.toHaveProperty('max_age');
  expect(second).toMatchObject({ max_age: '300' });
  expect(second?.['scope']?.split(' ')).toEqual(
    expect.arrayContaining(first?.['scope']?.split(' ') ?? ['']),
  );
});
