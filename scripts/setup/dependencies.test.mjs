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

test("without npm's record, as after an interruption, nothing is installed", () => {
  expect(isInstalled(wanted, undefined)).toBe(false);
});

test('a missing package, another version or other content is not installed', () => {
  expect(isInstalled(wanted, { packages: {} })).toBe(false);
  expect(isInstalled(wanted, { packages: { 'node_modules/a': { ...a, version: '1.0.1' } } })).toBe(
    false,
  );
  expect(
    isInstalled(wanted, { packages: { 'node_modules/a': { ...a, integrity: 'sha512-x' } } }),
  ).toBe(false);
});

test('an additional package differs from the lockfile', () => {
  expect(
    isInstalled(wanted, { packages: { 'node_modules/a': a, 'node_modules/b': { version: '1' } } }),
  ).toBe(false);
});

test('an optional package of another platform may be missing', () => {
  expect(isInstalled(wanted, { packages: { 'node_modules/a': a } })).toBe(true);
});
