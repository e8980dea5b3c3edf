/** Notifications as a real notification service (dunst) is asked to show them, read on the session bus. */
import { spawn } from 'node:child_process';

import { ada } from './accounts.js';
import { Desktop } from './desktop.js';
import { expect, test } from './fixtures.js';
import type { User } from './user.js';

const service = 'R&D <i>Practice</i>';
const label = 'R&D <b>boss</b> <a href="http://evil.example">x</a>';
const asMarkup = 'R&amp;D &lt;b&gt;boss&lt;/b&gt; &lt;a href="http://evil.example"&gt;x&lt;/a&gt;';

test.use({ practice: { name: service } });

/** Records calls of a notification service. */
async function watchNotifications(user: User) {
  const match = 'interface=org.freedesktop.Notifications,member=Notify';
  const monitor = spawn(
    'env',
    [...user.prefix(), 'stdbuf', '-oL', 'dbus-monitor', '--session', match],
    { env: user.env, stdio: ['ignore', 'pipe', 'ignore'] },
  );
  let printed = '';
  monitor.stdout.on('data', (piece: Buffer) => (printed += piece.toString()));
  // Its first lines say that it is on the bus.
  await expect.poll(() => printed).toContain('NameLost');
  /** The texts of each: application, icon, title, body. */
  const calls = () =>
    printed
      .split('member=Notify')
      .slice(1)
      .map((call) => [...call.matchAll(/^ {3}string "(.*)"$/gm)].map(([, text = '']) => text));
  return { calls, stop: () => monitor.kill() };
}

for (const [desktopThat, markup, programs, shown] of [
  ['renders markup', 'full', ['dbus-send', 'gdbus', 'busctl'], asMarkup],
  ['renders none and can only be asked by busctl', 'no', ['busctl'], label],
] as const) {
  test(`a name that looks like markup is text on a desktop that ${desktopThat} (D6)`, async ({
    user,
    lanyard,
    server,
    startConnectedAs,
  }) => {
    await user.folder('.config/dunst');
    await user.file('.config/dunst/dunstrc', `[global]\nmarkup = ${markup}\n`);
    for (const program of ['dbus-send', 'gdbus', 'busctl'] as const) {
      if (!programs.some((each) => each === program)) {
        await user.folder('broken');
        await user.file(`broken/${program}`, '#!/bin/sh\nexit 127\n', 0o755);
      }
    }
    const desktop = new Desktop(user);
    await desktop.start();
    const notifications = await watchNotifications(user);
    try {
      const { PATH } = user.env;
      user.env['PATH'] = `${user.path('broken')}:${String(PATH)}`;
      const page = await startConnectedAs(ada);
      user.env['PATH'] = String(PATH);
      const details = await page.open('Ada Example');
      await details.getByRole('button', { name: 'Rename' }).click();
      await page.window.getByRole('textbox', { name: 'Name', exact: true }).fill(label);
      await page.button('Save').click();
      await expect(page.connection(label)).toBeVisible();

      await lanyard.application.evaluate(({ BrowserWindow }) => {
        BrowserWindow.getAllWindows()[0]?.hide();
      });
      server.endGrants();
      // A hidden window gets no mouse.
      await page.details(label).getByRole('button', { name: 'Refresh now' }).dispatchEvent('click');
      await expect.poll(() => notifications.calls().length).toBe(1);
      const [[, , title, body] = []] = notifications.calls();
      expect(title).toBe(`${service} needs you to sign in`);
      expect(body).toBe(`Sign in again to keep ${shown} working.`);
    } finally {
      notifications.stop();
      await desktop.stop();
    }
  });
}
