/**
 * Notices that the screen was unlocked on Linux, where Electron has no event for it: asks for the
 * state of the session every two seconds. Asking prompts nobody.
 *
 * Only what somebody at the computer did counts: the screen was locked when asked before, and now is
 * not, with input in the last minute. The computer must not have slept in between, because waking may
 * end a screen saver with nobody there.
 *
 * Chromium takes the state from the screen saver under X11. Where it cannot tell that the screen is
 * locked, as under most Wayland compositors, nothing is noticed, and the user has to try again.
 * @see https://www.electronjs.org/docs/latest/api/power-monitor
 */
import type { Clock, Timer } from '../ports/clock.js';

const intervalMs = 2_000;
/** After a longer pause between two timers the computer has slept, whether it reported that or not. */
const longestPauseMs = 5 * intervalMs;
/** Without input for this long the session is idle, s. */
const idleS = 60;

type IdleState = 'active' | 'idle' | 'locked' | 'unknown';

export interface UnlockWatchOptions {
  readonly clock: Clock;
  readonly idleState: (idleThresholdS: number) => IdleState;
  readonly onUnlock: () => void;
}

export class UnlockWatch {
  readonly #options: UnlockWatchOptions;
  #wasLocked = false;
  #askedAt: number;
  #timer: Timer | null = null;

  constructor(options: UnlockWatchOptions) {
    this.#options = options;
    this.#askedAt = options.clock.now();
    this.#ask();
  }

  /** The computer falls asleep: what was seen before proves nothing afterwards. */
  suspend(): void {
    this.stop();
    this.#wasLocked = false;
  }

  resume(): void {
    this.suspend();
    this.#ask();
  }

  stop(): void {
    this.#timer?.cancel();
    this.#timer = null;
  }

  #ask(): void {
    const { clock, idleState, onUnlock } = this.#options;
    const now = clock.now();
    const hasSlept = now - this.#askedAt > longestPauseMs;
    const state = idleState(idleS);
    const isUnlocked = this.#wasLocked && !hasSlept && state === 'active';
    this.#wasLocked = state === 'locked';
    this.#askedAt = now;
    this.#timer = clock.after(intervalMs, () => this.#ask());
    if (isUnlocked) onUnlock();
  }
}
