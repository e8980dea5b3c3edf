import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { problemsOf, settled } from './accessibility.js';
import { ada } from './accounts.js';
import { expect, test } from './fixtures.js';

for (const colorScheme of ['light', 'dark'] as const) {
  test(`every screen of a connection's life is accessible in ${colorScheme} (axe-core)`, async ({
    lanyard,
    systemBrowser,
    connectAs,
  }) => {
    const page = await lanyard.start();
    const { window } = page;
    await window.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const check = async (screen: string) => {
      await settled(window);
      expect.soft(await problemsOf(window), screen).toEqual([]);
    };
    await page.usable();
    await check('no connection yet');
    await page.openSettings();
    await check('settings');
    await page.leaveSettings();
    await page.connect.click();
    await expect(page.connecting).toBeVisible();
    await check('choosing a service');
    await page.button('Another service').click();
    await expect(window.getByRole('textbox', { name: 'Server address' })).toBeVisible();
    await check('another service');
    await page.button('Continue').click();
    await check('another service, with nothing entered');
    await page.leaveDialog();
    await page.connectTo('Practice service');
    await expect(page.waiting).toBeVisible();
    await check('waiting for the browser');
    await page.button('Paste the address instead').click();
    await check('pasting the address');
    await systemBrowser.nextPage();
    await page.leaveDialog();

    await connectAs(page, ada);
    const details = await page.open('Ada Example');
    for (const tab of ['Overview', 'Permissions', 'Activity', 'Token details'] as const) {
      await page.tab(tab);
      await check(tab);
    }
    await page.tab('Permissions');
    await page.button('Ask for more permissions').click();
    await check('asking for more permissions');
    await page.leaveDialog();
    await details.getByRole('button', { name: 'Rename' }).click();
    await check('renaming');
    await page.leaveDialog();
    await page.openDisconnectDialog('Ada Example');
    await check('before disconnecting');
    await page.disconnecting.getByRole('button', { name: 'Disconnect', exact: true }).click();
    await expect(window.getByText(/Confirmed:/)).toBeVisible();
    await check('after disconnecting');
  });
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`everything that can be wrong at once is accessible in ${colorScheme} and leaves room for the rest (axe-core)`, async ({
    lanyard,
    server,
    startConnectedAs,
  }) => {
    const hour = 3_600_000;
    const vault = join(lanyard.data, 'vault');
    await startConnectedAs(ada);
    await lanyard.quit();
    await cp(vault, `${vault}-copy`, { recursive: true });
    let page = await lanyard.start();
    await page.refresh('Ada Example');
    await page.expectRefreshed('Ada Example');
    await lanyard.quit();
    await rm(vault, { recursive: true });
    await cp(`${vault}-copy`, vault, { recursive: true });
    for (const day of ['01', '02']) {
      await cp(vault, `${vault}-kept-2026-01-${day}`, { recursive: true });
    }

    page = await lanyard.start();
    const { window } = page;
    await window.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const check = async (screen: string) => {
      await settled(window);
      expect.soft(await problemsOf(window), screen).toEqual([]);
    };
    server.endGrants();
    server.clockAheadMs = -3 * hour;
    await page.refresh('Ada Example');
    await expect(page.alert).toContainText('looks older than before');
    const notices = window.getByRole('note');
    await expect(notices).toHaveCount(2);
    await expect(notices.first()).toContainText('clock is 3 hours fast');
    await check('two notices and a refusal');
    for (const notice of await notices.all()) {
      await notice.getByRole('button', { name: 'Details' }).click();
    }
    await check('both notices opened');
    await lanyard.resize(400, 600);
    await check('both notices opened in a narrow window');
    await expect(page.button('Back to the list')).toBeInViewport();
    await page.button('Back to the list').click();
    await expect(page.connection('Ada Example')).toBeInViewport();
    await check('the list in a narrow window');

    await test.step('dismissing a notice by keyboard leaves the focus on the page', async () => {
      await page.button('Dismiss this notice').focus();
      await window.keyboard.press('Enter');
      await expect(notices).toHaveCount(1);
      await expect(window.getByRole('main')).toBeFocused();
    });

    await lanyard.resize(1000, 700);
    await page.openSettings();
    await expect(window.getByText('vault-kept-2026-01-02')).toBeVisible();
    await check('settings, with two older vaults');
    await page.leaveSettings();
    await page.open('Ada Example');
    await page.button('Remove from this computer').click();
    await expect(window.getByRole('alertdialog')).toBeVisible();
    await check('before removing');
    await page.leaveDialog();
    await server.stop();
    await page.disconnect('Ada Example');
    await expect(page.connection('Ada Example')).toContainText('Not reached');
    await check('disconnecting, and the server is not there');
    await page.connectTo('Practice service');
    await expect(page.alert.last()).toContainText('could not be reached');
    await check('a sign-in that found no server');
  });
}

test.describe('locked by a passphrase', () => {
  test.use({ passwordStore: false });

  test('unlocking is accessible, with and without a connection (axe-core)', async ({
    lanyard,
    connectAs,
  }) => {
    const passphrase = 'correct horse battery';
    let page = await lanyard.start();
    await page.protectBy(passphrase);
    page = await lanyard.restart();
    await expect(page.field('Passphrase')).toBeVisible();
    expect(await problemsOf(page.window)).toEqual([]);
    await page.unlockWith(passphrase);
    await connectAs(page, ada);
    page = await lanyard.restart();
    await page.unlockWith('something else');
    await expect(page.alert).toContainText('Wrong passphrase.');
    expect(await problemsOf(page.window)).toEqual([]);
    await lanyard.resize(400, 480);
    await expect(page.field('Passphrase')).toBeVisible();
    await expect(page.connection('Ada Example')).toBeHidden();
    expect(await problemsOf(page.window)).toEqual([]);
  });
});

test.describe('without a password store', () => {
  test.use({ passwordStore: false });

  test('the choice of how to keep sign-ins is accessible (axe-core)', async ({ lanyard }) => {
    const page = await lanyard.start();
    await page.connect.click();
    await expect(page.askingHowToKeep).toBeVisible();
    expect(await problemsOf(page.window)).toEqual([]);
  });
});
