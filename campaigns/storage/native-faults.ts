/**
 * Lets LevelDB's own calls fail at random (R2), by libfiu: write, sync and open, below Node. Everything
 * acknowledged is there, a refused commit is there as a whole or not at all, and the vault works again
 * without the fault.
 */
import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { buildChildScript } from '../../testing/child-script.js';
import { writtenVault } from '../../testing/vault.js';
import { type Campaign, type CampaignReport, inLanes, type Random } from '../campaign.js';
import { numbered, numberOnDisk } from './numbered-commits.js';
import { startWriter } from './writer-process.js';

const run = promisify(execFile);
const commits = 40;
/** Parallel processes. */
const lanes = 4;

/** libfiu's names for the calls, and the error of each. */
const faults = [
  { point: 'posix/io/rw/write', code: 28, title: 'ENOSPC from write' },
  { point: 'posix/io/rw/write', code: 5, title: 'EIO from write' },
  { point: 'posix/io/sync/fdatasync', code: 5, title: 'EIO from fdatasync' },
  { point: 'posix/io/sync/fdatasync', code: 28, title: 'ENOSPC from fdatasync' },
  { point: 'posix/io/oc/open', code: 24, title: 'EMFILE from open' },
  { point: 'posix/io/oc/open', code: 13, title: 'EACCES from open' },
  { point: 'posix/io/oc/open', code: 30, title: 'EROFS from open' },
];

export const campaign: Campaign = {
  id: 'R2',
  title: 'LevelDB’s own calls fail: the old state or the new one, never a third',
  unit: 'processes',
  sizes: { test: 7, quick: 70, full: 2_000 },
  async run(size, report) {
    const isThere = await run('fiu-run', ['-h']).then(
      () => true,
      (error: unknown) => !(error instanceof Error && 'code' in error && error.code === 'ENOENT'),
    );
    if (!isThere) {
      report.leaveOut('needs libfiu (Debian: fiu-utils)');
      return;
    }
    const script = await buildChildScript(join(import.meta.dirname, 'writer.child.ts'));
    try {
      await inLanes(lanes, processes(size, report.random), async (one) => {
        await tryFault(one, script.file, report);
        report.tried();
      });
    } finally {
      await script.remove();
    }
  },
};

interface Process {
  readonly number: number;
  readonly random: Random;
}

function* processes(size: number, random: Random): Iterable<Process> {
  for (let number = 0; number < size; number++) yield { number, random: random.fork() };
}

async function tryFault(
  { number, random }: Process,
  file: string,
  report: CampaignReport,
): Promise<void> {
  const fault = faults[number % faults.length];
  if (!fault) return;
  const probability = random.pick([0.02, 0.1, 0.4]);
  const title = `${fault.title} ${probability * 100} % of the time`;
  const lose = (what: string) => report.lose(`${title}, process ${number}: ${what}`);
  const folder = join(report.folder, String(number));
  const directory = join(folder, 'vault');
  await mkdir(folder);
  await writtenVault(directory, numbered(1));

  const pipes = join(folder, 'fiu');
  const args = [directory, '2', String(commits), 'asked'];
  const writer = startWriter(file, args, ['fiu-run', '-x', '-f', pipes]);
  await writer.next();
  const command = `enable_random name=${fault.point},probability=${probability},failinfo=${fault.code}`;
  await run('fiu-ctrl', ['-f', pipes, '-c', command, String(writer.process.pid)]);
  writer.process.stdin.end('go\n');
  const [, ...said] = await writer.ended();

  // Node writes and opens files too; if it cannot, the process crashes, which is one more fault.
  if (said.length < commits) report.count('processes that fell over');
  const untyped = said.filter((line) => line.startsWith('untyped'));
  if (untyped.length > 0) lose(`told ${untyped.join()}`);
  const kept = said.filter((line) => line.startsWith('kept ')).map(numberIn);
  const last = kept.at(-1) ?? 1;
  report.count('commits kept', kept.length);
  report.count('commits refused', said.length - kept.length);
  const found = await numberOnDisk(directory);
  if (found.kind === 'torn') {
    lose(found.what);
    return;
  }
  const refusedLater = said.filter((line) => !line.startsWith('kept ')).map(numberIn);
  const begunLast = said.length < commits ? [(said.map(numberIn).at(-1) ?? 1) + 1] : [];
  const possible = [last, ...[...refusedLater, ...begunLast].filter((each) => each > last)];
  if (!possible.includes(found.number)) {
    lose(`${found.number} is there, ${last} was acknowledged`);
    return;
  }
  const [view, again] = await startWriter(file, [directory, '99', '1']).ended();
  if (again !== 'kept 99') lose(`without the fault it is ${view ?? 'gone'}, ${again ?? 'silent'}`);
}

const numberIn = (line: string) => Number(line.split(' ')[1]);
