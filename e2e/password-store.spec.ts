import { rm } from 'node:fs/promises';
import { join } from 'node:path';

import { ada } from './accounts.js';
import { expect, test } from './fixtures.js';
import { filesHolding } from './leaks.js';

test.describe('without a password store on this computer', () => {
  test.use({ passwordStore: false });

  test('the person is asked; "until I quit" writes nothing to the disk (S2)', async ({
    lanyard,
    issued,
    connectAs,
  }) => {
    const page = await lanyard.start();
    await page.keepUntilQuit();
    await connectAs(page, ada);
    await expect(page.window.getByText('Kept only until you quit')).toBeVisible();
    expect(await filesHolding(lanyard.data, [...issued.all(), ada.name, ada.email])).toEqual([]);

    const again = await lanyard.restart();
    await expect(again.nothingYet).toBeVisible();
    await again.connect.click();
    await expect(again.askingHowToKeep).toBeVisible();
    expect(await filesHolding(lanyard.data, [...issued.all(), ada.name, ada.email])).toEqual([]);
  });

  test('a wrong passphrase opens nothing, the right one opens everything', async ({
    lanyard,
    server,
    issued,
    connectAs,
  }) => {
    const passphrase = issued.make('typed');
    const page = await lanyard.start();
    await page.protectBy(passphrase);
    await connectAs(page, ada);

    const again = await lanyard.restart();
    await again.unlockWith('not the passphrase at all');
    await expect(again.alert).toContainText('Wrong passphrase.');
    await again.unlockWith(passphrase);
    await expect(again.connection('Ada Example')).toContainText('Working');
    await again.refresh('Ada Example');
    await expect.poll(() => server.requestsTo('token', 'refresh_token')).toHaveLength(1);
    expect(await filesHolding(lanyard.data, issued.all())).toEqual([]);
  });
});

test('a missing password store locks the connections, loses none, and changes nothing (S4)', async ({
  lanyard,
  keyring,
  server,
  startConnectedAs,
}) => {
  await startConnectedAs(ada);
  await lanyard.quit();
  await keyring.stop();

  const locked = await lanyard.start();
  await expect(locked.window.getByText('Your saved accounts are locked')).toBeVisible();
  await expect(locked.connection('Ada Example')).toContainText('Locked');
  await expect(locked.alert).toContainText('protected by GNOME Keyring, which is');
  await expect(locked.alert).toContainText('Nothing was deleted.');

  await keyring.start();
  // Only a restart asks the keyring again: the button restarts Lanyard.
  await lanyard.endsBy(() => locked.button('Try again').click());
  const page = await lanyard.start();
  await expect(page.connection('Ada Example')).toContainText('Working');
  await page.refresh('Ada Example');
  await expect.poll(() => server.requestsTo('token', 'refresh_token')).toHaveLength(1);
});

const desktops: readonly Readonly<Record<string, string>>[] = [
  { XDG_CURRENT_DESKTOP: 'KDE', KDE_SESSION_VERSION: '6' },
  { XDG_CURRENT_DESKTOP: 'KDE', KDE_SESSION_VERSION: '5', DESKTOP_SESSION: 'plasma' },
  { XDG_CURRENT_DESKTOP: 'KDE', KDE_SESSION_VERSION: '7' },
  { XDG_CURRENT_DESKTOP: 'KDE' },
  { XDG_CURRENT_DESKTOP: 'LXQt' },
  { XDG_CURRENT_DESKTOP: 'COSMIC' },
  { XDG_CURRENT_DESKTOP: 'sway:wlroots', DESKTOP_SESSION: 'sway' },
  { DESKTOP_SESSION: 'i3' },
  {},
];

test('on every desktop the password store that runs protects the vault, and nobody is asked (D5)', async ({
  lanyard,
  user,
}) => {
  const { env } = user;
  delete env['XDG_CURRENT_DESKTOP'];
  for (const desktop of desktops) {
    user.env = { ...env, ...desktop };
    const page = await lanyard.start();
    await expect(
      page.window.getByRole('button', { name: 'Encrypted on this computer' }),
    ).toBeVisible();
    const store = await lanyard.application.evaluate(({ safeStorage }) =>
      safeStorage.getSelectedStorageBackend(),
    );
    expect([desktop, store]).toEqual([desktop, 'gnome_libsecret']);
    await lanyard.quit();
    await rm(join(lanyard.data, 'vault'), { recursive: true });
  }
});

test('a vault of one desktop opens on the next one (D5)', async ({
  lanyard,
  user,
  startConnectedAs,
}) => {
  await startConnectedAs(ada);
  await lanyard.quit();
  user.env = { ...user.env, XDG_CURRENT_DESKTOP: 'KDE', KDE_SESSION_VERSION: '6' };
  const page = await lanyard.start();
  await expect(page.connection('Ada Example')).toContainText('Working');
});
