/**
 * Batches changes of the connection store for the window: with thousands of refreshes at once it
 * gets a few messages a second, not one per step of each. A single change goes at once.
 */
import type { Clock, Timer } from '../../ports/clock.js';
import type { StoreChange } from '../connection-store.js';

/** Between two batches, ms: below what people perceive as a delay. */
const intervalMs = 50;

export interface ChangeBatcher {
  readonly add: (change: StoreChange) => void;
  /** Sends what is batched now: before anything that may refer to it. */
  flush(): void;
  /** Sends nothing more. */
  stop(): void;
}

export function createChangeBatcher(
  clock: Clock,
  send: (change: StoreChange) => void,
): ChangeBatcher {
  let batch: Set<string> | 'all' = new Set();
  let pause: Timer | null = null;
  let stopped = false;

  function flush(): void {
    if (stopped || (batch !== 'all' && batch.size === 0)) return;
    const change: StoreChange =
      batch === 'all' ? { kind: 'all' } : { kind: 'some', connectionIds: [...batch] };
    batch = new Set();
    pause?.cancel();
    pause = clock.after(intervalMs, () => {
      pause = null;
      flush();
    });
    send(change);
  }

  return {
    add(change) {
      if (change.kind === 'all') batch = 'all';
      else if (batch !== 'all') for (const id of change.connectionIds) batch.add(id);
      if (!pause) flush();
    },
    flush,
    stop() {
      stopped = true;
      pause?.cancel();
    },
  };
}
