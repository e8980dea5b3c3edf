/** Locks by itself: when nobody has used the computer for a while, and with the computer itself. */
import type { LockDelay } from '../../ipc/limits.js';
import type { Clock, Timer } from '../ports/clock.js';
import type { Settings } from '../ports/settings.js';
import type { SystemState } from '../ports/system-state.js';

/** How often to look, at most, s; and, where no event says so, whether the screen is locked. */
const shortestS = 5;

const minutesOf: Readonly<Record<LockDelay, number>> = {
  never: Infinity,
  '5_minutes': 5,
  '15_minutes': 15,
  '60_minutes': 60,
};

export interface AutoLockOptions {
  readonly clock: Clock;
  readonly systemState: SystemState;
  readonly settings: Pick<Settings, 'view' | 'onChange'>;
  readonly lock: () => void;
}

/** Returns the function that stops it. */
export function createAutoLock({ clock, systemState, settings, lock }: AutoLockOptions) {
  let timer: Timer | null = null;
  let isStopped = false;

  const secondsLeft = () => {
    const idleS = minutesOf[settings.view.lockAfter] * 60;
    return idleS - systemState.idleSeconds();
  };

  function check(): void {
    const { lockWithSystem } = settings.view;
    if (secondsLeft() <= 0 || (lockWithSystem && systemState.isScreenLocked())) lock();
    schedule();
  }

  function schedule(): void {
    timer?.cancel();
    timer = null;
    if (isStopped) return;
    const { lockAfter, lockWithSystem } = settings.view;
    const polls = lockWithSystem && !systemState.reportsScreenLock;
    if (lockAfter === 'never' && !polls) return;
    const nextS = polls ? shortestS : Math.max(secondsLeft(), shortestS);
    timer = clock.after(nextS * 1_000, check);
  }

  systemState.onChange(({ kind }) => {
    if (isStopped) return;
    switch (kind) {
      case 'suspending':
      case 'screen_locked':
        if (settings.view.lockWithSystem) lock();
        break;
      case 'resumed':
        // Time asleep is time that nobody used the computer.
        check();
        break;
      case 'unlocked':
        break;
    }
  });
  settings.onChange(schedule);
  schedule();

  return () => {
    isStopped = true;
    schedule();
  };
}
