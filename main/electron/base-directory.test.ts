import { expect, test } from 'vitest';

import { baseDirectory } from './base-directory.js';

test.each([
  ['is not named', undefined],
  ['is named by nothing', ''],
  ['is named by a relative path, which would depend on where the app was started', 'config'],
])('a folder that %s is where the specification says', (_what, named) => {
  expect(baseDirectory(named, '/home/ada', '.config')).toBe('/home/ada/.config');
});

test('a folder that is named is that one', () => {
  expect(baseDirectory('/srv/ada', '/home/ada', '.config')).toBe('/srv/ada');
});
