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

/** From one value to the next, as a share of their mean; by a straight line through them (least squares). */
export function growthOf(values: readonly number[]): number {
  const mean = (list: readonly number[]) => list.reduce((sum, each) => sum + each, 0) / list.length;
  const middle = (values.length - 1) / 2;
  const average = mean(values);
  const slope =
    mean(values.map((value, index) => (index - middle) * (value - average))) /
    mean(values.map((_, index) => (index - middle) ** 2));
  return slope / average;
}
