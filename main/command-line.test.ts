import { expect, test } from 'vitest';

import { parseCommandLine } from './command-line.js';

const read = (...argv: string[]) => parseCommandLine(argv, '/home/person').services;

test('a switch without a file is passed by', () => {
  expect(read('--services')).toEqual([]);
  expect(read('--services=')).toEqual([]);
  expect(read('--services', '--user-data-dir=/x')).toEqual([]);
});

test.each([
  ['--', '--services=/x', '--hidden'],
  ['app.lanyard.desktop:/callback/a', '--services=/x', '--hidden'],
  ['App.Lanyard.Desktop:"', '--services', '/x', '--hidden'],
])('R14 what comes after %s is no switch', (...argv) => {
  expect(parseCommandLine(['/app', ...argv], '/')).toEqual({ services: [], hidden: false });
});

test('other switches, positions and links are passed by', () => {
  expect(
    read('/app', '--user-data-dir=/x', 'app.lanyard.desktop:/callback/a?--services=/x'),
  ).toEqual([]);
});

test('files are found in both spellings, in order, seen from the working directory', () => {
  expect(read('/app', '--services', 'one.json', '--services=/etc/two=2.json')).toEqual([
    '/home/person/one.json',
    '/etc/two=2.json',
  ]);
});

test('a start at login is known by exactly its own word', () => {
  const hidden = (...argv: string[]) => parseCommandLine(argv, '/').hidden;
  expect(hidden('/app')).toBe(false);
  expect(hidden('/app', '--hidden=no', 'app.lanyard.desktop:/?--hidden')).toBe(false);
  expect(hidden('/app', '--hidden')).toBe(true);
});
