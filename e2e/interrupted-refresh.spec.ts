import { ada } from './accounts.js';
import { expect, test } from './fixtures.js';

test.use({ practice: { more: { rotateRefreshToken: false } } });

test('a refresh token whose answer is lost is sent once more at once, never again (H59)', async ({
  server,
  issued,
  startConnectedAs,
}) => {
  const page = await startConnectedAs(ada);
  await page.refresh('Ada Example');
  await page.expectRefreshed('Ada Example');
  expect(server.requestsTo('token', 'refresh_token')).toHaveLength(1);

  server.breaksRefreshes = true;
  await page.refresh('Ada Example');
  await expect(page.connection('Ada Example')).toContainText('Trying again');
  const sent = server.requestsTo('token', 'refresh_token').slice(1);
  expect(sent.length).toBeGreaterThanOrEqual(2);
  const [, second, third] = sent;
  // The next scheduled attempt may have come meanwhile, but never sooner than this.
  if (second && third) expect(third.at - second.at).toBeGreaterThanOrEqual(1000);
  for (const { parameters } of sent) {
    expect(parameters['refresh_token']).toBe(issued.refreshTokens.at(-1));
  }
});
