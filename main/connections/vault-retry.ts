/**
 * Retries a vault that does not open when the reason may have passed: every minute, when the window
 * is focused, when the screen is unlocked and when the computer wakes. The vault decides whether a
 * trigger justifies opening it and asking the password store, which may prompt the user (S6).
 */
import type { Clock, Timer } from '../ports/clock.js';
import type { SystemState } from '../ports/system-state.js';
import type { Vault } from '../ports/vault.js';

const intervalMs = 60_000;

export interface VaultRetry {
  readonly windowFocused: () => void;
  stop(): void;
}

export function createVaultRetry(
  vault: Pick<Vault, 'view' | 'onChange' | 'retryOpening'>,
  clock: Clock,
  systemState: Pick<SystemState, 'onChange' | 'watchForUnlock'>,
): VaultRetry {
  let timer: Timer | null = null;
  let stopWatching: (() => void) | null = null;
  let stopped = false;

  /** Only a locked password store opens with the screen. */
  function watch(): void {
    const waits = !stopped && vault.view.kind === 'locked';
    if (waits) {
      stopWatching ??= systemState.watchForUnlock();
    } else {
      stopWatching?.();
      stopWatching = null;
    }
  }

  function schedule(): void {
    timer?.cancel();
    timer = null;
    watch();
    const { kind } = vault.view;
    if (stopped || (kind !== 'locked' && kind !== 'unreadable')) return;
    timer = clock.after(intervalMs, () => void vault.retryOpening('time_passed').then(schedule));
  }
  const unsubscribe = vault.onChange(schedule);
  schedule();

  systemState.onChange(({ kind }) => {
    if (stopped) return;
    switch (kind) {
      case 'resumed':
        // Waking proves no presence: a lid may open, or a timer wake the computer, with nobody there.
        void vault.retryOpening('resumed');
        break;
      case 'unlocked':
        void vault.retryOpening('screen_unlocked');
        break;
      case 'suspending':
      case 'screen_locked':
        break;
    }
  });

  return {
    windowFocused: () => void vault.retryOpening('window_focused'),
    stop() {
      stopped = true;
      unsubscribe();
      schedule();
    },
  };
}
