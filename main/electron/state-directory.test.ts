import { expect, test } from 'vitest';

import { stateDirectory } from './state-directory.js';

test.each<[NodeJS.Platform, Record<string, string>, string]>([
  ['linux', {}, '/home/ada/.local/state/lanyard/vault-marks'],
  ['linux', { XDG_STATE_HOME: '/var/ada' }, '/var/ada/lanyard/vault-marks'],
  ['linux', { XDG_STATE_HOME: 'state' }, '/home/ada/.local/state/lanyard/vault-marks'],
  ['darwin', {}, '/home/ada/Library/Caches/app.lanyard.desktop/vault-marks'],
  [
    'win32',
    { LOCALAPPDATA: 'C:\\Users\\ada\\AppData\\Local' },
    'C:\\Users\\ada\\AppData\\Local\\Lanyard\\vault-marks',
  ],
  ['win32', {}, 'D:\\data\\Lanyard\\vault-marks'],
])('on %s with %o the state directory is %s (H65)', (platform, environment, folder) => {
  expect(stateDirectory(platform, environment, '/home/ada', 'D:\\data')).toBe(folder);
});
