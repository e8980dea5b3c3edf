/** Runs the requested benchmarks one after the other and sends their figures. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Benchmark, Figure } from './measurement.js';

/** Sends a message to the parent process; scripts/bench.mjs defines the messages. */
export const send = (message: object) => process.send?.(message);

/**
 * @param only IDs; empty for all
 * @param measure runs one of them in a new, empty folder
 */
export async function measureAll<Setting>(
  benchmarks: readonly Benchmark<Setting>[],
  only: readonly string[],
  measure: (
    benchmark: Benchmark<Setting>,
    directory: string,
    note: (text: string) => void,
  ) => Promise<readonly Figure[]>,
): Promise<void> {
  const chosen = benchmarks.filter(({ id }) => only.length === 0 || only.includes(id));
  for (const benchmark of chosen) {
    const { id, title, onlyOn } = benchmark;
    send({ kind: 'begun', id, title });
    if (onlyOn && onlyOn.platform !== process.platform) {
      send({ kind: 'measured', id, title, figures: [], notMeasured: onlyOn.because });
      continue;
    }
    const directory = await mkdtemp(join(tmpdir(), 'lanyard-bench-'));
    try {
      const figures = await measure(benchmark, directory, (text) => send({ kind: 'note', text }));
      send({ kind: 'measured', id, title, figures, notMeasured: null });
    } catch (error) {
      send({ kind: 'failed', id, reason: error instanceof Error ? error.stack : String(error) });
    } finally {
      await rm(directory, { recursive: true, force: true, maxRetries: 10 });
    }
  }
  send({ kind: 'ended' });
}
