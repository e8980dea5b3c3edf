/** One clock for the whole window: it ticks once a second, and only while something on screen shows a time. */
import { useCallback, useSyncExternalStore } from 'react';

const second = 1000;
const minute = 60 * second;
/** From here on a countdown is told in seconds. */
const close = 90 * second;

const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => listeners.forEach((tell) => tell()), second);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** Now, in milliseconds since 1970, in steps of `granularity` milliseconds. */
export function useNow(granularity: number): number {
  const now = useCallback(() => Math.floor(Date.now() / granularity) * granularity, [granularity]);
  return useSyncExternalStore(subscribe, now);
}

/**
 * Now as seen from `target` (milliseconds since 1970): whole minutes away, whole seconds when
 * close. What shows it is drawn anew only when its words may change.
 */
export function useNowTowards(target: number): number {
  const now = useCallback(() => {
    const left = target - Date.now();
    const step = Math.abs(left) < close ? second : minute;
    return target - Math.ceil(left / step) * step;
  }, [target]);
  return useSyncExternalStore(subscribe, now);
}
