import { expect, test } from 'vitest';

import { installedPackages, nameKnownHere } from './system-packages.mjs';

test('a package that was removed but left its settings is not there', () => {
  expect(installedPackages('chromium||deinstall ok config-files\n').has('chromium')).toBe(false);
});

test('a package that is only half installed is not there', () => {
  expect(installedPackages('xvfb||install ok half-configured\n').has('xvfb')).toBe(false);
});

test('an installed package is there, also one that is held back from updates', () => {
  const present = installedPackages('xvfb||install ok installed\ndbus||hold ok installed\n');
  expect([...present]).toEqual(['xvfb', 'dbus']);
});

test('a package that provides another, as newer Ubuntu releases do, stands in for it', () => {
  const line = 'libgtk-3-0t64|libgtk-3-0 (= 3.24.41-4), gtk-old|install ok installed\n';
  expect(installedPackages(line)).toContain('libgtk-3-0');
});

test('a library that this release has renamed is asked for by its new name', () => {
  expect(nameKnownHere('libasound2', 'Package: libasound2t64\nVersion: 1\n')).toBe('libasound2t64');
});

test('a library that has its old name keeps it, also where nothing is known', () => {
  expect(nameKnownHere('libasound2', 'Package: libasound2\n')).toBe('libasound2');
  expect(nameKnownHere('libasound2', '')).toBe('libasound2');
});
