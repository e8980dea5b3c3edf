/**
 * Loses power between any two writes (R4): strace records everything that a vault's process does to its
 * files. The campaign replays the record up to each point, and then up to random points with unsynced
 * writes there in part, in another order or not at all (traced-writes.ts).
 */
import { execFile } from 'node:child_process';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { buildChildScript } from '../../testing/child-script.js';
import { type Campaign, type CampaignReport, inLanes, type Random } from '../campaign.js';
import { numberOnDisk } from './numbered-commits.js';
import { straceOptions, TracedWrites } from './traced-writes.js';
import { startWriter } from './writer-process.js';

/**
 * Commits of each process, in order on one vault: the first creates it, the last writes so much that
 * LevelDB starts another log and another table.
 */
const processes = [{ commits: 8 }, { commits: 8 }, { commits: 100, wish: 'much' }];
/** States of the last process are large, so only one in this many is tried. */
const longOneIn = 12;
/** States in parallel. */
const lanes = 4;

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
    const traced = new TracedWrites(join(report.folder, 'home'));
    const ends = [0, ...(await record(report.folder, traced))];
    report.count('steps recorded', traced.steps);
    await inLanes(lanes, cuts(size, traced.steps, ends, report), async (cut, lane) => {
      await tryCut(cut, traced, join(report.folder, `found-${lane}`), report);
      report.tried();
    });
  },
};

/** The moment of the power loss, and the fate of unsynced writes; null if all of them arrived. */
interface Cut {
  readonly step: number;
  readonly random: Random | null;
}

/** After each step in order, if the run is large enough for that; then after random ones. */
function* cuts(
  size: number,
  steps: number,
  ends: readonly number[],
  report: CampaignReport,
): Iterable<Cut> {
  const { random } = report;
  const inOrder = size > steps ? steps : 0;
  for (let step = 1; step <= inOrder; step++) yield { step, random: null };
  for (let cut = inOrder; cut < size; cut++) {
    const run = random.below(longOneIn) === 0 ? 2 : random.below(2);
    const [from = 0, to = 0] = ends.slice(run);
    yield { step: from + 1 + random.below(to - from), random: random.fork() };
  }
}

async function tryCut(
  { step, random }: Cut,
  traced: TracedWrites,
  found: string,
  report: CampaignReport,
): Promise<void> {
  const home = join(found, 'home');
  await rm(found, { recursive: true, force: true });
  await mkdir(home, { recursive: true });
  await traced.leaveAsAt(step, home, random);
  const kept = traced.saidBefore(step).filter((line) => line.startsWith('kept '));
  const acknowledged = Number(kept.at(-1)?.split(' ')[1] ?? 0);
  const there = await numberOnDisk(join(home, 'vault'));
  if (there.kind === 'torn') report.lose(`after step ${step}: ${there.what}`);
  else if (there.number < acknowledged || there.number > acknowledged + 1) {
    report.lose(`after step ${step}: ${there.number} is there, ${acknowledged} was acknowledged`);
  }
}

async function hasStrace(): Promise<boolean> {
  return promisify(execFile)('strace', ['-V']).then(
    () => true,
    () => false,
  );
}

/** @returns the last step of each process */
async function record(folder: string, traced: TracedWrites): Promise<readonly number[]> {
  const script = await buildChildScript(join(import.meta.dirname, 'writer.child.ts'));
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
