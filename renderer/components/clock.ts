/** One timer for the whole window. It ticks once a second, only while a component shows a time. */
import { useCallback, useSyncExternalStore } from 'react';

const second = 1000;
const minute = 60 * second;
/** Countdowns below this show seconds. */
const closeToTarget = 90 * second;

const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => listeners.forEach((notify) => notify()), second);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** The current time in steps of `granularity`. Both in ms, the time since 1970. */
export function useNow(granularity: number): number {
  const now = useCallback(() => Math.floor(Date.now() / granularity) * granularity, [granularity]);
  return useSyncExternalStore(subscribe, now);
}

/**
 * The current time, rounded to whole minutes from `target`, or to whole seconds when close to it. So a
 * countdown renders only when its text may change. Both in ms since 1970.
 */
export function useNowTowards(target: number): number {
  const now = useCallback(() => {
    const left = target - Date.now();
    const step = Math.abs(left) < closeToTarget ? second : minute;
    return target - Math.ceil(left / step) * step;
  }, [target]);
  return useSyncExternalStore(subscribe, now);
}
