/**
 * When requests may start by themselves: not while the computer falls asleep or has just woken, not
 * without a network, and not on an unstable one (R8). A refresh that the user requests does not wait.
 */
import type { Clock, Timer } from '../../ports/clock.js';
import type { SystemState, SystemEvent } from '../../ports/system-state.js';

/** Right after waking, the reported network state is not reliable yet, ms. */
const WAKE_UP_MS = 5_000;
/** A network has to be there this long before it counts, ms. */
const STABLE_MS = 3_000;
/** Polling interval while a request waits for a network, and while a new one has to prove stable, ms. */
const POLL_MS = 1_000;
const POLL_STABLE_MS = 250;
/** Still running this long after it reported to suspend, the computer is awake, ms. */
const MAX_ASLEEP_MS = 60_000;

export type Blocker =
  { readonly kind: 'asleep' } | { readonly kind: 'offline'; readonly since: number };

export interface Availability {
  /** Null: requests may start now. */
  blocker(): Blocker | null;
  /** A request waits: watch until the network is back. */
  poll(): void;
  /** Called after waking, and when a polled network is back; `blocker` may still return one. */
  readonly onAvailable: (listener: () => void) => void;
  stop(): void;
}

export function createAvailability(clock: Clock, systemState: SystemState): Availability {
  const listeners: (() => void)[] = [];
  let awakeTimer: Timer | null = null;
  let asleep = false;
  /** On the wall clock, for display. */
  let offlineSince: number | null = null;
  /** On the monotonic clock; null: there is no network now. */
  let onlineSince: number | null = null;
  let pollTimer: Timer | null = null;
  let stopped = false;

  function updateNetwork(): void {
    if (!systemState.isOnline()) {
      offlineSince ??= clock.now();
      onlineSince = null;
    } else if (offlineSince !== null) {
      onlineSince ??= clock.elapsed();
      if (clock.elapsed() - onlineSince >= STABLE_MS) offlineSince = null;
    }
  }

  function blocker(): Blocker | null {
    if (asleep) return { kind: 'asleep' };
    updateNetwork();
    return offlineSince === null ? null : { kind: 'offline', since: offlineSince };
  }

  const emit = () => listeners.forEach((listener) => listener());

  function poll(): void {
    // Waking is reported by awakeIn(); no polling needed.
    if (stopped || blocker()?.kind !== 'offline') return;
    pollTimer ??= clock.after(onlineSince === null ? POLL_MS : POLL_STABLE_MS, () => {
      pollTimer = null;
      if (blocker() === null) emit();
      else poll();
    });
  }

  function awakeIn(ms: number): void {
    asleep = true;
    awakeTimer?.cancel();
    awakeTimer = clock.after(ms, () => {
      asleep = false;
      emit();
      poll();
    });
  }

  systemState.onChange((event: SystemEvent) => {
    if (stopped) return;
    switch (event.kind) {
      case 'suspending':
        awakeIn(MAX_ASLEEP_MS);
        break;
      case 'resumed':
        awakeIn(WAKE_UP_MS);
        break;
      case 'unlocked':
        // On systems that do not report sleep, this is the first event after it.
        if (!asleep) emit();
        break;
    }
  });

  return {
    blocker,
    poll,
    onAvailable: (listener) => void listeners.push(listener),
    stop() {
      stopped = true;
      awakeTimer?.cancel();
      pollTimer?.cancel();
    },
  };
}
