import { expect, test } from 'vitest';

import { installedPackages, currentName } from './system-packages.mjs';

test('a package that was removed but left its settings is not installed', () => {
  expect(installedPackages('chromium||deinstall ok config-files\n').has('chromium')).toBe(false);
});

test('a half-installed package is not installed', () => {
  expect(installedPackages('xvfb||install ok half-configured\n').has('xvfb')).toBe(false);
});

test('an installed package counts, also if it is held back from updates', () => {
  const present = installedPackages('xvfb||install ok installed\ndbus||hold ok installed\n');
  expect([...present]).toEqual(['xvfb', 'dbus']);
});

test('a package that provides another, as newer Ubuntu releases do, stands in for it', () => {
  const line = 'libgtk-3-0t64|libgtk-3-0 (= 3.24.41-4), gtk-old|install ok installed\n';
  expect(installedPackages(line)).toContain('libgtk-3-0');
});

test('a library that the release has renamed goes by its new name', () => {
  expect(currentName('libasound2', 'Package: libasound2t64\nVersion: 1\n')).toBe('libasound2t64');
});

test('a library that was not renamed keeps its name, also without information', () => {
  expect(currentName('libasound2', 'Package: libasound2\n')).toBe('libasound2');
  expect(currentName('libasound2', '')).toBe('libasound2');
});
