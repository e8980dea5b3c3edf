import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { newFolder } from '../../testing/new-directory.js';
import { createStoresOnBus } from './stores-on-bus.js';

/** A computer on whose bus one program answers every call with this script. */
async function computer(program: string, script: string, comm = '') {
  const folder = await newFolder();
  await writeFile(join(folder, program), `#!/bin/sh\n${script}\n`);
  await chmod(join(folder, program), 0o755);
  await mkdir(join(folder, '812'));
  await writeFile(join(folder, '812', 'comm'), comm);
  const environment = { PATH: folder, DBUS_SESSION_BUS_ADDRESS: 'unix:path=/run/user/1000/bus' };
  return createStoresOnBus(environment, folder);
}

const isAsked = 'case "$*" in *GetConnectionUnixProcessID*org.freedesktop.secrets*)';
const answers = (text: string) => `${isAsked} echo '${text}';; *) exit 1;; esac`;

test.each([
  ['gnome-keyring-d', 'gnome_libsecret'],
  ['keepassxc', 'secret_service:keepassxc'],
  ['ksecretd', 'secret_service:kwallet'],
  ['kwalletd6', 'secret_service:kwallet'],
  ['oo7-daemon', 'secret_service'],
  ['xdg-dbus-proxy', 'secret_service'],
])('the Secret Service of %s is %s (D5)', async (comm, name) => {
  for (const [program, answer] of [
    ['dbus-send', '   uint32 812'],
    ['gdbus', '(uint32 812,)'],
    ['busctl', 'u 812'],
  ] as const) {
    const stores = await computer(program, answers(answer), `${comm}\n`);
    expect(await stores.secretService()).toBe(name);
  }
});

test('one whose process may not be looked at has no program’s name (D5)', async () => {
  const stores = await computer('dbus-send', answers('   uint32 9'));
  expect(await stores.secretService()).toBe('secret_service');
});

test('none runs where the bus knows nobody by that name, or does not answer (D5)', async () => {
  expect(await (await computer('dbus-send', 'exit 1')).secretService()).toBeNull();
  expect(await createStoresOnBus({}).secretService()).toBeNull();
});

const portal = 'org.freedesktop.portal.Desktop';
const onBus = (owned: string, activatable: string, version: string) => `case "$*" in
  *ListActivatableNames*) echo '${activatable}';;
  *ListNames*) echo '${owned}';;
  *Properties.Get*org.freedesktop.portal.Secret*) ${version};;
  *) exit 1;; esac`;

test.each([
  ['runs', onBus(portal, 'a.b', 'echo 1'), true],
  ['would be started', onBus('a.b', portal, 'echo 1'), true],
  ['runs and keeps no secrets', onBus(portal, portal, 'exit 1'), false],
  ['is not there', onBus('a.b', 'a.b', 'echo 1'), false],
  ['cannot be asked for', 'exit 1', false],
])('a portal that %s is known (D5)', async (_how, script, expected) => {
  expect(await (await computer('dbus-send', script)).hasSecretPortal()).toBe(expected);
});
