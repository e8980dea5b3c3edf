import { net, powerMonitor } from 'electron';

import type { SystemState } from '../ports/system-state.js';

/** Sleep, screen lock and network of this computer. Must be called once the app is ready. */
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
