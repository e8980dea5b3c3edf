import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { ada } from './accounts.js';
import { expect, test } from './fixtures.js';
import { sharedComputer } from './shared-computer.js';
import { agree, signInAs } from './sign-in-page.js';

/** An address on this computer where nothing listens. */
async function closedAddress(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return `http://127.0.0.1:${port}`;
}

test('any server can be connected by its address; the redirect address to register is shown first', async ({
  lanyard,
  startServer,
  systemBrowser,
}) => {
  const other = await startServer({ id: 'other', redirectUris: [] });
  const page = await lanyard.start();
  await page.connectToAnother({ address: other.issuer, clientId: other.clientId }, (appLink) =>
    other.allowRedirect(appLink),
  );
  await signInAs(await systemBrowser.nextPage(), ada);
  await expect(page.connection('Ada Example')).toContainText('Working');
  await expect(page.connection('Ada Example')).toContainText(`127.0.0.1:${other.port}`);

  const again = await lanyard.restart();
  await expect(again.connection('Ada Example')).toContainText('Working');
});

test('in a small window the buttons of the long form stay visible', async ({
  lanyard,
  startServer,
}) => {
  const { issuer } = await startServer({ id: 'other' });
  const page = await lanyard.start();
  await page.usable();
  await lanyard.resize(900, 480);
  await page.chooseAnotherService();
  expect(await page.look(issuer)).toBe(true);
  await page.button('More options').click();
  await expect(page.field('Permissions (scopes)')).not.toBeInViewport();
  for (const name of ['Back', 'Continue']) {
    await expect(page.button(name)).toBeInViewport({ ratio: 1 });
  }
});

test('a client secret is used; a wrong one is reported and can be corrected (H55)', async ({
  lanyard,
  issued,
  startServer,
  systemBrowser,
}) => {
  const secret = issued.make('typed');
  const other = await startServer({ id: 'other', clientSecret: secret, redirectUris: [] });
  const page = await lanyard.start();
  const { issuer: address, clientId } = other;
  await page.connectToAnother({ address, clientId, clientSecret: 'wrong' }, (appLink) =>
    other.allowRedirect(appLink),
  );
  await signInAs(await systemBrowser.nextPage(), ada);
  await expect(page.alert).toContainText('rejected the client ID or secret');

  await page.alert.getByRole('button', { name: 'Change the settings' }).click();
  await expect(page.field('Client ID'), 'the input is kept').toHaveValue(other.clientId);
  await page.field('Client secret').fill(secret);
  await page.button('Continue').click();
  await agree(await systemBrowser.nextPage());
  await expect(page.connection('Ada Example')).toContainText('Working');
});

const sharing = sharedComputer(async (page, { server, systemBrowser }) => {
  await page.connectTo(server.name);
  await signInAs(await systemBrowser.nextPage(), ada);
  await page.expectConnected(server.name, ada.name);
  await page.button('Dismiss this message').click();
});

sharing.describe('beside a working connection', () => {
  sharing.afterEach(async ({ lanyard }) => {
    const page = await lanyard.page();
    await page.leaveDialog();
    await expect(page.connection('Ada Example')).toContainText('Working');
  });

  sharing('an unreachable server is reported and can be tried again', async ({ lanyard }) => {
    const page = await lanyard.page();
    await page.connectToAnother({ address: await closedAddress(), clientId: 'lanyard' });
    await expect(page.alert).toContainText('could not be reached.');
    await expect(page.alert.getByRole('button', { name: 'Try again' })).toBeVisible();
  });

  sharing(
    'an address that is no authorization server is reported, and the input is kept',
    async ({ lanyard }) => {
      const web = createServer((_request, response) => {
        response.setHeader('content-type', 'text/html').end('<h1>A shop</h1>');
      }).listen(0, '127.0.0.1');
      await once(web, 'listening');
      const address = `http://127.0.0.1:${(web.address() as AddressInfo).port}`;
      const page = await lanyard.page();
      await page.connectToAnother({ address, clientId: 'lanyard' });
      await expect(page.alert).toContainText('does not seem to support this kind of sign-in.');
      const asked = page.window.getByRole('region', { name: /^Asked these \w+ places$/ });
      await expect(asked.getByRole('listitem').first()).toContainText(address);
      await expect(asked.getByText('answered, but not as a sign-in server').first()).toBeVisible();
      await page.alert.getByRole('button', { name: 'Change the settings' }).click();
      await expect(page.field('Server address')).toHaveValue(address);
      web.close();
    },
  );

  sharing(
    'a client ID unknown to the server can be cancelled',
    async ({ lanyard, server, systemBrowser }) => {
      const page = await lanyard.page();
      await page.connectToAnother({ address: server.issuer, clientId: 'somebody else' });
      const browserPage = await systemBrowser.nextPage();
      await expect(browserPage.getByText('invalid_client').first()).toBeVisible();
      await expect(page.waiting).toBeVisible();
      await page.button('Cancel').click();
      await expect(page.waiting).toBeHidden();
    },
  );

  for (const [address, sentence] of [
    ['http://login.example.com', 'This address is not secure (http).'],
    ['not an address', 'That is not a web address.'],
  ] as const) {
    sharing(
      `"${address}" is refused before any request is made`,
      async ({ lanyard, systemBrowser }) => {
        const page = await lanyard.page();
        const opened = systemBrowser.opened.length;
        await page.connectToAnother({ address, clientId: 'lanyard' });
        await expect(page.window.getByText(sentence).first()).toBeVisible();
        expect(systemBrowser.opened).toHaveLength(opened);
      },
    );
  }
});
