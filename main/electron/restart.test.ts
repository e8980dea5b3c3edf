import { expect, test } from 'vitest';

import { restartOptions } from './restart.js';

test('drops --hidden and keeps every other argument', () => {
  const argv = [
    '/opt/Lanyard/lanyard',
    '--user-data-dir=/data',
    '--hidden',
    '--services',
    'a.json',
  ];
  expect(restartOptions(argv, {})).toEqual({
    args: ['--user-data-dir=/data', '--services', 'a.json'],
  });
});

test('starts an AppImage by its file, because its mounted folder is gone by then', () => {
  const argv = ['/tmp/.mount_Lanyar/lanyard'];
  expect(restartOptions(argv, { APPIMAGE: '/home/ada/Lanyard.AppImage' })).toEqual({
    args: [],
    execPath: '/home/ada/Lanyard.AppImage',
  });
});
