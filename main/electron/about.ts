import { homedir } from 'node:os';

import type { App } from 'electron';

import type { AboutView } from '../../ipc/settings-view.js';

/** What to say when someone asks which Lanyard this is; the person's name is not part of it. */
export function aboutThis(app: App): AboutView {
  const dataFolder = app.getPath('userData');
  const home = homedir();
  return {
    version: app.getVersion(),
    electron: process.versions.electron,
    dataFolder: dataFolder.startsWith(home) ? `~${dataFolder.slice(home.length)}` : dataFolder,
  };
}
