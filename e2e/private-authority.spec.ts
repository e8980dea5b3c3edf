/** A server of an organisation with an authority of its own, and a computer that comes to trust it. */
import { appendFile, copyFile } from 'node:fs/promises';

import { newRoot, newServer } from '../testing/private-authority.js';
import { expect, test } from './fixtures.js';
import { Lanyard } from './lanyard.js';

/** Where Debian keeps what the computer trusts. */
const systemBundle = '/etc/ssl/certs/ca-certificates.crt';
const clientSecret = 'correct horse battery staple';

// Only root can give the app a view of the disk of its own.
if (process.getuid?.() === 0) {
  test('a server whose authority only an organisation knows is refused, with its name and where to add it, and works once the system trusts it (D12)', async ({
    built,
    user,
    startServer,
  }) => {
    const root = newRoot(await user.folder('authority'), 'Example Corp Root CA');
    const server = await startServer({
      ...{ clientSecret, redirectUris: [], certificate: newServer(user.path('authority'), root) },
      client: { grant_types: ['client_credentials'], response_types: [] },
      more: { features: { clientCredentials: { enabled: true } } },
    });

    // The system's store as the app sees it, so that the computer of the tests stays as it is.
    const bundle = user.path('ca-certificates.crt');
    await copyFile(systemBundle, bundle);
    const mount = `mount --bind ${bundle} ${systemBundle} && exec "$@"`;
    await user.program('in-organisation', `exec unshare --mount sh -c '${mount}' sh "$@"`);
    const onThatComputer = built.startedBy(user.path('bin', 'in-organisation'));
    const lanyard = new Lanyard(onThatComputer, user, [server]);
    await lanyard.install();
    try {
      const page = await lanyard.start();
      const { issuer: address, clientId } = server;
      const method = 'Service account (no browser)';
      await page.connectToAnother({ address, clientId, clientSecret, method });
      await expect(page.alert).toContainText('signed by “Example Corp Root CA”');
      await expect(page.alert).toContainText(systemBundle);
      expect(server.requests).toEqual([]);

      await appendFile(bundle, root.cert);
      await page.button('Try again').click();
      await expect(page.field('Name')).toBeVisible();
      await page.enter({ clientId, clientSecret, method });
      await page.button('Continue').click();
      await page.expectConnected(`localhost:${server.port}`, clientId);
      await page.refresh(clientId);
      await page.expectRefreshed(clientId);
      await page.disconnect(clientId);
      await expect(page.window.getByText(/^Confirmed: .* refused the old token/)).toBeVisible();
      expect(server.faults).toEqual([]);
    } finally {
      await lanyard.clear();
    }
  });
}
