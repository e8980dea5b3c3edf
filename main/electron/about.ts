import { homedir } from 'node:os';

import type { App } from 'electron';

import type { AboutView } from '../../ipc/settings-view.js';

/** Which Lanyard this is, for support. The home folder is shortened: its path holds the user's name. */
export function aboutView(app: App): AboutView {
  const dataFolder = app.getPath('userData');
  const home = homedir();
  return {
    version: app.getVersion(),
    electron: process.versions.electron,
    dataFolder: dataFolder.startsWith(home) ? `~${dataFolder.slice(home.length)}` : dataFolder,
  };
}
