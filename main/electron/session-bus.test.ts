import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { newDirectory } from '../../testing/new-directory.js';
import { callOnSessionBus, namesOnSessionBus } from './session-bus.js';

async function newFolder(): Promise<string> {
  const folder = await newDirectory();
  await mkdir(folder);
  return folder;
}

/** A computer with these programs and no others; each runs a script. */
async function computerWith(programs: Readonly<Record<string, string>>) {
  const folder = await newFolder();
  for (const [name, script] of Object.entries(programs)) {
    await writeFile(join(folder, name), `#!/bin/sh\n${script}\n`);
    await chmod(join(folder, name), 0o755);
  }
  return { PATH: folder, DBUS_SESSION_BUS_ADDRESS: 'unix:path=/run/user/1000/bus' };
}

/** Prints `owned` for one question, `activatable` for the other. */
const answers = (owned: string, activatable: string) =>
  `case "$*" in *ListActivatableNames*) echo '${activatable}';; *ListNames*) echo '${owned}';; *) exit 1;; esac`;

const secrets = 'org.freedesktop.secrets';
const wallet = 'org.kde.kwalletd6';

test.each([
  [
    'dbus-send',
    answers(
      `   array [\n      org.freedesktop.DBus      :1.7      ${secrets}   ]`,
      `   array [\n      org.freedesktop.DBus      ${wallet}   ]`,
    ),
  ],
  [
    'gdbus',
    answers(
      `(["org.freedesktop.DBus", ":1.7", "${secrets}"],)`,
      `(["org.freedesktop.DBus", "${wallet}"],)`,
    ),
  ],
  [
    'busctl',
    answers(
      `as 3 "org.freedesktop.DBus" ":1.7" "${secrets}"`,
      `as 2 "org.freedesktop.DBus" "${wallet}"`,
    ),
  ],
])('%s alone is enough to ask the bus (D5)', async (program, script) => {
  expect(await namesOnSessionBus(await computerWith({ [program]: script }))).toEqual({
    owned: new Set(['org.freedesktop.DBus', secrets]),
    activatable: new Set(['org.freedesktop.DBus', wallet]),
  });
});

test('one that fails is replaced by the next (D5)', async () => {
  const computer = await computerWith({
    'dbus-send': 'echo "symbol lookup error" >&2; exit 127',
    gdbus: answers(`('${secrets}',)`, `('${wallet}',)`),
  });
  expect(await namesOnSessionBus(computer)).toEqual({
    owned: new Set([secrets]),
    activatable: new Set([wallet]),
  });
});

test.each([
  ['has nothing to ask with', {}],
  ['refuses', { 'dbus-send': 'exit 1', gdbus: 'exit 1', busctl: 'exit 1' }],
])('a computer whose bus %s has no names (D5)', async (_, programs) => {
  expect(await namesOnSessionBus(await computerWith(programs))).toBeNull();
});

test('a bus that hangs is given up (D5)', async () => {
  const computer = await computerWith({ 'dbus-send': 'exec /bin/sleep 600' });
  expect(await namesOnSessionBus(computer, 100)).toBeNull();
});

test.each([
  ['no bus', {}],
  ['a bus that asking would start', { DBUS_SESSION_BUS_ADDRESS: 'autolaunch:' }],
  ['no socket in the runtime folder', { XDG_RUNTIME_DIR: '/nowhere/at/all' }],
])('with %s nothing is run (D5)', async (_, environment) => {
  const computer = await computerWith({ 'dbus-send': 'echo asked > "$0.ran"; echo org.x.y' });
  const { PATH } = computer;
  expect(await namesOnSessionBus({ PATH, ...environment })).toBeNull();
  await expect(readFile(join(PATH, 'dbus-send.ran'))).rejects.toThrow('ENOENT');
});

test('the socket in the runtime folder is the bus where no address is set (D5)', async () => {
  const { PATH } = await computerWith({
    'dbus-send': `echo "$DBUS_SESSION_BUS_ADDRESS" > "$0.ran"`,
  });
  const folder = await newFolder();
  await writeFile(join(folder, 'bus'), '');
  await namesOnSessionBus({ PATH, XDG_RUNTIME_DIR: folder });
  expect(await readFile(join(PATH, 'dbus-send.ran'), 'utf8')).toBe(`unix:path=${folder}/bus\n`);
});

test.each([
  ['dbus-send', /--dest=a\.b \/c d\.e\.Get string:x string:y z$/],
  ['gdbus', /--dest a\.b --object-path \/c --method d\.e\.Get x y z$/],
  ['busctl', /call a\.b \/c d\.e Get ss x y z$/],
])('%s calls a service with its arguments (D6)', async (program, words) => {
  const computer = await computerWith({ [program]: 'echo "$*"' });
  const call = { destination: 'a.b', path: '/c', interface: 'd.e', method: 'Get' };
  const answer = await callOnSessionBus({ ...call, args: ['x', 'y z'] }, computer, 60_000);
  expect(answer?.trim()).toMatch(words);
});
