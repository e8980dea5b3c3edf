/** Touch ID on a Mac that has it. Electron offers nothing like it elsewhere. */
import { systemPreferences } from 'electron';

import { formatMessage } from '../../messages/format.js';
import type { UserPresence } from '../ports/user-presence.js';

export function createUserPresence(platform: NodeJS.Platform): UserPresence {
  return {
    async confirm() {
      if (platform !== 'darwin' || !systemPreferences.canPromptTouchID()) return true;
      return await systemPreferences.promptTouchID(formatMessage('lock.confirm')).then(
        () => true,
        () => false,
      );
    },
  };
}
