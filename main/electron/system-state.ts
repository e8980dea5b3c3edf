/** What this computer tells of its sleep and its network. Must be made once the app is ready. */
import { net, powerMonitor } from 'electron';

import type { SystemState } from '../ports/system-state.js';

export function createSystemState(): SystemState {
  return {
    isOnline: () => net.isOnline(),
    onChange(listener) {
      powerMonitor.on('suspend', () => listener({ kind: 'suspending' }));
      powerMonitor.on('resume', () => listener({ kind: 'resumed' }));
      powerMonitor.on('unlock-screen', () => listener({ kind: 'unlocked' }));
    },
  };
}
