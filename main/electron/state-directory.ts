import { posix, win32 } from 'node:path';

import { baseDirectory } from './base-directory.js';

/**
 * The folder for the mark that shows whether the vault is older than this computer last saw it. It
 * holds state of this computer, so backups leave it out.
 * @param home the user's home folder
 * @param userData fallback where the system names no such folder
 */
export function stateDirectory(
  platform: NodeJS.Platform,
  environment: NodeJS.ProcessEnv,
  home: string,
  userData: string,
): string {
  switch (platform) {
    case 'darwin':
      return posix.join(home, 'Library', 'Caches', 'app.lanyard.desktop', 'vault-marks');
    case 'win32': {
      const local = environment['LOCALAPPDATA'] ?? '';
      return win32.join(win32.isAbsolute(local) ? local : userData, 'Lanyard', 'vault-marks');
    }
    default: {
      const state = baseDirectory(environment['XDG_STATE_HOME'], home, '.local/state');
      return posix.join(state, 'lanyard', 'vault-marks');
    }
  }
}
