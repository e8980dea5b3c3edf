/**
 * What the window is told of the book, gathered: with thousands of renewals at once it gets a few
 * messages a second about what changed, not one for every step of each. A single change goes at once.
 */
import type { StoreChange } from '../connection-store.js';
import type { Clock, Timer } from '../../ports/clock.js';

/** Between two messages, ms: below what a person sees as a delay. */
const GATHERING_MS = 50;

export interface ChangeBatcher {
  readonly add: (change: StoreChange) => void;
  /** Tells what is still gathered now: before anything that may refer to it. */
  tellNow(): void;
  /** Nothing more is told. */
  stop(): void;
}

export function createChangeBatcher(
  clock: Clock,
  tell: (change: StoreChange) => void,
): ChangeBatcher {
  let gathered: Set<string> | 'all' = new Set();
  let pause: Timer | null = null;
  let stopped = false;

  function tellNow(): void {
    if (stopped || (gathered !== 'all' && gathered.size === 0)) return;
    const change: StoreChange =
      gathered === 'all' ? { kind: 'all' } : { kind: 'some', connectionIds: [...gathered] };
    gathered = new Set();
    pause?.cancel();
    pause = clock.after(GATHERING_MS, () => {
      pause = null;
      tellNow();
    });
    tell(change);
  }

  return {
    add(change) {
      if (change.kind === 'all') gathered = 'all';
      else if (gathered !== 'all') for (const id of change.connectionIds) gathered.add(id);
      if (!pause) tellNow();
    },
    tellNow,
    stop() {
      stopped = true;
      pause?.cancel();
    },
  };
}
