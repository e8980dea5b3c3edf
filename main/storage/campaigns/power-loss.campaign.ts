/**
 * The power goes between any two writes (R4): everything a vault's process did to its files is
 * recorded by strace and played up to each point there is, and then up to random ones, with what
 * was not synced yet there in part, in another order, or not at all (traced-writes.fixture.ts).
 */
import { execFile } from 'node:child_process';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

import type { Campaign } from '../../campaign.fixture.js';
import { buildChildScript } from '../../child-script.fixture.js';
import { numberOnDisk } from './numbered-commits.fixture.js';
import { straceOptions, TracedWrites } from './traced-writes.fixture.js';
import { startWriter } from './writer-process.fixture.js';

/**
 * Commits of each process, one after the other on one vault: the first makes it, the last writes
 * so much that LevelDB begins another log and another table.
 */
const processes = [{ commits: 8 }, { commits: 8 }, { commits: 100, wish: 'much' }];
/** The last one's states are large: one in so many is of it. */
const longOneIn = 12;

export const campaign: Campaign = {
  id: 'R4',
  title: 'Power lost between any two writes: opens, with the last acknowledged state',
  unit: 'states',
  sizes: { test: 20, quick: 1_000, full: 50_000 },
  async run(size, report) {
    if (!(await hasStrace())) {
      report.leaveOut('needs strace (Debian: strace)');
      return;
    }
    const { random } = report;
    const traced = new TracedWrites(join(report.folder, 'home'));
    const ends = [0, ...(await record(report.folder, traced))];
    const home = join(report.folder, 'found', 'home');
    const inOrder = size > traced.steps ? traced.steps : 0;
    report.count('points in order', inOrder);
    for (let state = 0; state < size; state++) {
      const run = random.below(longOneIn) === 0 ? 2 : random.below(2);
      const [from = 0, to = 0] = ends.slice(run);
      const isInOrder = state < inOrder;
      const step = isInOrder ? state + 1 : from + 1 + random.below(to - from);
      await rm(join(report.folder, 'found'), { recursive: true, force: true });
      await mkdir(home, { recursive: true });
      await traced.leaveAsAt(step, home, isInOrder ? null : random);
      const kept = traced.saidBefore(step).filter((line) => line.startsWith('kept '));
      const acknowledged = Number(kept.at(-1)?.split(' ')[1] ?? 0);
      const found = await numberOnDisk(join(home, 'vault'));
      if (found.kind === 'torn') report.lose(`after step ${step}: ${found.what}`);
      else if (found.number < acknowledged || found.number > acknowledged + 1) {
        report.lose(
          `after step ${step}: ${found.number} is there, ${acknowledged} was acknowledged`,
        );
      }
      report.most('steps recorded', traced.steps);
      report.tried();
    }
  },
};

async function hasStrace(): Promise<boolean> {
  return promisify(execFile)('strace', ['-V']).then(
    () => true,
    () => false,
  );
}

/** @returns after which step each process had ended */
async function record(folder: string, traced: TracedWrites): Promise<readonly number[]> {
  const script = await buildChildScript(join(import.meta.dirname, 'writer.child.fixture.ts'));
  const ends: number[] = [];
  let first = 1;
  for (const { commits, wish = '' } of processes) {
    const trace = join(folder, `trace-${first}`);
    const args = [join(folder, 'home', 'vault'), String(first), String(commits), wish];
    await startWriter(script.file, args, ['strace', ...straceOptions, '-o', trace]).ended();
    traced.add(await readFile(trace, 'latin1'));
    ends.push(traced.steps);
    first += commits;
  }
  await script.remove();
  return ends;
}
