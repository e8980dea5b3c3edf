import { expect, test } from 'vitest';

import { definitionFolders } from './definition-folders.js';

const at = (platform: NodeJS.Platform, userData: string, environment = {}) =>
  definitionFolders({ platform, userData, environment });

test('the computer’s folder counts less than the person’s', () => {
  expect(at('linux', '/home/ada/.config/Lanyard')).toEqual([
    '/etc/lanyard/services.d',
    '/home/ada/.config/Lanyard/services.d',
  ]);
  expect(at('darwin', '/Users/ada/Library/Application Support/Lanyard')).toEqual([
    '/Library/Application Support/Lanyard/services.d',
    '/Users/ada/Library/Application Support/Lanyard/services.d',
  ]);
});

test('on Windows it is where programs keep what is for everyone', () => {
  const ProgramData = 'D:\\ProgramData';
  expect(at('win32', 'C:\\Users\\ada\\Lanyard', { ProgramData })).toEqual([
    'D:\\ProgramData\\Lanyard\\services.d',
    'C:\\Users\\ada\\Lanyard\\services.d',
  ]);
});

test.each([undefined, '', 'relative'])('ProgramData of %j is not followed', (ProgramData) => {
  expect(at('win32', 'C:\\x', { ProgramData })[0]).toBe('C:\\ProgramData\\Lanyard\\services.d');
});
