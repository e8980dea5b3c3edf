import { access, readFile, readlink, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { ada, bob } from './accounts.js';
import { tabTo } from './by-keyboard.js';
import type { ConnectionsPage } from './connections-page.js';
import { Desktop } from './desktop.js';
import { expect, test } from './fixtures.js';
import type { Lanyard } from './lanyard.js';

const switchOf = (page: ConnectionsPage, name: string) =>
  page.settings.getByRole('switch', { name, exact: true });
const keepRunning = 'Keep running when the window is closed';

async function turn(page: ConnectionsPage, name: string, on: boolean): Promise<void> {
  await page.openSettings();
  await expect(switchOf(page, name)).toBeEnabled();
  await switchOf(page, name).setChecked(on, { force: true });
  await expect(switchOf(page, name)).toBeChecked({ checked: on });
  await page.leaveSettings();
}

async function closeToTray(lanyard: Lanyard): Promise<void> {
  await lanyard.closeWindow();
  await expect.poll(() => lanyard.visibleWindows()).toBe(0);
}

test.describe('on a desktop without a tray', () => {
  test('hiding on close is not offered, the settings explain why, and closing ends Lanyard', async ({
    lanyard,
  }) => {
    const page = await lanyard.start();
    await page.openSettings();
    await expect(switchOf(page, keepRunning)).toBeDisabled();
    await expect(page.settings).toContainText('This desktop has no system tray.');
    await lanyard.closeWindow();
    await expect.poll(() => lanyard.processes()).toEqual([]);
  });

  test('a start at login without a tray shows the window', async ({ lanyard }) => {
    await lanyard.startAtLogin({ hasTray: false });
    const page = await lanyard.page();
    await page.usable();
    expect(await lanyard.visibleWindows()).toBe(1);
  });
});

test('a panel that comes after Lanyard shows its icon, and the closed window is reached by it', async ({
  user,
  lanyard,
}) => {
  const page = await lanyard.start();
  await page.openSettings();
  await expect(page.settings).toContainText('This desktop has no system tray.');
  await page.leaveSettings();
  const desktop = new Desktop(user);
  await desktop.start();
  await turn(page, keepRunning, true);
  await closeToTray(lanyard);
  expect(await desktop.trayText()).toContain('no connections yet');
  await desktop.clickTray();
  await expect.poll(() => lanyard.visibleWindows()).toBe(1);
  await desktop.stop();
});

test('the switch for starting at login adds a desktop entry for this Lanyard and removes it again', async ({
  lanyard,
  user,
}) => {
  const page = await lanyard.start();
  const entry = user.path('.config', 'autostart', 'lanyard.desktop');
  await turn(page, 'Start when I log in', true);
  // The switch shows the choice before it is on the disk.
  await expect
    .poll(() => readFile(entry, 'utf8').catch(() => ''))
    .toContain(`"--user-data-dir=${lanyard.data}" "--hidden"`);
  const text = await readFile(entry, 'utf8');
  await user.runs('desktop-file-validate', entry);

  await test.step('an update that renames the AppImage is followed (D8)', async () => {
    await user.file(
      '.config/autostart/lanyard.desktop',
      '[Desktop Entry]\nType=Application\nName=Lanyard\nExec="/home/someone/Lanyard-1.0.0.AppImage" "--hidden"\n',
    );
    user.env['APPIMAGE'] = '/home/someone/Lanyard-1.1.0.AppImage';
    const updated = await lanyard.restart();
    await expect
      .poll(() => readFile(entry, 'utf8'))
      .toMatch(/^Exec="\/home\/someone\/Lanyard-1\.1\.0\.AppImage" .*"--hidden"$/m);
    await updated.openSettings();
    await expect(switchOf(updated, 'Start when I log in')).toBeChecked();
    delete user.env['APPIMAGE'];
  });

  await test.step('a change made in the system is shown', async () => {
    await user.file('.config/autostart/lanyard.desktop', `${text}Hidden=true\n`);
    const again = await lanyard.restart();
    await again.openSettings();
    await expect(switchOf(again, 'Start when I log in')).not.toBeChecked();
    await again.leaveSettings();
    await turn(again, 'Start when I log in', true);
    await turn(again, 'Start when I log in', false);
    const isThere = () =>
      access(entry).then(
        () => true,
        () => false,
      );
    await expect.poll(isThere).toBe(false);
  });
});

test('settings work by keyboard alone, and the focus returns', async ({ lanyard }) => {
  const page = await lanyard.start();
  await page.usable();
  await page.button('Settings').focus();
  await page.window.keyboard.press('Enter');
  const notify = switchOf(page, 'Notify me when a connection needs attention');
  await expect(notify).toBeChecked();
  await tabTo(notify);
  await page.window.keyboard.press('Space');
  await expect(notify).not.toBeChecked();
  await page.window.keyboard.press('Escape');
  await expect(page.settings).toBeHidden();
  await expect(page.button('Settings')).toBeFocused();

  const again = await lanyard.restart();
  await again.openSettings();
  await expect(
    switchOf(again, 'Notify me when a connection needs attention'),
    'the choice is kept',
  ).not.toBeChecked();
});

test('a chosen theme holds for the window and the system’s menus, from the next start’s first picture on', async ({
  lanyard,
}) => {
  const page = await lanyard.start();
  await page.openSettings();
  const isDark = async (of: ConnectionsPage) => {
    // Playwright would show the light one otherwise.
    await of.window.emulateMedia({ colorScheme: null });
    return await of.window.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches);
  };
  const source = () => lanyard.application.evaluate(({ nativeTheme }) => nativeTheme.themeSource);
  await page.settings.getByRole('radio', { name: 'Dark' }).check({ force: true });
  await expect.poll(() => isDark(page)).toBe(true);
  expect(await source()).toBe('dark');

  const again = await lanyard.restart();
  expect(await isDark(again)).toBe(true);
  await again.openSettings();
  await again.settings.getByRole('radio', { name: 'High contrast' }).check({ force: true });
  await expect.poll(source).toBe('system');
  await expect(again.window.locator('html')).toHaveAttribute('data-contrast', 'more');
});

test('a damaged settings file is set aside, and nothing else is affected', async ({
  lanyard,
  user,
  startConnectedAs,
}) => {
  await startConnectedAs(ada);
  await lanyard.quit();
  await user.file('data/settings.json', '{"version":1,"closeToTray":"perhaps"');
  const page = await lanyard.start();
  await expect(page.connection('Ada Example')).toContainText('Working');
  await page.openSettings();
  await expect(switchOf(page, 'Notify me when a connection needs attention')).toBeChecked();
  expect(await readFile(user.path('data', 'settings.json.set-aside'), 'utf8')).toContain('perhaps');
});

test('settings of a newer version apply as far as they are understood, and a link stays one (D13)', async ({
  lanyard,
  user,
}) => {
  const newer = { version: 2, closeToTray: true, notify: false, toldOfTray: true, sounds: 'soft' };
  const target = await user.file('dotfiles.json', JSON.stringify(newer));
  await symlink('../dotfiles.json', user.path('data', 'settings.json'));
  const notify = 'Notify me when a connection needs attention';
  const page = await lanyard.start();
  await page.openSettings();
  await expect(switchOf(page, notify)).not.toBeChecked();
  await expect(page.settings.getByRole('note')).toContainText('does not know');
  expect(await readFile(target, 'utf8')).toBe(JSON.stringify(newer));
  await page.leaveSettings();
  await turn(page, notify, true);
  expect(JSON.parse(await readFile(target, 'utf8'))).toEqual({ ...newer, notify: true });
  expect(await readlink(user.path('data', 'settings.json'))).toBe('../dotfiles.json');
});

test.describe('on a desktop with a tray and notifications', () => {
  test('closing the window hides it with one notification, and every way of opening Lanyard brings it back', async ({
    desktop,
    lanyard,
    linkHandler,
  }) => {
    const page = await lanyard.start();
    await turn(page, keepRunning, true);
    const isBack = () => expect.poll(() => lanyard.visibleWindows()).toBe(1);

    await closeToTray(lanyard);
    await expect.poll(() => desktop.notifications()).toEqual(['Lanyard keeps running']);
    await lanyard.startOnceMore();
    await isBack();
    await closeToTray(lanyard);
    await desktop.clickTray();
    await isBack();
    await closeToTray(lanyard);
    await desktop.chooseInTray('Open Lanyard');
    await isBack();
    await closeToTray(lanyard);
    await linkHandler.open('app.lanyard.desktop:/callback/practice?code=a&state=b');
    expect(await lanyard.visibleWindows(), 'an unexpected link shows no window (H1)').toBe(0);
    await lanyard.startOnceMore();
    await isBack();
    expect(desktop.notifications(), 'one notification').toHaveLength(1);

    await test.step('without the tray, hiding on close is no longer offered and closing ends Lanyard', async () => {
      await desktop.stop();
      await page.openSettings();
      await expect(switchOf(page, keepRunning)).toBeDisabled();
      await page.leaveSettings();
      await lanyard.closeWindow();
      await expect.poll(() => lanyard.processes()).toEqual([]);
    });
  });

  test('a start at login shows no window until the tray is clicked; quitting from the tray ends Lanyard', async ({
    desktop,
    lanyard,
  }) => {
    await lanyard.startAtLogin({ hasTray: true });
    await expect.poll(() => desktop.trayText().catch(() => '')).toContain('no connections yet');
    expect(lanyard.application.windows()).toEqual([]);
    await desktop.clickTray();
    await (await lanyard.page()).usable();
    await desktop.chooseInTray('Quit Lanyard');
    await expect.poll(() => lanyard.processes()).toEqual([]);
  });

  test('a start at login that cannot open the saved sign-ins notifies once; clicking shows the cause', async ({
    desktop,
    lanyard,
    startConnectedAs,
  }) => {
    await startConnectedAs(ada);
    await lanyard.quit();
    for (const name of ['key-a.json', 'key-b.json']) {
      await writeFile(join(lanyard.data, 'vault', name), 'damaged');
    }
    await lanyard.startAtLogin({ hasTray: true });
    await expect
      .poll(() => desktop.notifications())
      .toEqual(['Lanyard cannot open your connections']);
    expect(lanyard.application.windows()).toEqual([]);
    await desktop.clickNotification();
    const page = await lanyard.page();
    await expect(page.window.getByText('Your saved accounts cannot be read')).toBeVisible();
    await expect.poll(() => desktop.shownNow(), 'withdrawn once seen').toBe(0);
  });

  test.describe('with access tokens said to live for 8 seconds', () => {
    test.use({ practice: { statedLifetime: 8 } });

    test('two connections refused at once are one notification that names nobody and is withdrawn once seen', async ({
      desktop,
      lanyard,
      server,
      systemBrowser,
      connectAs,
      startConnectedAs,
    }) => {
      const page = await startConnectedAs(ada);
      await connectAs(page, bob);
      await turn(page, keepRunning, true);
      await closeToTray(lanyard);
      await expect.poll(() => desktop.trayText()).toContain('2 connections');

      const before = systemBrowser.opened.length;
      server.endGrants();
      await expect.poll(() => desktop.trayText()).toContain('2 connections, 2 need attention');
      await expect
        .poll(() => desktop.notifications().at(-1))
        .toMatch(/2 connections need attention|Practice service needs you to sign in/);
      expect(await desktop.trayMenu()).toEqual(
        expect.arrayContaining(['Ada Example', 'Bob Example']),
      );
      expect(desktop.allSaid()).not.toContain(ada.email);
      expect(systemBrowser.opened, 'no browser is opened').toHaveLength(before);

      await desktop.chooseInTray('Bob Example');
      await expect(page.details('Bob Example')).toBeVisible();
      expect(await lanyard.visibleWindows()).toBe(1);
      await expect.poll(() => desktop.shownNow(), 'withdrawn once seen').toBe(0);
    });

    test('a refusal is notified once, also across a restart; clicking opens that connection', async ({
      desktop,
      lanyard,
      server,
      startConnectedAs,
    }) => {
      const page = await startConnectedAs(ada);
      await turn(page, keepRunning, true);
      await closeToTray(lanyard);
      server.endGrants();
      const told = () =>
        desktop.notifications().filter((each) => each === 'Practice service needs you to sign in');
      await expect.poll(told).toHaveLength(1);
      await desktop.clickNotification();
      await expect(page.details('Ada Example')).toBeVisible();
      await expect.poll(() => lanyard.visibleWindows()).toBe(1);

      await lanyard.quit();
      await lanyard.startAtLogin({ hasTray: true });
      await expect.poll(() => desktop.trayText().catch(() => '')).toContain('1 needs attention');
      expect(told()).toHaveLength(1);
    });
  });
});
