/**
 * When a request may be begun by itself: not while the computer falls asleep or has just woken, not
 * without a network, and not on one that comes and goes (R8). What the person asks for need not wait.
 */
import type { Clock, Timer } from '../../ports/clock.js';
import type { SystemState, SystemEvent } from '../../ports/system-state.js';

/** After waking the network is not yet what it says it is. */
const SETTLE_MS = 5_000;
/** A network has to stay for so long before it is believed. */
const STEADY_MS = 3_000;
/** How often is looked while something waits: for a network, and whether it stays. */
const LOOK_MS = 1_000;
const LOOK_CLOSELY_MS = 250;
/** Awake for so long after being told to fall asleep: it did not, or nobody told of the waking. */
const ASLEEP_AT_MOST_MS = 60_000;

export type Blocker =
  { readonly kind: 'asleep' } | { readonly kind: 'offline'; readonly since: number };

export interface Availability {
  /** Null: now is good. */
  blocker(): Blocker | null;
  /** Something waits for a better time: look out for it, unless it is here. */
  poll(): void;
  /** Called when the time may have become good: after waking, and with a network that was watched for. */
  readonly onAvailable: (listener: () => void) => void;
  stop(): void;
}

export function createAvailability(clock: Clock, systemState: SystemState): Availability {
  const listeners: (() => void)[] = [];
  let awakeTimer: Timer | null = null;
  let asleep = false;
  /** Wall clock, for the person. */
  let offlineSince: number | null = null;
  /** By the clock that nobody sets; null: it is not there now. */
  let thereSince: number | null = null;
  let lookTimer: Timer | null = null;
  let stopped = false;

  function lookAtNetwork(): void {
    if (!systemState.isOnline()) {
      offlineSince ??= clock.now();
      thereSince = null;
    } else if (offlineSince !== null) {
      thereSince ??= clock.elapsed();
      if (clock.elapsed() - thereSince >= STEADY_MS) offlineSince = null;
    }
  }

  function blocker(): Blocker | null {
    if (asleep) return { kind: 'asleep' };
    lookAtNetwork();
    return offlineSince === null ? null : { kind: 'offline', since: offlineSince };
  }

  const tell = () => listeners.forEach((listener) => listener());

  function poll(): void {
    // Those who sleep are told of their waking.
    if (stopped || blocker()?.kind !== 'offline') return;
    lookTimer ??= clock.after(thereSince === null ? LOOK_MS : LOOK_CLOSELY_MS, () => {
      lookTimer = null;
      if (blocker() === null) tell();
      else poll();
    });
  }

  function awakeIn(ms: number): void {
    asleep = true;
    awakeTimer?.cancel();
    awakeTimer = clock.after(ms, () => {
      asleep = false;
      tell();
      poll();
    });
  }

  systemState.onChange((event: SystemEvent) => {
    if (stopped) return;
    switch (event.kind) {
      case 'suspending':
        awakeIn(ASLEEP_AT_MOST_MS);
        break;
      case 'resumed':
        awakeIn(SETTLE_MS);
        break;
      case 'unlocked':
        // Where nobody tells of sleep, this is the first that is heard after it.
        if (!asleep) tell();
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
      lookTimer?.cancel();
    },
  };
}
