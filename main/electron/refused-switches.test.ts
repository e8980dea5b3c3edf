import type { App, Dialog } from 'electron';
import { expect, test } from 'vitest';

import { refusedSwitch, refuseSwitches } from './refused-switches.js';

const on = (platform: NodeJS.Platform, argv: readonly string[], isRoot = false) =>
  refusedSwitch({ argv: ['/opt/Lanyard/lanyard', ...argv], platform, isRoot });

test('R14 the switch is named as it was typed, without its value', () => {
  expect(on('linux', ['--password-store=basic', '-Proxy-Server=http://a:b@evil'])).toBe(
    '-Proxy-Server',
  );
  expect(on('win32', ['/ignore-certificate-errors'])).toBe('/ignore-certificate-errors');
});

test('R14 no sandbox is refused everywhere, but for root on Linux, who cannot have one', () => {
  expect(on('linux', ['--no-sandbox'])).toBe('--no-sandbox');
  expect(on('darwin', ['--no-sandbox'], true)).toBe('--no-sandbox');
  expect(on('linux', ['--no-sandbox'], true)).toBeNull();
  expect(on('linux', ['--no-sandbox', '--inspect'], true)).toBe('--inspect');
});

test.each([
  ['what our launchers pass', ['--user-data-dir=/x', '--hidden', '--services', '/x.json']],
  ['a choice of password store', ['--password-store=kwallet6']],
  [
    'what people need for their screens',
    ['--ozone-platform=wayland', '--disable-gpu', '--lang=de'],
  ],
  ['a folder that looks like one', ['/proxy-server']],
  ['what comes after --', ['--', '--no-sandbox']],
])('not refused: %s', (_what, argv) => {
  expect(on('linux', argv)).toBeNull();
});

function started(argv: string[], isPackaged: boolean) {
  const told: string[] = [];
  const codes: (number | undefined)[] = [];
  const app = { isPackaged, exit: (code?: number) => void codes.push(code) } as unknown as App;
  const dialog = {
    showErrorBox: (title: string, body: string) => void told.push(title, body),
  } as unknown as Dialog;
  const process = { argv, platform: 'linux', getuid: () => 1000 } as unknown as NodeJS.Process;
  return { ends: refuseSwitches(app, dialog, process), told: told.join('\n'), codes };
}

test('R14 what is shipped says which switch it is, without its value, and ends with code 1', () => {
  const { ends, told, codes } = started(['lanyard', '--proxy-server=http://a:secret@b'], true);
  expect({ ends, codes }).toEqual({ ends: true, codes: [1] });
  expect(told).toContain('--proxy-server,');
  expect(told).not.toContain('secret');
});

test('in development the same switches are tools', () => {
  expect(started(['electron', '.', '--inspect'], false)).toEqual({
    ends: false,
    told: '',
    codes: [],
  });
});
