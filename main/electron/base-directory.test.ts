import { expect, test } from 'vitest';

import { baseDirectory } from './base-directory.js';

test.each([
  ['unset', undefined],
  ['empty', ''],
  ['relative, which would depend on the working directory', 'config'],
])('falls back to the specification’s default when the variable is %s', (_case, value) => {
  expect(baseDirectory(value, '/home/ada', '.config')).toBe('/home/ada/.config');
});

test('uses an absolute path of the variable', () => {
  expect(baseDirectory('/srv/ada', '/home/ada', '.config')).toBe('/srv/ada');
});
