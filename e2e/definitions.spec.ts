import { readFile, writeFile } from 'node:fs/promises';

import { expect, test } from './fixtures.js';

const good = {
  id: 'intranet',
  name: 'Intranet',
  issuer: 'https://login.example',
  client: { id: 'a' },
};

/** One wrong entry between good ones, one per line: the wrong field is in line 4. */
const partlyWrong = (name: string) => `{
  "services": [
    ${JSON.stringify({ ...good, id: name, name: `${name} before` })},
    { "id": "wrong", "name": "Wrong", "issuer": "ftp://login.example" },
    ${JSON.stringify({ ...good, id: `${name}-2`, name: `${name} after` })}
  ]
}`;

test('a wrong entry is reported with file, line and field, and the rest of the file is offered', async ({
  lanyard,
  user,
}) => {
  await user.folder('data/services.d');
  const own = await user.file('data/services.d/team.json', partlyWrong('team'));
  const named = await user.file('named.json', partlyWrong('named'));
  const page = await lanyard.start(`--services=${named}`);
  await page.connect.click();
  for (const name of ['team before', 'team after', 'named before', 'named after']) {
    await expect(page.connecting.getByRole('button', { name, exact: true })).toBeVisible();
  }
  await expect(page.connecting.getByRole('button', { name: 'Wrong', exact: true })).toBeHidden();
  await page.connecting.getByText('2 mistakes in the service files').click();
  for (const file of [own, named]) {
    const problem = page.connecting.getByRole('listitem').filter({ hasText: `${file}:4` });
    await expect(problem).toContainText('services[1].issuer');
  }
});

test('an unreadable file is named, and the app works with its other services', async ({
  lanyard,
  user,
}) => {
  await user.folder('data/services.d');
  const broken = await user.file('data/services.d/broken.json', '{\n  "services": [\n');
  const page = await lanyard.start(`--services=${user.path('not-there.json')}`);
  await page.connect.click();
  await page.connecting.getByText('2 mistakes in the service files').click();
  await expect(page.connecting.getByText(`${broken}:`)).toBeVisible();
  await expect(page.connecting.getByText('not-there.json')).toBeVisible();
  await expect(
    page.connecting.getByRole('button', { name: 'Practice service', exact: true }),
  ).toBeVisible();
});

test.describe('a service that ships without a client ID', () => {
  test('explains how to get one, shows the addresses to register, and uses it in the browser', async ({
    lanyard,
    systemBrowser,
    issued,
  }) => {
    const page = await lanyard.start();
    await page.connect.click();
    await page.connecting.getByRole('searchbox', { name: 'Search services' }).fill('mastodon');
    await page.connecting.getByRole('button', { name: 'Mastodon', exact: true }).click();
    await page.button('I’ll register it myself').click();
    await expect(
      page.window.getByRole('heading', { name: 'Set up Mastodon', exact: true }),
    ).toBeVisible();
    await page.field('Address of your Mastodon server').fill('social.example');
    await page.button('Next').click();
    const link = page.appLinkToRegister;
    const redirect = await link.innerText();
    await page.window
      .getByRole('group', { name: 'App link' })
      .getByRole('button', { name: 'Copy' })
      .click();
    await expect.poll(() => systemBrowser.paste()).toBe(redirect);

    await page.button('Next').click();
    await page.button('Continue').click();
    await expect(page.window.getByText('Enter the client ID the service gave you.')).toBeVisible();
    await expect(page.field('Client ID')).toBeFocused();
    expect(systemBrowser.opened).toEqual([]);

    await page.field('Client ID').fill('from social.example');
    await page.field('Client secret').fill(issued.make('typed'));
    await page.button('Continue').click();
    await page.button('Continue in the browser').click();
    await expect(page.waiting).toBeVisible();
    await expect.poll(() => systemBrowser.opened).toHaveLength(1);
    const opened = new URL(systemBrowser.opened[0] ?? '');
    expect(`${opened.origin}${opened.pathname}`).toBe('https://social.example/oauth/authorize');
    expect(Object.fromEntries(opened.searchParams)).toMatchObject({
      client_id: 'from social.example',
      redirect_uri: redirect,
      code_challenge_method: 'S256',
    });
  });

  test('is set up by a file that somebody else filled in, which is shown before it is used (H95)', async ({
    lanyard,
    systemBrowser,
    user,
    issued,
  }) => {
    const page = await lanyard.start();
    const path = user.path('for-me.json');
    // The system's own dialogs have no page that a test could operate.
    await lanyard.application.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [filePath] });
    }, path);
    await page.connect.click();
    await page.connecting.getByRole('button', { name: 'GitHub', exact: true }).click();
    await page.button('Ask whoever looks after your computers').click();
    await page.button('Copy the message').click();
    await expect
      .poll(() => systemBrowser.paste())
      .toContain('https://github.com/settings/applications/new');
    await page.button('Save the file to fill in').click();
    await expect.poll(() => readFile(path, 'utf8').catch(() => '')).toContain('"id": ""');

    const secret = issued.make('typed');
    const template = await readFile(path, 'utf8');
    const filled = template
      .replace('"id": ""', '"id": "Iv1.theirs"')
      .replace('"secret": ""', `"secret": "${secret}"`);
    await writeFile(path, filled);
    await page.button('Open the file they sent back').click();
    await expect(page.connecting.getByText('Iv1.theirs')).toBeVisible();
    expect(await page.connecting.innerText()).not.toContain(secret);
    expect(systemBrowser.opened).toEqual([]);
    await page.button('Use it and connect').click();
    await page.button('Continue in the browser').click();
    await expect.poll(() => systemBrowser.opened).toHaveLength(1);
    const { searchParams } = new URL(systemBrowser.opened[0] ?? '');
    expect(searchParams.get('client_id')).toBe('Iv1.theirs');
  });

  test('keeps the client ID entered for it', async ({ lanyard, systemBrowser }) => {
    const page = await lanyard.start();
    await page.connect.click();
    await page.connecting.getByRole('button', { name: 'GitHub', exact: true }).click();
    await page.button('I’ll register it myself').click();
    await page.button('Next').click();
    await page.button('Next').click();
    await page.field('Client ID').fill('Iv1.ours');
    await page.button('Continue').click();
    await page.button('Continue in the browser').click();
    await expect(page.waiting).toBeVisible();
    await page.button('Cancel').click();

    const again = await lanyard.restart();
    await again.connectTo('GitHub');
    await again.button('Continue in the browser').click();
    await expect.poll(() => systemBrowser.opened).toHaveLength(2);
    for (const address of systemBrowser.opened) {
      const { host, searchParams } = new URL(address);
      expect(host).toBe('github.com');
      expect(searchParams.get('client_id')).toBe('Iv1.ours');
    }
  });

  test('with a self-hosted address, shows what to register once the address is entered (GitLab)', async ({
    lanyard,
    systemBrowser,
  }) => {
    const page = await lanyard.start();
    await page.connect.click();
    await page.connecting.getByRole('button', { name: 'GitLab', exact: true }).click();
    await page.button('I’ll register it myself').click();
    await expect(page.field('Address of the GitLab server')).toHaveValue('gitlab.com');
    const link = page.appLinkToRegister;
    await page.button('Next').click();
    const atGitLabCom = await link.innerText();
    await page.button('Back').click();
    await page.field('Address of the GitLab server').fill('');
    await page.button('Next').click();
    await expect(link).toBeHidden();
    await page.field('Address of the GitLab server').fill('git.example');
    await expect(link, 'each server has its own redirect address (O5)').not.toHaveText(atGitLabCom);
    await page.button('Next').click();
    await page.button('Continue').click();
    await expect(page.window.getByText('Enter the client ID the service gave you.')).toBeVisible();
    expect(systemBrowser.opened).toEqual([]);
  });
});
