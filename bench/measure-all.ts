/** Runs the benchmarks that were asked for, one after the other, and tells the figures. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Benchmark, Figure } from './measurement.js';

/** To whoever started this process; scripts/bench.mjs knows the messages. */
export const tell = (message: object) => process.send?.(message);

/**
 * @param only ids; none: all
 * @param measure runs one of them in an empty folder of its own
 */
export async function measureAll<Setting>(
  benchmarks: readonly Benchmark<Setting>[],
  only: readonly string[],
  measure: (
    benchmark: Benchmark<Setting>,
    directory: string,
    note: (words: string) => void,
  ) => Promise<readonly Figure[]>,
): Promise<void> {
  const chosen = benchmarks.filter(({ id }) => only.length === 0 || only.includes(id));
  for (const benchmark of chosen) {
    const { id, title, onlyOn } = benchmark;
    tell({ kind: 'begun', id, title });
    if (onlyOn && onlyOn.platform !== process.platform) {
      tell({ kind: 'measured', id, title, figures: [], notMeasured: onlyOn.because });
      continue;
    }
    const directory = await mkdtemp(join(tmpdir(), 'lanyard-bench-'));
    try {
      const figures = await measure(benchmark, directory, (words) => tell({ kind: 'note', words }));
      tell({ kind: 'measured', id, title, figures, notMeasured: null });
    } catch (error) {
      tell({ kind: 'failed', id, reason: error instanceof Error ? error.stack : String(error) });
    } finally {
      await rm(directory, { recursive: true, force: true, maxRetries: 10 });
    }
  }
  tell({ kind: 'ended' });
}
