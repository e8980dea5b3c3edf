import { expect, test } from './fixtures.js';
import { ada } from './people.js';

test.use({ practice: { more: { rotateRefreshToken: false } } });

test('a connection that breaks after the refresh token was read sees it twice, never more (H59)', async ({
  lanyard,
  server,
  issued,
  connectAs,
}) => {
  const page = await lanyard.start();
  await connectAs(page, ada);
  const details = await page.open('Ada Example');
  await details.getByRole('button', { name: 'Refresh now' }).click();
  await expect(page.status('Renewed: Ada Example at Practice service').first()).toBeVisible();
  await expect(details.getByRole('button', { name: 'Refresh now' })).toBeEnabled();
  expect(server.askedOf('token', 'refresh_token')).toHaveLength(1);

  server.breaksRenewals = true;
  await details.getByRole('button', { name: 'Refresh now' }).click();
  await expect(page.connection('Ada Example')).toContainText('Trying again');
  const sent = server.askedOf('token', 'refresh_token').slice(1);
  expect(sent).toHaveLength(2);
  for (const { parameters } of sent) {
    expect(parameters['refresh_token']).toBe(issued.refreshTokens.at(-1));
  }
});
