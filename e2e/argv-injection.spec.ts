import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { access } from 'node:fs/promises';
import { text } from 'node:stream/consumers';

import { BuiltApp } from './built-app.js';
import { expect, test as base } from './fixtures.js';
import type { User } from './user.js';

const link = 'app.lanyard.desktop:/callback/practice?code=a&state=b';

const test = base.extend<object, { shipped: BuiltApp }>({
  shipped: [
    async ({}, use) => {
      const shipped = await BuiltApp.calledAsShipped();
      await use(shipped);
      await shipped.remove();
    },
    { scope: 'worker' },
  ],
});

function start(shipped: BuiltApp, user: User, more: readonly string[]) {
  const sandbox = user.isRoot ? ['--no-sandbox'] : [];
  const data = `--user-data-dir=${user.path('data')}`;
  return spawn(shipped.electron, [shipped.folder, ...sandbox, data, ...more], { env: user.env });
}

const exists = (file: string) =>
  access(file).then(
    () => true,
    () => false,
  );

test('a shipped app refuses to start with a switch that weakens its security, beside a link or not (R14)', async ({
  user,
  shipped,
}) => {
  const evil = await user.program('evil', `touch ${user.path('ran')}; exec "$@"`);
  for (const more of [
    [link, `--gpu-launcher=${evil}`],
    [link, `--renderer-cmd-prefix=${evil}`],
    [`--utility-cmd-prefix=${evil}`, link],
    [link, `--browser-subprocess-path=${evil}`],
    ['--inspect=0'],
    [link, '--remote-debugging-port=0'],
    ['-remote-debugging-pipe', link],
    [link, '--host-resolver-rules=MAP * 10.0.0.1'],
    [link, '--proxy-server=http://127.0.0.1:1'],
    [link, '--Ignore-Certificate-Errors'],
    [link, `--ssl-key-log-file=${user.path('ran')}`],
    [link, `--log-net-log=${user.path('ran')}`],
  ]) {
    const child = start(shipped, user, more);
    const said = text(child.stderr);
    const [code] = (await once(child, 'exit')) as [number | null];
    const name = more.find((word) => word.startsWith('-'))?.split('=')[0] ?? '';
    expect({ name, code }).toEqual({ name, code: 1 });
    expect(await said).toContain(`The option ${name} would weaken its protection.`);
    expect(await exists(user.path('ran')), `${name} has no effect`).toBe(false);
  }
});

test('a shipped app starts with allowed switches, and with switches that are only inside a link (R14)', async ({
  lanyard,
  user,
  shipped,
}) => {
  const child = start(shipped, user, [
    '--password-store=basic',
    '--',
    `${link}" --gpu-launcher=${user.path('evil')} "`,
    '--remote-debugging-port=0',
    `--services=${user.path('nothing.json')}`,
  ]);
  const ended = once(child, 'exit');
  const hasWindow = async () =>
    (await lanyard.processes()).some(({ argv }) => argv.includes('--type=renderer'));
  await expect.poll(hasWindow).toBe(true);
  expect(child.exitCode).toBeNull();
  expect(await exists(user.path('data', 'DevToolsActivePort'))).toBe(false);
  await lanyard.clear();
  await ended;
});

test('links with switches inside or beside them change nothing in the running app (R14)', async ({
  lanyard,
  linkHandler,
  user,
  server,
}) => {
  const page = await lanyard.start();
  const evil = await user.program('evil', `touch ${user.path('ran')}`);
  const before = await lanyard.processes();
  for (const breakout of [
    `" --gpu-launcher=${evil} "`,
    `%22%20--renderer-cmd-prefix=${evil}%20%22`,
    `' --services=${evil} '`,
    '" --remote-debugging-port=9 "',
  ]) {
    await linkHandler.open(link + breakout);
  }
  await expect(page.nothingYet).toBeVisible();
  await expect(page.alert).toBeHidden();
  expect(server.requests).toEqual([]);
  expect(await exists(user.path('ran'))).toBe(false);
  // Chromium may start another child process at any time, but the app is the same and got no switch.
  const after = await lanyard.processes();
  const apps = (processes: typeof before) =>
    processes.filter(({ argv }) => !argv.some((word) => word.startsWith('--type=')));
  expect(apps(after)).toEqual(apps(before));
  for (const { argv } of after) {
    expect(argv.join(' ')).not.toContain(evil);
    expect(argv).not.toContain('--remote-debugging-port=9');
  }
});
