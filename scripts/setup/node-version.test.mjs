import { expect, test } from 'vitest';

import { checkNodeVersion } from './node-version.mjs';

test.each(['18.20.0', '20.18.3', '20.9.0'])('Node %s is too old', (version) => {
  expect(() => checkNodeVersion(version)).toThrow(
    `needs Node.js 20.19 or newer, and this is ${version}`,
  );
});

test.each(['20.19.0', '20.20.2', '22.0.0', '26.1.0'])('Node %s will do', (version) => {
  expect(() => checkNodeVersion(version)).not.toThrow();
});
