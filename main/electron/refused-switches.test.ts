import type { App, Dialog } from 'electron';
import { expect, test } from 'vitest';

import { refuseStart } from './refused-start.js';
import { findRefusedSwitch, refusedSwitch } from './refused-switches.js';

const on = (platform: NodeJS.Platform, argv: readonly string[], isRoot = false) =>
  refusedSwitch({ argv: ['/opt/Lanyard/lanyard', ...argv], platform, isRoot });

test('names the switch as it was typed, without its value (R14)', () => {
  expect(on('linux', ['--password-store=basic', '-Proxy-Server=http://a:b@evil'])).toBe(
    '-Proxy-Server',
  );
  expect(on('win32', ['/ignore-certificate-errors'])).toBe('/ignore-certificate-errors');
});

test('refuses --no-sandbox everywhere, except for root on Linux, who cannot have a sandbox (R14)', () => {
  expect(on('linux', ['--no-sandbox'])).toBe('--no-sandbox');
  expect(on('darwin', ['--no-sandbox'], true)).toBe('--no-sandbox');
  expect(on('linux', ['--no-sandbox'], true)).toBeNull();
  expect(on('linux', ['--no-sandbox', '--inspect'], true)).toBe('--inspect');
});

test.each([
  ['arguments of our own launchers', ['--user-data-dir=/x', '--hidden', '--services', '/x.json']],
  ['a choice of password store', ['--password-store=kwallet6']],
  ['options for graphics and language', ['--ozone-platform=wayland', '--disable-gpu', '--lang=de']],
  ['a folder that looks like a switch', ['/proxy-server']],
  ['anything after --', ['--', '--no-sandbox']],
])('allows %s', (_case, argv) => {
  expect(on('linux', argv)).toBeNull();
});

async function start(argv: string[], isPackaged: boolean) {
  const shown: string[] = [];
  const codes: (number | undefined)[] = [];
  const app = {
    isPackaged,
    getPreferredSystemLanguages: () => ['en'],
    exit: (code?: number) => void codes.push(code),
  } as unknown as App;
  const dialog = {
    showErrorBox: (title: string, body: string) => void shown.push(title, body),
  } as unknown as Dialog;
  const process = { argv, platform: 'linux', getuid: () => 1000 } as unknown as NodeJS.Process;
  const refused = findRefusedSwitch(app, process);
  if (refused !== null) await refuseStart(app, dialog, refused);
  return { refused, shown: shown.join('\n'), codes };
}

test('a packaged app names the switch, without its value, and exits with code 1 (R14)', async () => {
  const { refused, shown, codes } = await start(
    ['lanyard', '--proxy-server=http://a:secret@b'],
    true,
  );
  expect({ refused, codes }).toEqual({ refused: '--proxy-server', codes: [1] });
  expect(shown).toContain('--proxy-server would weaken');
  expect(shown).not.toContain('secret');
});

test('in development the same switches are allowed', async () => {
  expect(await start(['electron', '.', '--inspect'], false)).toEqual({
    refused: null,
    shown: '',
    codes: [],
  });
});
