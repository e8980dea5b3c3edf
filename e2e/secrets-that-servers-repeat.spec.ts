/** R17 for a server that repeats every secret it knows, whole, in parts and encoded. */
import { EchoServer } from '../testing/hostile/echo-server.js';
import { expect, test as base } from './fixtures.js';
import { everythingIn, hearEvents, shownIn, Traces } from './leaks.js';

interface Hostile {
  echo: Awaited<ReturnType<typeof EchoServer.listen>>;
}

const test = base.extend<Hostile>({
  echo: async ({}, use) => {
    const echo = await EchoServer.listen();
    await use(echo);
    await echo.close();
  },
});

test('a server that repeats every secret gets none into window, clipboard, arguments or files (N1, R17)', async ({
  lanyard,
  echo,
}) => {
  const page = await lanyard.start();
  const { window } = page;
  const events = await hearEvents(window);
  const traces = () => new Traces(echo.secrets, echo.traces);
  /** Searches the window, its memory, and the arguments of every process at one moment. */
  async function nothingNow(moment: string): Promise<void> {
    const text = `${await shownIn(window)}\n${await everythingIn(window)}\n${await events()}`;
    expect.soft(traces().in(text), `window: ${moment}`).toEqual([]);
    expect.soft(await traces().inArguments(), `arguments: ${moment}`).toEqual([]);
  }

  await page.connectToAnother({ address: echo.issuer, method: 'Local address' });
  await page.expectConnected(new URL(echo.issuer).host, 'Ada (…)');
  const details = await page.openTokenDetails('Ada (…)');
  await expect(details, 'its claims are shown').toContainText('nickname');
  await details.getByRole('button', { name: 'Ask the server' }).click();
  await expect(details).toContainText('the access token is active');
  await nothingNow('connected');

  await page.refresh('Ada (…)');
  await page.expectRefreshed('Ada (…)');
  for (const name of ['Overview', 'Permissions', 'Activity'] as const) {
    await page.tab(name);
    expect.soft(traces().in(await shownIn(window)), name).toEqual([]);
  }
  await nothingNow('refreshed');

  echo.refuses = true;
  await page.refresh('Ada (…)');
  await expect(
    page.details('Ada (…)').getByRole('button', { name: 'Sign in again' }),
  ).toBeVisible();
  await nothingNow('refused');
  await page.signInAgain('Ada (…)');
  const alert = window.getByRole('dialog').getByRole('alert');
  await expect(alert).toContainText('administrator');
  await alert.getByRole('button', { name: 'Details' }).click();
  await expect(alert, 'what the server said').toContainText('Approval by an administrator');
  await page.button('Copy a message for your admin').click();
  await expect(window.getByText(/Paste it into an e-mail/)).toBeVisible();
  const clipboard = await lanyard.application.evaluate((electron) => electron.clipboard.readText());
  expect(clipboard).toContain('Hello');
  expect.soft(traces().in(clipboard), 'message for the administrator').toEqual([]);
  await nothingNow('sign-in refused');
  await page.leaveDialog();

  await page.disconnect('Ada (…)');
  await expect.poll(() => echo.requests).toContain('/revoke');
  await expect(page.connection('Ada (…)')).toContainText('next try');
  await nothingNow('revocation refused');
  expect.soft(await traces().inFiles(lanyard.data), 'files while it runs').toEqual([]);

  await lanyard.quit();
  expect(echo.secrets.length, 'there are secrets to find').toBeGreaterThan(15);
  expect.soft(await traces().inFiles(lanyard.data), 'files').toEqual([]);
  expect.soft(traces().in(await lanyard.said()), 'output').toEqual([]);
});

test('a device code that a server repeats is found nowhere (N1, R17)', async ({
  lanyard,
  echo,
}) => {
  const page = await lanyard.start();
  const traces = () => new Traces(echo.secrets, echo.traces);
  const events = await hearEvents(page.window);
  await page.connectToAnother({ address: echo.issuer, method: 'Code on another device' });
  await page.expectConnected(new URL(echo.issuer).host, 'Ada (…)');
  const text = `${await everythingIn(page.window)}\n${await events()}`;
  expect.soft(traces().in(text), 'window').toEqual([]);

  const details = await page.openTokenDetails('Ada (…)');
  await details.getByRole('button', { name: 'Ask the server' }).click();
  await expect(details).toContainText('the access token is active');
  const asked = `${await shownIn(page.window)}\n${await everythingIn(page.window)}`;
  expect.soft(traces().in(asked), 'window, after the server was asked').toEqual([]);
  await lanyard.quit();
  expect(echo.requests).toContain('/device');
  expect.soft(await traces().inFiles(lanyard.data), 'files').toEqual([]);
});

test('the search for repeated secrets finds planted parts of them', async ({ lanyard, user }) => {
  const traces = new Traces(['kQ7vX2mP9rT4wL8z'], ['6b5137765832']);
  for (const [name, text] of [
    ['part', 'before 7vX2mP9r after'],
    ['encoded', 'before 6b5137765832 after'],
    ['wide', Buffer.from('7vX2mP9r', 'utf16le').toString()],
  ] as const) {
    await user.file(`data/${name}`, text);
  }
  await user.file('data/none', 'before 7vX2mP9');
  const found = (await traces.inFiles(lanyard.data)).map((each) => each.split(':')[0]);
  expect(found.sort()).toEqual(
    ['encoded', 'part', 'wide'].map((name) => `${lanyard.data}/${name}`),
  );
});
