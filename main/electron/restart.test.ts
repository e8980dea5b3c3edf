import { expect, test } from 'vitest';

import { restartOptions } from './restart.js';

test('what was started hidden at login comes back in sight, with everything else it was started with', () => {
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

test('an AppImage is started by its file: the folder it runs from is gone by then', () => {
  const argv = ['/tmp/.mount_Lanyar/lanyard'];
  expect(restartOptions(argv, { APPIMAGE: '/home/ada/Lanyard.AppImage' })).toEqual({
    args: [],
    execPath: '/home/ada/Lanyard.AppImage',
  });
});
