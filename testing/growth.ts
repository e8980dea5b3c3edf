/** What of this process may grow when the same work is done again and again. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** In bytes, after collecting what nobody holds. */
export function usedHeap(): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  collect();
  return process.memoryUsage().heapUsed;
}

/** Of this process, by kind. What runs in the next turn of its loop is no handle. */
export function openHandles(): readonly string[] {
  return process
    .getActiveResourcesInfo()
    .filter((kind) => kind !== 'Immediate')
    .sort();
}

/**
 * From one value to the next, as a share of their mean: the median of the slopes between any two of
 * them (Theil and Sen). What is taken once and kept is no growth; what is taken every time is.
 */
export function growthOf(values: readonly number[]): number {
  const slopes = values.flatMap((later, index) =>
    values.slice(0, index).map((earlier, before) => (later - earlier) / (index - before)),
  );
  const mean = values.reduce((sum, each) => sum + each, 0) / values.length;
  return medianOf(slopes) / mean;
}

function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle)] ?? 0)) / 2;
}
