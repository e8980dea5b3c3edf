import { expect, test } from 'vitest';

import { isInstalled } from './dependencies.mjs';

const wanted = {
  packages: {
    '': { version: '0.1.0' },
    'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' },
    'node_modules/a-darwin': { version: '1.0.0', integrity: 'sha512-d', optional: true },
  },
};
const a = { version: '1.0.0', integrity: 'sha512-a' };

test('nothing is installed where npm left no record, as after an interruption', () => {
  expect(isInstalled(wanted, undefined)).toBe(false);
});

test('a missing package, one of another version, one of other content: not installed', () => {
  expect(isInstalled(wanted, { packages: {} })).toBe(false);
  expect(isInstalled(wanted, { packages: { 'node_modules/a': { ...a, version: '1.0.1' } } })).toBe(
    false,
  );
  expect(
    isInstalled(wanted, { packages: { 'node_modules/a': { ...a, integrity: 'sha512-x' } } }),
  ).toBe(false);
});

test('a package too many: not installed as the lockfile says', () => {
  expect(
    isInstalled(wanted, { packages: { 'node_modules/a': a, 'node_modules/b': { version: '1' } } }),
  ).toBe(false);
});

test('an optional package of another platform may be missing', () => {
  expect(isInstalled(wanted, { packages: { 'node_modules/a': a } })).toBe(true);
});
