import { expect, test } from 'vitest';

import { definitionFolders } from './definition-folders.js';

const at = (platform: NodeJS.Platform, userData: string, environment = {}) =>
  definitionFolders({ platform, userData, environment });

test('the user’s folder takes precedence over the computer’s', () => {
  expect(at('linux', '/home/ada/.config/Lanyard')).toEqual([
    '/etc/lanyard/services.d',
    '/home/ada/.config/Lanyard/services.d',
  ]);
  expect(at('darwin', '/Users/ada/Library/Application Support/Lanyard')).toEqual([
    '/Library/Application Support/Lanyard/services.d',
    '/Users/ada/Library/Application Support/Lanyard/services.d',
  ]);
});

test('on Windows the computer’s folder is in ProgramData', () => {
  const ProgramData = 'D:\\ProgramData';
  expect(at('win32', 'C:\\Users\\ada\\Lanyard', { ProgramData })).toEqual([
    'D:\\ProgramData\\Lanyard\\services.d',
    'C:\\Users\\ada\\Lanyard\\services.d',
  ]);
});

test.each([undefined, '', 'relative'])('ProgramData of %j is ignored', (ProgramData) => {
  expect(at('win32', 'C:\\x', { ProgramData })[0]).toBe('C:\\ProgramData\\Lanyard\\services.d');
});
