/**
 * A separate desktop session for the tour: a private home, a screen (if there is none), a message bus
 * and an unlocked gnome-keyring. It touches nothing of the user's own session.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { SetupError } from '../setup/progress.mjs';
import { tryCommand } from '../setup/run-command.mjs';
import { waitFor } from './wait-for.mjs';

/**
 * @typedef {object} Desktop
 * @property {string} home
 * @property {Record<string, string>} env the environment of programs in this session
 * @property {() => Promise<void>} end
 */

/** @returns {Promise<Desktop>} */
export async function startDesktop() {
  const home = await mkdtemp(join(tmpdir(), 'lanyard-tour-'));
  const run = join(home, 'run');
  await mkdir(run, { mode: 0o700 });
  /** @type {import('node:child_process').ChildProcess[]} */
  const children = [];
  const bus = join(run, 'bus');
  /** @type {Record<string, string>} */
  const env = {
    PATH: process.env.PATH ?? '/usr/bin:/bin',
    HOME: home,
    LANG: 'C.UTF-8',
    XDG_RUNTIME_DIR: run,
    DBUS_SESSION_BUS_ADDRESS: `unix:path=${bus}`,
  };
  const end = async () => {
    for (const child of children.reverse()) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      child.kill();
      await once(child, 'exit');
    }
    await rm(home, { recursive: true, force: true, maxRetries: 10 });
  };

  try {
    env.DISPLAY = process.env.DISPLAY || (await startScreen(children));
    if (process.env.XAUTHORITY) env.XAUTHORITY = process.env.XAUTHORITY;
    children.push(
      spawn('dbus-daemon', ['--session', '--nofork', `--address=${env.DBUS_SESSION_BUS_ADDRESS}`], {
        env,
        stdio: 'ignore',
      }),
    );
    await waitFor('the message bus', () => existsSync(bus));
    const keyring = spawn(
      'gnome-keyring-daemon',
      ['--foreground', '--unlock', '--components=secrets'],
      { env, stdio: ['pipe', 'ignore', 'ignore'] },
    );
    children.push(keyring);
    // The keyring's password; an empty one would not unlock it.
    keyring.stdin.end('tour\n');
    await waitFor('the keyring', () => isOnBus('org.freedesktop.secrets', env));
    return { home, env, end };
  } catch (error) {
    await end();
    throw error;
  }
}

/** @param {import('node:child_process').ChildProcess[]} children @returns {Promise<string>} */
async function startScreen(children) {
  const server = spawn(
    'Xvfb',
    // -noreset: a reset when the last program exits would refuse a program that starts at that moment.
    ['-displayfd', '3', '-screen', '0', '1280x900x24', '-nolisten', 'tcp', '-noreset'],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] },
  );
  children.push(server);
  const pipe = /** @type {import('node:stream').Readable} */ (server.stdio[3]);
  /** @type {string} */
  const number = await new Promise((resolve, reject) => {
    pipe.setEncoding('utf8').once('data', resolve);
    server.once('exit', () =>
      reject(new SetupError('The virtual screen (Xvfb) could not be started.')),
    );
  });
  return `:${number.trim()}`;
}

/** @param {string} name @param {NodeJS.ProcessEnv} env */
async function isOnBus(name, env) {
  const options = ['--session', '--print-reply', '--dest=org.freedesktop.DBus', '/'];
  const request = ['org.freedesktop.DBus.NameHasOwner', `string:${name}`];
  const { stdout } = await tryCommand('dbus-send', [...options, ...request], { env });
  return stdout.includes('boolean true');
}
