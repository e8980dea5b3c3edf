import { problemsOf, settled } from './accessibility.js';
import { expect, test } from './fixtures.js';
import { ada } from './people.js';

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
    await page.button('Settings').click();
    await expect(window.getByRole('switch').first()).toBeVisible();
    await check('settings');
    await page.leaveDialog();
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
    await details.getByRole('button', { name: 'Rename' }).click();
    await check('renaming');
    await page.leaveDialog();
    await details.getByRole('button', { name: 'Disconnect', exact: true }).click();
    await expect(page.disconnecting).toBeVisible();
    await check('before disconnecting');
    await page.disconnecting.getByRole('button', { name: 'Disconnect', exact: true }).click();
    await expect(window.getByText(/Confirmed:/)).toBeVisible();
    await check('after disconnecting');
  });
}

test.describe('without a password store', () => {
  test.use({ passwordStore: false });

  test('the question how to keep sign-ins is accessible (axe-core)', async ({ lanyard }) => {
    const page = await lanyard.start();
    await page.connect.click();
    await expect(page.askingHowToKeep).toBeVisible();
    expect(await problemsOf(page.window)).toEqual([]);
  });
});
