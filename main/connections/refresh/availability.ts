/**
 * When requests may start by themselves: not while the computer falls asleep or has just woken, not
 * without a network, and not on an unstable one (R8). A refresh that the user requests does not wait.
 */
import type { Clock, Timer } from '../../ports/clock.js';
import type { SystemState, SystemEvent } from '../../ports/system-state.js';

/** Right after waking, the reported network state is not reliable yet, ms. */
const wakeUpMs = 5_000;
/** A network has to be there this long before it counts, ms. */
const stableMs = 3_000;
/** Polling interval while a request waits for a network, and while a new one has to prove stable, ms. */
const pollMs = 1_000;
const pollStableMs = 250;
/** Still running this long after it reported to suspend, the computer is awake, ms. */
const maxAsleepMs = 60_000;

export type Blocker =
  { readonly kind: 'asleep' } | { readonly kind: 'offline'; readonly since: number };

export interface Availability {
  /** Null: requests may start now. */
  blocker(): Blocker | null;
  /** A request waits: watch until the network is back. */
  poll(): void;
  /** Called after waking, and when a polled network is back; `blocker` may still return one. */
  onAvailable(listener: () => void): void;
  stop(): void;
}

export function createAvailability(clock: Clock, systemState: SystemState): Availability {
  return new ObservedAvailability(clock, systemState);
}

class ObservedAvailability implements Availability {
  readonly #clock: Clock;
  readonly #systemState: SystemState;
  readonly #listeners: (() => void)[] = [];
  #asleep = false;
  #awakeTimer: Timer | null = null;
  /** On the wall clock, for display. */
  #offlineSince: number | null = null;
  /** On the monotonic clock; null: there is no network now. */
  #onlineSince: number | null = null;
  #pollTimer: Timer | null = null;
  #stopped = false;

  constructor(clock: Clock, systemState: SystemState) {
    this.#clock = clock;
    this.#systemState = systemState;
    systemState.onChange((event) => this.#onSystemEvent(event));
  }

  blocker(): Blocker | null {
    if (this.#asleep) return { kind: 'asleep' };
    this.#updateNetwork();
    return this.#offlineSince === null ? null : { kind: 'offline', since: this.#offlineSince };
  }

  poll(): void {
    // Waking is reported by #awakeIn(); no polling needed.
    if (this.#stopped || this.blocker()?.kind !== 'offline') return;
    this.#pollTimer ??= this.#clock.after(
      this.#onlineSince === null ? pollMs : pollStableMs,
      () => {
        this.#pollTimer = null;
        if (this.blocker() === null) this.#emit();
        else this.poll();
      },
    );
  }

  onAvailable(listener: () => void): void {
    this.#listeners.push(listener);
  }

  stop(): void {
    this.#stopped = true;
    this.#awakeTimer?.cancel();
    this.#pollTimer?.cancel();
  }

  #onSystemEvent({ kind }: SystemEvent): void {
    if (this.#stopped) return;
    switch (kind) {
      case 'suspending':
        this.#awakeIn(maxAsleepMs);
        break;
      case 'resumed':
        this.#awakeIn(wakeUpMs);
        break;
      case 'screen_locked':
        break;
      case 'unlocked':
        // On systems that do not report sleep, this is the first event after it.
        if (!this.#asleep) this.#emit();
        break;
    }
  }

  #awakeIn(ms: number): void {
    this.#asleep = true;
    this.#awakeTimer?.cancel();
    this.#awakeTimer = this.#clock.after(ms, () => {
      this.#asleep = false;
      this.#emit();
      this.poll();
    });
  }

  #updateNetwork(): void {
    const clock = this.#clock;
    if (!this.#systemState.isOnline()) {
      this.#offlineSince ??= clock.now();
      this.#onlineSince = null;
    } else if (this.#offlineSince !== null) {
      this.#onlineSince ??= clock.elapsed();
      if (clock.elapsed() - this.#onlineSince >= stableMs) this.#offlineSince = null;
    }
  }

  #emit(): void {
    this.#listeners.forEach((listener) => listener());
  }
}
