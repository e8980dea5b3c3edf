import { net, powerMonitor } from 'electron';

import type { Clock } from '../ports/clock.js';
import type { SystemEvent, SystemState } from '../ports/system-state.js';
import { UnlockWatch } from './unlock-watch.js';

/** Sleep, screen lock and network of this computer. Must be called once the app is ready. */
export function createSystemState(clock: Clock, platform: NodeJS.Platform): SystemState {
  const listeners: ((event: SystemEvent) => void)[] = [];
  const watches = new Set<UnlockWatch>();
  const emit = (kind: SystemEvent['kind']) => listeners.forEach((listener) => listener({ kind }));

  powerMonitor.on('suspend', () => {
    watches.forEach((watch) => watch.suspend());
    emit('suspending');
  });
  powerMonitor.on('resume', () => {
    watches.forEach((watch) => watch.resume());
    emit('resumed');
  });
  // Electron has these events on macOS and Windows only.
  powerMonitor.on('lock-screen', () => emit('screen_locked'));
  powerMonitor.on('unlock-screen', () => emit('unlocked'));

  return {
    isOnline: () => net.isOnline(),
    onChange: (listener) => void listeners.push(listener),
    idleSeconds: () => powerMonitor.getSystemIdleTime(),
    reportsScreenLock: platform !== 'linux',
    isScreenLocked: () => powerMonitor.getSystemIdleState(60) === 'locked',
    watchForUnlock() {
      if (platform !== 'linux') return () => undefined;
      const watch = new UnlockWatch({
        clock,
        idleState: (threshold) => powerMonitor.getSystemIdleState(threshold),
        onUnlock: () => emit('unlocked'),
      });
      watches.add(watch);
      return () => {
        watch.stop();
        watches.delete(watch);
      };
    },
  };
}
