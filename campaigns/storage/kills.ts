/** Kills the app at any moment while it adds, refreshes, renames and removes connections (R1). */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';

import { buildChildScript, childEnvironment } from '../../testing/child-script.js';
import type { Campaign, CampaignReport, Random } from '../campaign.js';
import { type Line, Oracle } from './kills-oracle.js';

const connections = 50;
/** Vaults in parallel. */
const lanes = 4;
/** The process is killed within this time after it has printed enough lines, in ms. */
const mostSaid = 24;
const latestKill = 50;
/** The process is killed after this time at the latest. */
const longestLife = 10_000;
/** One in this many is killed during its start, within this time. */
const oneAtStart = 5;
const startTakes = 150;
const longestStart = 2_000;

export const campaign: Campaign = {
  id: 'R1',
  title: 'Killed at any moment: nothing acknowledged is lost or doubled',
  unit: 'kills',
  sizes: { test: 24, quick: 500, full: 10_000 },
  // Many kills hit while the disk syncs.
  onRealDisk: true,
  async run(size, report) {
    const child = await buildChildScript(join(import.meta.dirname, 'kills.child.ts'));
    let left = size;
    const runs = Array.from({ length: lanes }, (_, lane) =>
      killInLane(lane, child.file, () => left-- > 0, report),
    );
    try {
      await Promise.all(runs);
    } finally {
      await child.remove();
    }
  },
};

async function killInLane(
  lane: number,
  file: string,
  goesOn: () => boolean,
  report: CampaignReport,
): Promise<void> {
  const directory = join(report.folder, `lane-${lane}`, 'vault');
  const random = report.random.fork();
  const subjects = Array.from({ length: connections }, (_, number) => `person-${number}`);
  let kills = 0;
  const lose = (what: string) => report.lose(`lane ${lane}, kill ${kills}: ${what}`);
  const oracle = new Oracle(subjects, random.fork(), lose);
  const address = await oracle.listen();
  try {
    const cycle = {
      file,
      args: [directory, address, subjects.join()],
      oracle,
      random,
      lose,
      report,
    };
    await runOnce(cycle, 'fill');
    while (goesOn()) {
      kills++;
      await runOnce(cycle, 'kill');
      report.tried();
    }
    await runOnce(cycle, 'look');
    const aside = await readdir(join(directory, 'quarantine')).catch(() => []);
    if (aside.length > 0) lose(`${aside.length} records were set aside as unreadable`);
    report.count('acknowledged', oracle.acknowledged);
    report.count('answers cut off', oracle.cutOff);
    report.count('grants replaced by a sign-in unheard of', oracle.replacedUnheard);
    report.count('requests of the dead', oracle.late);
  } finally {
    oracle.close();
  }
}

interface Cycle {
  readonly file: string;
  readonly args: readonly string[];
  readonly oracle: Oracle;
  readonly random: Random;
  readonly lose: (what: string) => void;
  readonly report: CampaignReport;
}

/** `fill`: until all are connected. `look`: until it has reported its state. `kill`: until then, or before. */
async function runOnce(cycle: Cycle, how: 'fill' | 'kill' | 'look'): Promise<void> {
  const { file, args, oracle, random, lose, report } = cycle;
  const seed = String(random.below(2 ** 32));
  oracle.processStarts(seed);
  const child = spawn(process.execPath, [file, ...args, seed, how], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: childEnvironment(),
  });
  const errors = text(child.stderr);
  const exited = once(child, 'exit');
  const killIn = (ms: number) => setTimeout(() => child.kill('SIGKILL'), ms);
  const atLatest = how === 'fill' ? undefined : killIn(longestLife);
  const atStart = how === 'kill' && random.below(oneAtStart) === 0;
  if (atStart) killIn(random.below(startTakes));
  let toBeSaid = random.below(mostSaid);

  for await (const text of createInterface(child.stdout)) {
    const line = parsed(text);
    if (!line) continue;
    oracle.hear(line);
    if (line.kind === 'refused') report.count(`refused: ${line.code}`);
    if (line.kind !== 'started') {
      if (how === 'kill' && !atStart && --toBeSaid === 0) killIn(random.next() * latestKill);
      continue;
    }
    report.most('longest start, ms', line.ms);
    report.most('most work at a start, ms', line.cpuMs);
    if (line.cpuMs > longestStart) lose(`the start took ${Math.round(line.cpuMs)} ms of work`);
    if (how === 'look') killIn(0);
    if (how === 'kill' && !atStart && toBeSaid === 0) killIn(random.next() * latestKill);
  }
  const [, signal] = (await exited) as [number | null, string | null];
  clearTimeout(atLatest);
  await oracle.processEnded();
  if (how !== 'fill' && signal !== 'SIGKILL') lose(`it ended by itself: ${await errors}`);
}

/** Null for a last line that the kill cut off. */
function parsed(line: string): Line | null {
  try {
    return JSON.parse(line) as Line;
  } catch {
    return null;
  }
}
