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

test('an AppImage in whose terminal it was started is not the one to start (D8)', () => {
  const environment = { APPIMAGE: '/home/ada/Terminal.AppImage', APPDIR: '/tmp/.mount_Termin' };
  expect(restartOptions(['/opt/Lanyard/lanyard'], environment)).toEqual({ args: [] });
});

test('the code of the link that started it is not on the command line again (N10)', () => {
  const link = 'app.lanyard.desktop:/callback/practice?code=SplxlO&state=af0ifjs';
  const argv = ['/opt/Lanyard/lanyard', '--user-data-dir=/data', '--', link, link.toUpperCase()];
  expect(restartOptions(argv, {})).toEqual({ args: ['--user-data-dir=/data', '--'] });
});
