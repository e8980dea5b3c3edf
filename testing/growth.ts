/** Measures what may grow in this process while the same work repeats. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** In bytes, after a garbage collection. */
export function usedHeap(): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  collect();
  return process.memoryUsage().heapUsed;
}

/** The kinds of this process's open handles, sorted. An immediate is none. */
export function openHandles(): readonly string[] {
  return process
    .getActiveResourcesInfo()
    .filter((kind) => kind !== 'Immediate')
    .sort();
}

/**
 * Growth per step as a share of the mean: the median of the slopes between all pairs of values (the
 * Theil–Sen estimator). Memory allocated once is no growth; memory allocated at each step is.
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
