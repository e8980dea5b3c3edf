import { expect, test } from 'vitest';

import { parseCommandLine } from './command-line.js';

const read = (...argv: string[]) => parseCommandLine(argv, '/home/person').services;

test('ignores --services without a file', () => {
  expect(read('--services')).toEqual([]);
  expect(read('--services=')).toEqual([]);
  expect(read('--services', '--user-data-dir=/x')).toEqual([]);
});

test.each([
  ['--', '--services=/x', '--hidden'],
  ['app.lanyard.desktop:/callback/a', '--services=/x', '--hidden'],
  ['App.Lanyard.Desktop:"', '--services', '/x', '--hidden'],
])('reads no switch after %s (R14)', (...argv) => {
  expect(parseCommandLine(['/app', ...argv], '/')).toEqual({ services: [], hidden: false });
});

test('ignores other switches, positions and links', () => {
  expect(
    read('/app', '--user-data-dir=/x', 'app.lanyard.desktop:/callback/a?--services=/x'),
  ).toEqual([]);
});

test('finds files in both spellings, in order, relative to the working directory', () => {
  expect(read('/app', '--services', 'one.json', '--services=/etc/two=2.json')).toEqual([
    '/home/person/one.json',
    '/etc/two=2.json',
  ]);
});

test('only --hidden itself starts hidden', () => {
  const hidden = (...argv: string[]) => parseCommandLine(argv, '/').hidden;
  expect(hidden('/app')).toBe(false);
  expect(hidden('/app', '--hidden=no', 'app.lanyard.desktop:/?--hidden')).toBe(false);
  expect(hidden('/app', '--hidden')).toBe(true);
});
